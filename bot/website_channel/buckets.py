"""Token buckets, one for each of many names. Pure: the caller says what time it is."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

MOST_NAMES = 20_000


@dataclass(frozen=True)
class Rate:
    """So many at once, and so many a second on end."""

    burst: float
    per_second: float


class Buckets:
    """Counts what each name has left; the names that were quiet longest are forgotten first."""

    def __init__(self, rate: Rate, most_names: int = MOST_NAMES) -> None:
        self._rate = rate
        self._most_names = most_names
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, name: str, now: float) -> float:
        """Return how many seconds until `name` may take one; 0.0: now. Takes nothing."""
        left = self._now(name, now)
        return 0.0 if left >= 1 else (1 - left) / self._rate.per_second

    def take(self, name: str, now: float) -> float:
        """Take one, and return 0.0, or return how many seconds to wait until there is one."""
        left = self._now(name, now)
        if left < 1:
            return (1 - left) / self._rate.per_second
        self._left[name] = (left - 1, now)
        self._left.move_to_end(name)
        if len(self._left) > self._most_names:
            self._left.popitem(last=False)
        return 0.0

    def _now(self, name: str, now: float) -> float:
        left, at = self._left.get(name, (self._rate.burst, now))
        return min(self._rate.burst, left + (now - at) * self._rate.per_second)
