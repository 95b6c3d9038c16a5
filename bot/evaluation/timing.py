"""How long the parts of understanding take."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import ParamSpec, TypeVar

import numpy as np

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True)
class Time:
    """Half of all messages took at most ``p50``, 95 of 100 at most ``p95``, in milliseconds.

    ``met`` says whether that is within the target, None where the part has none.
    """

    part: str
    messages: int
    p50: float
    p95: float
    met: bool | None = None


@dataclass
class Stopwatch:
    """Milliseconds by part, one for each message."""

    times: dict[str, list[float]] = field(default_factory=dict)

    def run(self, part: str, work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Do a piece of work and note how long it took."""
        start = time.perf_counter()
        result = work(*args, **kwargs)
        self.note(part, (time.perf_counter() - start) * 1000)
        return result

    def note(self, part: str, milliseconds: float) -> None:
        """Note how long a part took for one message."""
        self.times.setdefault(part, []).append(milliseconds)


def time_of(
    part: str, milliseconds: Sequence[float], target: tuple[float, float] | None = None
) -> Time:
    """Return the row of a part; ``target`` has the largest p50 and p95."""
    p50, p95 = (float(one) for one in np.percentile(milliseconds, (50, 95)))
    met = p50 <= target[0] and p95 <= target[1] if target else None
    return Time(part, len(milliseconds), p50, p95, met)


def spread(texts: Sequence[str], most: int) -> list[str]:
    """Return at most so many different texts, evenly from all of them."""
    different = list(dict.fromkeys(texts))
    if len(different) <= most:
        return different
    return [different[place * len(different) // most] for place in range(most)]
