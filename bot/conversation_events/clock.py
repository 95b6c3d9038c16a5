"""Times as they are stored: RFC 3339 in UTC to the millisecond, so that texts sort as times do."""

from __future__ import annotations

from datetime import datetime, timezone


def utc_now() -> datetime:
    """Return the present."""
    return datetime.now(timezone.utc)


def to_text(moment: datetime) -> str:
    """Return an aware time such as 2026-01-31T10:00:00.123Z."""
    text = moment.astimezone(timezone.utc).isoformat(timespec="milliseconds")
    return text.replace("+00:00", "Z")


def from_text(text: str) -> datetime:
    """Return the aware time that `to_text` wrote. Raises ValueError for anything else."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=timezone.utc)
