"""When to try again (clinical-spec section 3 rule 3)."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta

STEPS_SECONDS = (5, 15, 30, 60, 120, 300)
JITTER = 0.2
LONGEST_WAIT = timedelta(seconds=STEPS_SECONDS[-1] * (1 + JITTER))

Wait = Callable[[int, float | None], float]
"""From the number of attempts made and the seconds a receiver asked for, the seconds to wait."""


def wait_seconds(attempts: int, retry_after: float | None = None) -> float:
    """Return the seconds until the next attempt: rising steps, spread so that a crowd disperses.

    A receiver's own wish (`Retry-After`) is met, up to the longest step.
    """
    step = STEPS_SECONDS[min(max(attempts, 1), len(STEPS_SECONDS)) - 1]
    spread = step * random.uniform(1 - JITTER, 1 + JITTER)  # noqa: S311 (no secret)
    return max(spread, min(retry_after or 0.0, STEPS_SECONDS[-1]))
