"""What the server removes by itself: what is older than privacy.retention_days, once an hour.

The website's conversations it ends elsewhere (`bot.website_channel.upkeep`).
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta, timezone

from bot.purge.purge import Purge
from clinic.steady_clock import SteadyClock

logger = logging.getLogger(__name__)

EVERY_SECONDS = 3600.0
BY = "retention"


class Schedule:
    """One for each server. `lasts`: how long what was said is kept."""

    def __init__(
        self, purge: Purge, lasts: timedelta, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._purge, self._lasts = purge, lasts
        self._clock = SteadyClock(monotonic)

    async def run_forever(self) -> None:
        """Remove what is too old, once an hour; whoever starts it cancels it."""
        while True:
            await asyncio.to_thread(self.run)
            await asyncio.sleep(EVERY_SECONDS)

    def run(self, now: datetime | None = None) -> None:
        """Remove what is too old, unless the clock is not to be believed; never raises."""
        moment = now or datetime.now(timezone.utc)
        if not self._clock.is_believed(moment):
            return
        try:
            removed = self._purge.aged(moment - self._lasts, BY)
        except Exception as fault:
            logger.error("What is too old could not be removed (%s).", type(fault).__name__)
            return
        finally:
            self._purge.close()  # it is an hour to the next time
        if not removed.is_nothing:
            logger.info("Removed after its time: %s.", removed)
