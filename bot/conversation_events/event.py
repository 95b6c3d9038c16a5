"""One thing that was said, as it is written and as the page gets it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Sender = Literal["person", "nia"]
Kind = Literal["text", "urgent"]


@dataclass(frozen=True)
class Call:
    """A number to call, as people read it, and the `tel:` address that dials it."""

    number: str
    href: str


@dataclass(frozen=True)
class Button:
    """A quick reply that is offered: what the person reads, and what Nia is told."""

    title: str
    words: str


@dataclass(frozen=True)
class Choice:
    """A quick reply as the page gets it; its id says nothing about what it means."""

    id: str
    title: str


@dataclass(frozen=True)
class Said:
    """Something to say, before it has a number. `message_id`: the person's message it answers."""

    text: str
    sender: Sender = "nia"
    kind: Kind = "text"
    call: Call | None = None
    buttons: tuple[Button, ...] = ()
    message_id: str | None = None


@dataclass(frozen=True)
class Event:
    """Something that was said, number `n` of its conversation (1, 2, 3 ... without gaps)."""

    n: int
    at: str
    sender: Sender
    message_id: str | None
    kind: Kind
    text: str
    choices: tuple[Choice, ...] = ()
    call: Call | None = None

    def to_json(self) -> dict[str, Any]:
        """Return it as the page reads it."""
        return {
            "n": self.n,
            "at": self.at,
            "from": self.sender,
            "id": self.message_id,
            "kind": self.kind,
            "text": self.text,
            "choices": [{"id": choice.id, "title": choice.title} for choice in self.choices],
            "call": {"number": self.call.number, "href": self.call.href} if self.call else None,
        }
