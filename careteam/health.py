"""Whether alerts can reach somebody now: a status with reasons in words (rule 11, ESC-5, ESC-14).

The reasons name routes and ages, and nothing of a person.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from careteam.clock import from_text, utc_now
from careteam.plan import Timers
from careteam.service import CareTeam
from careteam.watch import Sight, look

STALE_HEARTBEAT = timedelta(seconds=60)
"""Longer than a worker's slowest round of deliveries, several beats long."""

LATE_DELIVERY = timedelta(minutes=2)
"""Five attempts have failed by then (`careteam.retry`)."""

FAILURES = 3
"""Attempts in a row after which a route counts as failing; fewer may be a hiccup."""

LATELY = timedelta(days=1)


@dataclass(frozen=True)
class Reason:
    """One trouble. `code` stays the same while the words follow the time."""

    code: str
    words: str


@dataclass(frozen=True)
class Health:
    """`reasons` is empty when it is ready. Live is whoever can answer at all."""

    reasons: tuple[Reason, ...]

    @property
    def status(self) -> Literal["ready", "degraded"]:
        """Ready, or degraded for `reasons`."""
        return "degraded" if self.reasons else "ready"


def health_of(team: CareTeam, now: datetime | None = None) -> Health:
    """Return the present status; changes nothing and never raises what the store raises."""
    moment = now or utc_now()
    return judge(look(team.store, tuple(team.routes), moment), team.plan.timers, moment)


def judge(sight: Sight, timers: Timers, now: datetime) -> Health:
    """Return the status of what was seen at `now`; pure."""
    return Health(tuple(_reasons(sight, timers, now)))


def failing_routes(sight: Sight, now: datetime) -> tuple[str, ...]:
    """Return the configured routes whose latest attempts, within a day, all failed."""
    return tuple(route for route in sight.routes if _is_failing(sight, route, now))


def _reasons(sight: Sight, timers: Timers, now: datetime) -> Iterator[Reason]:
    if not sight.routes:
        yield Reason("no_route", "no route is configured: nobody is told about an alert")
    if sight.store_error is not None:
        yield Reason("store", f"the alert database cannot be used ({sight.store_error})")
        return
    if sight.heartbeat is None:
        yield Reason("no_worker", "no worker has delivered alerts from this database yet")
    elif sight.heartbeat > STALE_HEARTBEAT:
        yield Reason("no_worker", f"no worker has been seen for {in_words(sight.heartbeat)}")
    failing = failing_routes(sight, now)
    if failing and len(failing) == len(sight.routes):
        yield Reason("no_route_works", "no route works: every one failed on its latest attempts")
    for route in failing:
        detail = sight.results[route].last_detail
        why = f" ({detail})" if detail else ""
        yield Reason(f"route_failing:{route}", f"route {route} failed on its latest attempts{why}")
    late = [age for age in sight.undelivered if age > LATE_DELIVERY]
    if late:
        yield Reason("undelivered", f"{_alerts(late)} no route has taken, for {in_words(late[0])}")
    unseen = [age for age in sight.unacknowledged if age > timers.level_3]
    if unseen:
        words = f"{_alerts(unseen)} nobody has acknowledged, for {in_words(unseen[0])}"
        yield Reason("unacknowledged", words)


def _is_failing(sight: Sight, route: str, now: datetime) -> bool:
    result = sight.results.get(route)
    if result is None or result.failed_at is None or result.failures < FAILURES:
        return False
    return now - from_text(result.failed_at) < LATELY


def _alerts(ages: list[timedelta]) -> str:
    return "1 alert that" if len(ages) == 1 else f"{len(ages)} alerts that"


def in_words(age: timedelta) -> str:
    """Return `age` in its largest whole unit, such as '25 minutes'."""
    seconds = int(age.total_seconds())
    for unit, length in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        if seconds >= length:
            count = seconds // length
            return f"{count} {unit}{'s' if count > 1 else ''}"
    return f"{seconds} second{'' if seconds == 1 else 's'}"
