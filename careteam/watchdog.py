"""What a worker does beside delivering: shows that it is alive, tests, and says what is wrong.

Rule 11: on stderr, once per change, because nobody reads a line that comes every minute.
"""

from __future__ import annotations

import logging
import time
import uuid

from careteam import synthetic
from careteam.health import Health, health_of
from careteam.heartbeat import EVERY, beat
from careteam.service import CareTeam

logger = logging.getLogger(__name__)

LOOK_EVERY_SECONDS = 30.0

_QUICK_SECONDS = 1.0
_REST_PER_LOOK = 20
"""With thousands of open alerts looking takes long, and they are to be told meanwhile."""


class Watchdog:
    """One for each worker. `run` is called in every round and does what is due."""

    def __init__(self, team: CareTeam, look_every_seconds: float = LOOK_EVERY_SECONDS) -> None:
        self._team = team
        self._look_every = look_every_seconds
        self._name = str(uuid.uuid4())
        self._beat_at = self._look_at = 0.0
        self._said: dict[str, str] = {}

    def run(self) -> int:
        """Beat, raise the scheduled TEST alert, look and speak, each when its time has come.

        Returns how many TESTs were raised.

        Raises:
            StoreUnavailable: if the heartbeat or the TEST could not be written.
        """
        now = time.monotonic()
        if now >= self._beat_at:
            beat(self._team.store, self._name)
            self._beat_at = now + EVERY.total_seconds()
        if now >= self._look_at:
            self._speak(health_of(self._team))
            took = time.monotonic() - now
            rest = _REST_PER_LOOK * took if took > _QUICK_SECONDS else 0
            self._look_at = time.monotonic() + max(self._look_every, rest)
            return int(synthetic.on_schedule(self._team) is not None)
        return 0

    def _speak(self, health: Health) -> None:
        present = {reason.code: reason.words for reason in health.reasons}
        for code in present.keys() - self._said.keys():
            logger.warning("alerts: %s", present[code])
        for code in self._said.keys() - present.keys():
            logger.warning("alerts: not so any more: %s", self._said[code])
        self._said = present
