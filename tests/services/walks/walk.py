"""Two conversations side by side with one Nia: what may happen, and what is wrong afterwards."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.dialogue.states import State
from bot.dialogue.topics import load_topics
from careteam.plan import Plan
from tests.services.walks.conversation import Conversation, own
from tests.services.walks.invariants import INVARIANTS
from tests.services.walks.messages import Message
from tests.services.walks.turn import Turn
from tests.services.walks.world import Reply, World


@dataclass
class Tally:
    """What all walks of a run came to.

    A state is what the policies see of a conversation (bot.dialogue.states), its alert's state,
    and how the clinic's end answers.
    """

    walks: int = 0
    turns: int = 0
    states: set[tuple[Any, ...]] = field(default_factory=set)

    def __str__(self) -> str:
        return f"{self.turns} turns in {self.walks} walks, {len(self.states)} states"


class Walk:
    """One walk: two people, a nurse, and a clinic that has a route or none."""

    def __init__(self, world: World, tally: Tally, lines: Sequence[int], routes: bool) -> None:
        self.world, self.tally = world, tally
        self._routes, self._plan = dict(world.team.routes), world.team.plan
        if not routes:
            world.team.routes.clear()
            world.team.plan = Plan.of(())
        run = uuid.uuid4().hex
        self.people = [
            Conversation(f"walk-{run}-{seat}", own(seat, line)) for seat, line in enumerate(lines)
        ]
        tally.walks += 1

    def close(self) -> None:
        """Give the clinic its route back."""
        self.world.team.routes.update(self._routes)
        self.world.team.plan = self._plan

    @property
    def open_alerts(self) -> list[str]:
        """The ids of the alerts that nobody has closed."""
        return [
            alert.state.id
            for person in self.people
            for alert in self.world.alerts(person.id)
            if alert.state.status != "resolved"
        ]

    def say(self, *said: tuple[int, Message]) -> list[str]:
        """Let people (0, 1) write at the same time; return what is wrong, in words."""
        sent = [(self.people[seat], message.of(self.people[seat].own)) for seat, message in said]
        pause = any(person.paused for person, _ in sent)
        for person, _ in sent:
            if pause and not person.paused:
                person.pause()
        written = [(person.id, message.text) for person, message in sent]
        replies = self.world.say(*written, after_a_pause=pause)
        found: list[str] = []
        for (person, message), reply in zip(sent, replies, strict=True):
            turn = self._turn(person, message, reply)
            person.reports = turn.reports
            person.heard(message, reply)
            faults = self._faults(turn)
            found += [*person.transcript, *faults] if faults else []
        return found

    def _turn(self, person: Conversation, message: Message, reply: Reply) -> Turn:
        other = next(one for one in self.people if one is not person)
        return Turn(
            world=self.world,
            conversation=person.copy(),
            other=other,
            message=message,
            owed=person.owes(message),
            may_report=person.may_report(message),
            reply=reply,
            alerts=self.world.alerts(person.id),
        )

    def _faults(self, turn: Turn) -> list[str]:
        self._count(turn)
        return [
            f"  WRONG ({invariant.__name__}): {words}"
            for invariant in INVARIANTS
            for words in invariant(turn)
        ]

    def _count(self, turn: Turn) -> None:
        thread = turn.reply.thread
        dialogue = State((*thread.turns, thread.latest), turn.reply.sign_question)
        alert = turn.newest.state.status if turn.newest else None
        self.tally.turns += 1
        self.tally.states.add((dialogue.seen(load_topics()), alert, turn.world.sink.answer))
