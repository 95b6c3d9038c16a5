"""What was removed, and the record of that: numbers, when, why and by whom, nothing of a person."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from bot.inbox import Inbox, now

Why = Literal["age", "person"]


@dataclass
class Removed:
    """`messages`: in the door's inbox. `events`: of conversations, wherever they are kept.

    `kept`: messages that stay, because an alert that is not raised yet needs them.
    """

    conversations: set[str] = field(default_factory=set)
    messages: int = 0
    events: int = 0
    kept: int = 0

    def add_events(self, conversation_id: str, count: int) -> None:
        """Count what went of one conversation."""
        if count:
            self.conversations.add(conversation_id)
            self.events += count

    @property
    def is_nothing(self) -> bool:
        """Whether there was nothing to remove."""
        return not self.messages and not self.events

    def __str__(self) -> str:
        return (
            f"{len(self.conversations)} conversations: {self.messages} messages of the inbox "
            f"and {self.events} events"
        )


@dataclass(frozen=True)
class Removal:
    """One line of the record. `at` is RFC 3339, UTC."""

    at: str
    by: str
    why: Why
    conversations: int
    messages: int
    events: int


def write(inbox: Inbox, removed: Removed, by: str, why: Why) -> None:
    """Add a line to the record, unless there was nothing. Raises sqlite3.Error."""
    if removed.is_nothing:
        return
    row = (now(), by, why, len(removed.conversations), removed.messages, removed.events)
    with inbox.transaction() as connection:
        connection.execute(
            "INSERT INTO removals (at, by, why, conversations, messages, events)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            row,
        )


def read(inbox: Inbox) -> list[Removal]:
    """Return the record, oldest first. Raises sqlite3.Error."""
    with inbox.transaction() as connection:
        rows = connection.execute(
            "SELECT at, by, why, conversations, messages, events FROM removals ORDER BY seq"
        )
        return [Removal(**row) for row in rows.fetchall()]
