"""Reports for tests."""

from __future__ import annotations

import uuid
from datetime import datetime, timezone
from typing import Any

from careteam.report import Report

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
