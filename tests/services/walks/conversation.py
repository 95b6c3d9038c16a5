"""What a walk knows of one conversation by itself, without asking Nia."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.dialogue.thread import ASKED_FOR_SIGNS, ESCALATED
from bot.dialogue.topics import load_topics
from careteam.records import Recorded
from tests.services.walks.messages import (
    ALWAYS,
    IF_ASKED,
    IF_ASKED_OR_REPORTED,
    NEVER,
    Message,
    reachable,
)
from tests.services.walks.world import Reply

# What only this person ever types: in no other message, and in none of Nia's texts.
OWN: Sequence[Mapping[str, str]] = (
    {"name": "Marisol", "celsius": "38.9", "fahrenheit": "102.6", "area": "212"},
    {"name": "Thaddeus", "celsius": "39.6", "fahrenheit": "103.5", "area": "646"},
)

ANSWERS = frozenset(
    {"answers_yes", "answers_number", "answers_else", "answers_worse", "answers_sign"}
)


@dataclass
class Conversation:
    """`own`: what stands for {number}, {name} and the readings.

    `reports`: how many its alerts held at last.
    `reported`: something was reported in it; `in_session`: since the last pause.
    `asked`: Nia's last words were the question about signs; `answering`: she asked it, and only
    short answers came since.
    `raised`: the families that were spoken of since the last pause, by either side.
    """

    id: str
    own: Mapping[str, str]
    reports: int = 0
    reported: bool = False
    in_session: bool = False
    asked: bool = False
    answering: bool = False
    paused: bool = False
    raised: set[str] = field(default_factory=set)
    transcript: list[str] = field(default_factory=list)

    def copy(self) -> Conversation:
        """Return it as it is now."""
        return replace(self, raised=set(self.raised))

    def pause(self) -> None:
        """Be silent for so long that a new session begins."""
        self.paused = True
        self.in_session = self.asked = self.answering = False
        self.raised.clear()
        self.transcript.append("(an hour passes)")

    def owes(self, message: Message) -> bool:
        """Whether a message is a report here and now, by the clinical specification."""
        return (
            message.raises == ALWAYS
            or (message.raises in {IF_ASKED, IF_ASKED_OR_REPORTED} and self.asked)
            or (message.raises == IF_ASKED_OR_REPORTED and self.in_session)
        )

    def may_report(self, message: Message) -> bool:
        """Whether a message may be taken for a report: "yes. 101." has two answers."""
        return self.owes(message) or (message.raises != NEVER and self.answering)

    def about(self, message: Message) -> frozenset[str]:
        """Return the families that an answer to a message may be about."""
        return message.about | (self.raised if message.leans else frozenset())

    def heard(self, message: Message, reply: Reply) -> None:
        """Take in a turn."""
        topics = load_topics()
        told = [topic for action in reply.actions if (topic := topics.topic_of(action))]
        # Nia's own view from here on, so that one fault is not found again in every later turn.
        self.reported = self.reported or ESCALATED in reply.actions
        self.in_session = self.in_session or ESCALATED in reply.actions
        self.asked = bool(ASKED_FOR_SIGNS.intersection(reply.actions))
        self.answering = self.asked or (self.answering and message.group in ANSWERS)
        self.raised |= message.about.union(message.mentions, *map(reachable, told))
        self.paused = False
        self.transcript.append(f"  person: {message.text}")
        self.transcript += [f"     Nia: [{action}] {text}" for action, text in reply.said]

    @property
    def secrets(self) -> dict[str, str]:
        """What must never be seen in another conversation, by what it is."""
        return {what: self.own[what] for what in ("name", "celsius", "fahrenheit", "number")}


def own(seat: int, line: int) -> dict[str, str]:
    """Return what one of the two people types; `line` makes the phone number."""
    fixed = OWN[seat]
    return {**fixed, "number": f"{fixed['area']} 555 {line:04d}"}


def shows(what: str, secret: str, text: str) -> bool:
    """Whether a secret stands in a text, a number in any way of writing it."""
    if what == "number":
        return re.sub(r"\D", "", secret) in re.sub(r"\D", "", text)
    return secret.lower() in text.lower()


def words_of(recorded: Recorded) -> str:
    """Return all that an alert holds of what was typed; no times and no ids."""
    state = recorded.state
    given = (state.contact, state.contact_e164, state.temperature_c, state.temperature_text)
    remarks = (said.message for said in state.remarks)
    return "\n".join(map(str, (*state.messages, *remarks, *state.reasons, *given)))
