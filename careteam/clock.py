"""UTC times as RFC 3339 text of fixed width, so that text order is time order (ESC-12)."""

from __future__ import annotations

from datetime import datetime, timezone


def utc_now() -> datetime:
    """Return the present moment, aware, in UTC."""
    return datetime.now(timezone.utc)


def to_text(moment: datetime) -> str:
    """Return `moment` as `2022-11-24T06:30:00.000000Z`.

    Raises:
        ValueError: if `moment` has no time zone; a guess would be an error in a record.
    """
    if moment.tzinfo is None:
        raise ValueError("a recorded time needs a time zone")
    return moment.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def from_text(text: str) -> datetime:
    """Return the aware UTC time that `to_text`, or any RFC 3339 writer, wrote.

    Raises:
        ValueError: if `text` is not a time or has no time zone.
    """
    moment = datetime.fromisoformat(text.replace("Z", "+00:00").replace("z", "+00:00"))
    if moment.tzinfo is None:
        raise ValueError("a recorded time needs a time zone")
    return moment.astimezone(timezone.utc)
