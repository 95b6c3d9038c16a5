"""Removes what the clinic keeps no longer: privacy.retention_days after it was resolved (GOV-3)."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import datetime

from careteam.clock import utc_now
from careteam.removal import remove_resolved
from careteam.service import CareTeam
from careteam.shredding import shred
from clinic.steady_clock import SteadyClock

logger = logging.getLogger(__name__)

EVERY_SECONDS = 3600.0
"""Days are meant, so an hour is soon enough; looking costs one query."""

BY = "retention"


class Retention:
    """One for each worker. Without a time set, everything is kept.

    What is removed does not come back, so a clock is not believed at once: neither the first time
    it is looked at after a start, nor after it was set.
    """

    def __init__(self, team: CareTeam, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._team = team
        self._clock = SteadyClock(monotonic)
        self._is_shredded = False  # a process before this one may have been killed in between

    def run(self, now: datetime | None = None) -> int:
        """Remove some of what is too old; return how many alerts, 0 when none is left.

        Raises:
            StoreUnavailable: if the database cannot be written.
        """
        if self._team.retention is None or not self._team.store.exists:
            return 0
        moment = now or utc_now()
        if not self._clock.is_believed(moment):
            return 0
        gone = remove_resolved(self._team.store, moment - self._team.retention, BY, moment)
        if gone:
            logger.info("%d alerts were removed after their time", len(gone))
            self._is_shredded = False
        elif not self._is_shredded:
            self._is_shredded = shred(self._team.store)
        return len(gone)
