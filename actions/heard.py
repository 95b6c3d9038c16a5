"""The latest message of a conversation's tracker; pure, and never stopped by odd input."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any

from careteam.clock import from_text


@dataclass(frozen=True)
class Heard:
    """One message of the person.

    `parsed` is what was understood of it (Rasa's parse data), `before` the same of the message
    before it, None if it is the first. `received_at` knows its time zone.
    """

    conversation_id: str
    message_id: str
    channel: str
    received_at: datetime
    text: str
    parsed: dict[str, Any]
    before: dict[str, Any] | None
    metadata: dict[str, Any]
    answered: tuple[str, ...] = ()

    @property
    def intent(self) -> str:
        """The name of its intent, "" if there is none."""
        return text(mapping(self.parsed.get("intent")).get("name"))


def heard(tracker: Any, now: datetime) -> Heard:
    """Return the latest message of `tracker` (rasa_sdk); what is not known of it is left empty."""
    parsed = mapping(tracker.latest_message)
    events = [mapping(event) for event in items(tracker.events)]
    said = [event for event in events if event.get("event") == "user"]
    event = said[-1] if said else {}
    metadata = mapping(parsed.get("metadata") or event.get("metadata"))
    return Heard(
        conversation_id=str(tracker.sender_id),
        message_id=_message_id(parsed, event),
        channel=text(event.get("input_channel")) or "unknown",
        received_at=_received_at(metadata, event, now),
        text=text(parsed.get("text")),
        parsed=parsed,
        before=_understood(said[-2]) if len(said) > 1 else None,
        metadata=metadata,
        answered=_answered(events),
    )


def _answered(events: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """Return the actions since the last message, oldest first."""
    heard_at = max((at for at, one in enumerate(events) if one.get("event") == "user"), default=-1)
    later = (one for one in events[heard_at + 1 :] if one.get("event") == "action")
    return tuple(name for one in later if (name := text(one.get("name"))))


def mapping(value: Any) -> dict[str, Any]:
    """Return a copy of a mapping; anything else is an empty one."""
    return dict(value) if isinstance(value, Mapping) else {}


def items(value: Any) -> list[Any]:
    """Return a list; anything else is an empty one."""
    return value if isinstance(value, list) else []


def text(value: Any) -> str:
    """Return a text; anything else is an empty one."""
    return value if isinstance(value, str) else ""


def _understood(event: Mapping[str, Any]) -> dict[str, Any]:
    return {**mapping(event.get("parse_data")), "text": event.get("text")}


def _message_id(parsed: Mapping[str, Any], event: Mapping[str, Any]) -> str:
    given = parsed.get("message_id") or event.get("message_id")
    if given:
        return str(given)
    # Without an id, the moment it was heard tells one message from the next.
    return f"at-{event['timestamp']}" if event.get("timestamp") else str(uuid.uuid4())


def _received_at(metadata: Mapping[str, Any], event: Mapping[str, Any], now: datetime) -> datetime:
    for given in (metadata.get("received_at"), event.get("timestamp")):
        try:
            if isinstance(given, str):
                return from_text(given)
            if isinstance(given, (int, float)) and given:
                return datetime.fromtimestamp(given, timezone.utc)
        except (ValueError, OverflowError, OSError):
            continue
    return now
