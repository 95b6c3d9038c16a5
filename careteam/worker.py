"""The loop that tells what is due, until it is told to stop (clinical-spec section 3)."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from careteam import follow_up, retention
from careteam.adoption import Adoption
from careteam.backlog import deliver_all
from careteam.escalator import Escalator
from careteam.follow_up import FollowUp
from careteam.retention import Retention
from careteam.service import CareTeam
from careteam.store import StoreUnavailable
from careteam.watchdog import Watchdog

logger = logging.getLogger(__name__)

PAUSE_SECONDS = 1.0
ESCALATE_EVERY_SECONDS = 2.0
"""How late a timer of minutes may be; looking costs a query over the unresolved alerts."""

Duty = Callable[[], int]
"""Does what is due, and returns how much that was."""


def work(team: CareTeam, stop: threading.Event, pause_seconds: float = PAUSE_SECONDS) -> None:
    """Deliver until `stop` is set. Any number of these may run, in any number of processes."""
    failing = False
    duties = duties_of(team)
    while not stop.is_set():
        done, fault = 0, None
        for duty in duties:
            try:
                done += duty()
            except StoreUnavailable as error:
                fault = fault or str(error)
            except Exception as error:  # one duty that fails must not end the others
                fault = fault or type(error).__name__
        if fault and not failing:  # once per trouble, not once a second
            logger.error("alerts cannot be delivered: %s", fault)
        failing = fault is not None
        if not done:
            stop.wait(pause_seconds)


def duties_of(team: CareTeam) -> tuple[Duty, ...]:
    """Return what a worker does in every round, what patients wait for first."""
    routes = tuple(team.routes.values())
    return (
        _Adopting(Adoption(team.store, team.plan)),
        _Paced(Escalator(team.store, team.plan).run, ESCALATE_EVERY_SECONDS),
        lambda: deliver_all(team.store, routes),
        Watchdog(team).run,
        _Paced(FollowUp(team).run, follow_up.EVERY_SECONDS),
        _Paced(Retention(team).run, retention.EVERY_SECONDS),
    )


def start(team: CareTeam) -> threading.Event:
    """Run `work` in a background thread; set the returned event to stop it."""
    stop = threading.Event()
    thread = threading.Thread(target=work, args=(team, stop), daemon=True, name="careteam-worker")
    thread.start()
    return stop


@dataclass
class _Adopting:
    """The adoption, until it is done: from then on a plan does not change."""

    adoption: Adoption

    def __call__(self) -> int:
        return 0 if self.adoption.is_done else max(self.adoption.run(), 1)


@dataclass
class _Paced:
    """A duty that rests for some seconds when there was nothing to do."""

    duty: Duty
    seconds: float
    rests_until: float = 0.0

    def __call__(self) -> int:
        if time.monotonic() < self.rests_until:
            return 0
        count = self.duty()
        self.rests_until = time.monotonic() + (0 if count else self.seconds)
        return count
