"""How long an alert has waited for a person, in words and in three degrees; pure.

The degrees follow clinical-spec section 3 rule 5: ten and twenty minutes, where a silent alert
older than about fifteen is a failure already.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal

Degree = Literal["new", "late", "very-late"]
LATE = timedelta(minutes=10)
VERY_LATE = timedelta(minutes=20)


def degree(since: datetime, now: datetime) -> Degree:
    """Return how late an answer is. A clock that was set back makes nothing late."""
    waited = now - since
    if waited >= VERY_LATE:
        return "very-late"
    return "late" if waited >= LATE else "new"


def in_words(span: timedelta) -> str:
    """Return a span in whole minutes, hours or days: `12 minutes`, `2 hours 5 minutes`."""
    minutes = max(int(span.total_seconds() // 60), 0)
    if minutes < 1:
        return "less than a minute"
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    if days:
        return _joined((days, "day"), (hours, "hour"))
    return _joined((hours, "hour"), (minutes, "minute"))


def _joined(*parts: tuple[int, str]) -> str:
    return " ".join(f"{count} {unit}{'' if count == 1 else 's'}" for count, unit in parts if count)
