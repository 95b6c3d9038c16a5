"""The newest row of each kind among those of a session that are not loaded whole any more."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import Any

from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.events import ActionExecuted, SessionStarted, SlotSet, UserUttered

from bot.answers.message import LatestMessage
from bot.dialogue.thread import turn_of
from bot.stored_event import stored_event

MOST_CONVERSATIONS = 1000  # of which it is remembered what their older rows hold

SESSION, USER = SessionStarted.type_name, UserUttered.type_name
ACTION, SLOT = ActionExecuted.type_name, SlotSet.type_name
ANSWERED = "answered"
UNPROMPTED = frozenset({ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME})


@dataclass
class Older:
    """The newest row of each kind among a session's rows up to `read`, by their ids.

    ``message`` is the row of the latest message among them.
    """

    read: int = 0
    message: int = 0
    newest: dict[tuple[str, str | None], int] = field(default_factory=dict)

    def add(self, row: Any) -> None:
        """Take in the next row."""
        if row.type_name == SESSION:
            self.newest.clear()
            self.message = 0
        if row.type_name == USER:
            self.message = row.id
            self.newest |= {(USER, kind): row.id for kind in _said(row.data)}
        else:
            self.newest[row.type_name, row.action_name] = row.id
        if row.type_name == ACTION and row.action_name not in UNPROMPTED:
            # What Nia did belongs to a message; without one it would count as never done.
            self.newest[ANSWERED, row.action_name] = self.message
        self.read = row.id


class OlderRows:
    """What is remembered of the latest conversations; threads may share it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: dict[str, Older] = {}

    def take(self, sender_id: str) -> Older:
        """Return what is known of a conversation, to be put back when more is."""
        with self._lock:
            return self._known.pop(sender_id, None) or Older()

    def put(self, sender_id: str, older: Older) -> None:
        """Remember it; of so many conversations at most."""
        with self._lock:
            self._known[sender_id] = older
            if len(self._known) > MOST_CONVERSATIONS:
                del self._known[next(iter(self._known))]

    def forget(self, sender_id: str) -> None:
        """Forget a conversation."""
        with self._lock:
            self._known.pop(sender_id, None)


def _said(data: str) -> list[str]:
    """Return what of a message may be spoken of much later, read as the answers read it."""
    uttered = stored_event(data)
    message = LatestMessage.in_conversation([uttered])
    held = {
        "speaker": message.reporter != "unknown",
        "entities": message.entity_ids,
        "kinds": turn_of(uttered).kinds,
    }
    return [kind for kind, there in held.items() if there]
