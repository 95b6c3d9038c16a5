"""Labelled conversations, and what Nia did in each turn of them.

A file is a list of conversations:

    - about: an ellipsis after causes
      turns:
        - person: what can cause neutropenia
          answer: [causes]              # any of these is right
        - person: and infections? is it bad
          all: [causes_infections, risk]   # all of these are due
          alert: false                  # whether an alert exists after the turn

An answer is a response without its `utter_`; see `NAMES` for the others.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.assistant import Assistant
from bot.chat import reply
from bot.dialogue.thread import thread_of
from bot.yaml_file import read_yaml_file
from careteam.records import latest_of_conversation
from careteam.store import Store

NAMES = {
    "action_alert_status": "alert_status",
    "action_take_contact": "contact",
    "utter_reluctant_again": "reluctant",
    "utter_reluctant_enough": "reluctant",
}
# Texts for the same thing said; which one it is depends on what Nia had asked.
SAME = ({"calling", "call_yes", "reached"}, {"thank", "helped"})
TURN_KEYS = {"person", "answer", "all", "alert"}


@dataclass(frozen=True)
class Told:
    """One turn of a conversation: what was said, what was done, and what was not right about it."""

    about: str
    number: int
    person: str
    answers: frozenset[str]
    faults: tuple[str, ...]

    def __str__(self) -> str:
        """Return it as a line for a person."""
        what = "; ".join(self.faults)
        return f"{self.about}, turn {self.number}: {self.person!r}: {what} ({set(self.answers)})"


@dataclass(frozen=True)
class Conversation:
    """A conversation as it was labelled."""

    about: str
    turns: tuple[dict[str, Any], ...] = field(default=())


def read_conversations(path: Path) -> list[Conversation]:
    """Return the conversations of a file; raises ValueError naming what is wrong in it."""
    found = []
    for given in read_yaml_file(path):
        for turn in given["turns"]:
            if "person" not in turn or set(turn) - TURN_KEYS or len(turn) < 2:
                raise ValueError(f"{path.name}, {given['about']}: a turn needs 'person' and more")
        found.append(Conversation(str(given["about"]), tuple(given["turns"])))
    return found


async def tell(assistant: Assistant, store: Store, conversation: Conversation) -> list[Told]:
    """Hold a conversation and return each of its turns."""
    sender, found = uuid.uuid4().hex, []
    for number, turn in enumerate(conversation.turns, start=1):
        await reply(assistant, sender, str(turn["person"]))
        tracker = await assistant.agent.tracker_store.retrieve(sender)
        actions = thread_of(tracker.events if tracker else ()).latest.actions
        answers = frozenset(NAMES.get(name, name.removeprefix("utter_")) for name in actions)
        answers = answers.union(*(same for same in SAME if same & answers))
        alert = latest_of_conversation(store, sender) is not None
        faults = tuple(faults_of(turn, answers, alert))
        found.append(Told(conversation.about, number, str(turn["person"]), answers, faults))
    return found


def faults_of(turn: dict[str, Any], answers: frozenset[str], alert: bool) -> list[str]:
    """Return what is not right about a turn, in words."""
    found = []
    if turn.get("answer") and not answers & set(turn["answer"]):
        found.append(f"none of {turn['answer']}")
    missing = set(turn.get("all") or ()) - answers
    if missing:
        found.append(f"without {sorted(missing)}")
    if "alert" in turn and bool(turn["alert"]) != alert:
        found.append("an alert" if alert else "no alert")
    return found
