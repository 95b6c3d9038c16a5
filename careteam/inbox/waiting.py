"""How long an alert has waited for a person, in words and in three degrees; pure.

The degrees are those of the clinic's timers: late is an alert that level 2 is told of, and very
late one of level 3 (clinical-spec section 3 rule 5).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal

from careteam.plan import Timers

Degree = Literal["new", "late", "very-late"]


def degree(since: datetime, now: datetime, timers: Timers) -> Degree:
    """Return how late an answer is. A clock that was set back makes nothing late."""
    waited = now - since
    if waited >= timers.level_3:
        return "very-late"
    return "late" if waited >= timers.level_2 else "new"


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
