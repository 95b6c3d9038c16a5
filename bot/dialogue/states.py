"""Walks through every state of the dialogue within five turns: a report gets through in each.

`python -m bot states`. A state is what the policies see of a conversation; two that look the same
to them are one. The policies are the real ones: the table of plan.py, and Rasa's RulePolicy
trained on data/rules. What is understood is given (`MESSAGES`), what is done is predicted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from rasa.core.policies.rule_policy import RulePolicy
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.dialogue.messages import MESSAGES, REPORTS, YES_TO_SIGNS
from bot.dialogue.plan import SAID_TO_CALL, plan
from bot.dialogue.plans.call_answers import told_to_call
from bot.dialogue.plans.reluctance import CALL_TALK, RELUCTANT
from bot.dialogue.plans.topics_asked import ANSWERS_BEFORE_ASKING, HELPED, LOST_BEFORE
from bot.dialogue.thread import ASKED_FOR_SIGNS, ESCALATED, Thread, Turn
from bot.dialogue.topics import Topics

TURNS = 5
MOST_ACTIONS = 8  # of a turn; more would be a loop
SIGN_QUESTION = "sign_question"
# Every action after which a rule or a plan takes an answer otherwise than elsewhere.
LOOKED_AT = ASKED_FOR_SIGNS | LOST_BEFORE | CALL_TALK | {HELPED}


@dataclass(frozen=True)
class State:
    """A conversation's turns, and the slot that rules look at (None: not set)."""

    turns: tuple[Turn, ...] = ()
    sign_question: bool | None = None

    def seen(self, topics: Topics) -> tuple[Any, ...]:
        """Return what the policies see of it: states with the same are one.

        Of what Nia did last only what a rule or a plan asks for; of the last topic its family:
        "more" leads to another answer within it, and not to another kind of state.
        """
        thread = Thread(self.turns, Turn())
        told = thread.answered(topics)
        return (
            thread.asked if thread.asked in LOOKED_AT else bool(thread.asked),
            self.sign_question,
            thread.reported,
            told_to_call(thread),
            bool(SAID_TO_CALL & thread.done),
            HELPED in thread.done,
            min(sum(thread.times(said) for said in RELUCTANT), 2),
            min(len(told), ANSWERS_BEFORE_ASKING),
            topics.family.get(told[-1], told[-1]) if told else None,
            thread.last_kinds(),
        )


@dataclass(frozen=True)
class Walk:
    """How many states there are after each turn, how many checks were made, and what failed."""

    states: Sequence[int]
    checks: int
    faults: Sequence[str]


class Dialogue:
    """Predicts what Nia does with a message in a state."""

    def __init__(self, policy: RulePolicy, domain: Domain, topics: Topics) -> None:
        """Keep the policies; ``policy`` is trained."""
        self._policy, self._domain, self._topics = policy, domain, topics
        self._slot_intents = slot_intents(domain)
        self._by_rules = lru_cache(maxsize=None)(self._rules)

    def step(self, state: State, message: Turn) -> State:
        """Return the state after a message, with what Nia did in its last turn."""
        slot = self._slot_intents(message.intent, state.sign_question)
        before = state.turns[-1] if state.turns else Turn()
        actions = plan(Thread(state.turns, message), self._topics) or self._by_rules(
            before.intent, before.actions, message.intent, slot
        )
        return State((*state.turns, replace(message, actions=actions)), slot)

    def _rules(
        self, before: str, done: tuple[str, ...], intent: str, slot: bool | None
    ) -> tuple[str, ...]:
        """Return what the rules do, given the turn before: no rule looks further back."""
        tracker = DialogueStateTracker("states", self._domain.slots)

        def happened(*events: Any) -> None:
            for event in events:
                tracker.update(event, self._domain)

        happened(ActionExecuted(ACTION_LISTEN_NAME))
        if done:
            happened(UserUttered(before, {"name": before or "greet"}))
            happened(*map(ActionExecuted, done), ActionExecuted(ACTION_LISTEN_NAME))
        happened(UserUttered(intent, {"name": intent}))
        if slot is not None:
            happened(SlotSet(SIGN_QUESTION, slot))
        actions: list[str] = []
        while len(actions) < MOST_ACTIONS:
            scores = self._policy.predict_action_probabilities(tracker, self._domain).probabilities
            action = self._domain.action_names_or_texts[scores.index(max(scores))]
            if action == ACTION_LISTEN_NAME:
                break
            actions.append(action)
            happened(ActionExecuted(action))
        return tuple(actions)


def slot_intents(domain: Domain) -> Callable[[str, bool | None], bool | None]:
    """Return what becomes of the slot with each intent, by the domain's mappings."""
    mappings: Sequence[Mapping[str, Any]] = next(
        slot.mappings for slot in domain.slots if slot.name == SIGN_QUESTION
    )

    def after(intent: str, value: bool | None) -> bool | None:
        for mapping in mappings:
            named, others = mapping.get("intent"), mapping.get("not_intent")
            if (named and intent in named) or (others and intent not in others):
                return bool(mapping["value"])
        return value

    return after


def walk(dialogue: Dialogue, topics: Topics, turns: int = TURNS) -> Walk:
    """Go through every state within so many turns and hold the reports against each."""
    known: dict[tuple[Any, ...], State] = {State().seen(topics): State()}
    newest, counts, checks, faults = [State()], [1], 0, list[str]()
    while newest:
        for state in newest:
            for name, right in tried(dialogue, state):
                checks += 1
                if not right:
                    faults.append(f"{name}, after {said(state)}")
        newest = [] if len(counts) > turns else list(_new(dialogue, topics, newest, known))
        if newest:
            counts.append(len(known))
    return Walk(counts, checks, faults)


def _new(
    dialogue: Dialogue,
    topics: Topics,
    states: Sequence[State],
    known: dict[tuple[Any, ...], State],
) -> Iterator[State]:
    """Yield every state that one more message leads to and that was not known."""
    for state in states:
        for message in MESSAGES.values():
            after = dialogue.step(state, message)
            if known.setdefault(after.seen(topics), after) is after:
                yield after


def tried(dialogue: Dialogue, state: State) -> Iterator[tuple[str, bool]]:
    """Yield each report by name, and whether it is answered with its text and one alert."""
    for name, (message, text) in REPORTS.items():
        yield name, _gets_through(dialogue.step(state, message), text)
    if Thread(state.turns, Turn()).asked in ASKED_FOR_SIGNS:
        for name, message in YES_TO_SIGNS.items():
            yield name, _gets_through(dialogue.step(state, message), "utter_report_sign")


def _gets_through(after: State, text: str) -> bool:
    """Say whether the last turn begins with the text and raises one alert."""
    actions = after.turns[-1].actions
    return actions[:1] == (text,) and actions.count(ESCALATED) == 1


def said(state: State) -> str:
    """Return the intents of a state's turns, for a person to find the way there."""
    return " > ".join(turn.intent for turn in state.turns) or "nothing"
