"""Reports for tests."""

from __future__ import annotations

import uuid
from datetime import datetime, timezone
from typing import Any

from careteam.clock import to_text
from careteam.report import Report
from careteam.routes import Notice
from careteam.state import AlertState

NOON = datetime(2026, 1, 31, 12, 0, tzinfo=timezone.utc)


def report(message_id: str | None = None, **fields: Any) -> Report:
    """Return a report of fever in conversation `c1`, with `fields` changed."""
    given: dict[str, Any] = {
        "conversation_id": "c1",
        "message_id": message_id or str(uuid.uuid4()),
        "channel": "rest",
        "received_at": NOON,
        "message": "I have a fever",
        "signs": ("fever",),
        "reason": "fever (present)",
        **fields,
    }
    return Report(**given)


def notice(number: int = 1, **fields: Any) -> Notice:
    """Return the notice of an alert with a person's words in every field that can hold some."""
    moment = to_text(NOON)
    given: dict[str, Any] = {
        "id": str(uuid.uuid4()),
        "conversation_id": "person-77",
        "channel": "rest",
        "created_at": moment,
        "updated_at": moment,
        "received_at": moment,
        "signs": ("fever",),
        "temperature_text": "38,6",
        "contact": "555-0199",
        "reasons": ("because of this",),
        "messages": ("words of mine",),
        **fields,
    }
    return Notice(AlertState(**given), number)
