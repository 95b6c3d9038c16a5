"""Whether a clock may be believed, for those who remove by age: what is gone does not come back."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta

_STEP = timedelta(minutes=5)
"""By so much a clock may differ from the time that went by without having been set."""


class SteadyClock:
    """Compares a clock with the time that went by. `monotonic`: its seconds."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._looked: tuple[datetime, float] | None = None

    def is_believed(self, moment: datetime) -> bool:
        """Return whether it went on as time did: neither the first time it is looked at, nor the
        first time after it was set.
        """
        before, self._looked = self._looked, (moment, self._monotonic())
        if before is None:
            return False
        passed = timedelta(seconds=self._looked[1] - before[1])
        return abs((moment - before[0]) - passed) < _STEP
