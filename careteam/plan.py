"""Who is told of an alert, and when: routes by level and hours, and the timers; pure.

Clinical-spec section 3 rules 5 and 14. Whatever is set, somebody is told if there is any route.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

HIGHEST_LEVEL = 3


def always(_now: datetime) -> bool:
    """Be open at any time."""
    return True


@dataclass(frozen=True)
class Recipient:
    """One route in the plan.

    `level`: 1 is told at once, 2 and 3 only when nobody has acknowledged in time. `is_open`: takes
    an aware time and tells whether the route has its hours then.
    """

    route: str
    level: int = 1
    is_open: Callable[[datetime], bool] = always


@dataclass(frozen=True)
class Timers:
    """`renotify`: between two tellings until a person acknowledges.

    `level_2`, `level_3`: from the first telling. `unresolved`: from the acknowledgement.
    """

    renotify: timedelta = timedelta(minutes=5)
    level_2: timedelta = timedelta(minutes=10)
    level_3: timedelta = timedelta(minutes=20)
    unresolved: timedelta = timedelta(minutes=30)


@dataclass(frozen=True)
class Plan:
    """The routes and the timers. `test_every`: between two scheduled TEST alerts; None: none."""

    recipients: tuple[Recipient, ...] = ()
    timers: Timers = Timers()
    test_every: timedelta | None = None

    @classmethod
    def of(cls, routes: Plan | Sequence[str]) -> Plan:
        """Return `routes`; a list of names is a plan in which all are told at once, always."""
        if isinstance(routes, Plan):
            return routes
        return cls(tuple(Recipient(name) for name in routes))

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all routes."""
        return tuple(recipient.route for recipient in self.recipients)

    def told(self, level: int, now: datetime, test: bool = False) -> tuple[str, ...]:
        """Return the routes to tell at `level`: those up to it that have their hours at `now`.

        Where there is none, the next level that has one is told at once. Where no route at all
        has its hours, they count for nothing. A TEST tries every route.
        """
        if test:
            return self.names
        in_hours = [each for each in self.recipients if _is_open(each, now)]
        for candidates in (in_hours, self.recipients):
            for limit in range(level, HIGHEST_LEVEL + 1):
                found = tuple(each.route for each in candidates if each.level <= limit)
                if found:
                    return found
        return ()


def _is_open(recipient: Recipient, now: datetime) -> bool:
    try:
        return recipient.is_open(now)
    except Exception:  # hours that cannot be read hold no alert back
        return True
