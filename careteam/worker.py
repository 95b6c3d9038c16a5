"""The loop that delivers what is due, until it is told to stop (clinical-spec section 3 rule 3)."""

from __future__ import annotations

import logging
import threading

from careteam.adoption import adopt
from careteam.delivery import deliver_due
from careteam.service import CareTeam
from careteam.store import StoreUnavailable

logger = logging.getLogger(__name__)

PAUSE_SECONDS = 1.0


def work(team: CareTeam, stop: threading.Event, pause_seconds: float = PAUSE_SECONDS) -> None:
    """Deliver until `stop` is set. Any number of these may run, in any number of processes."""
    failing = adopted = False
    routes = tuple(team.routes.values())
    while not stop.is_set():
        tried = 0
        try:
            adopted = adopted or adopt(team.store, tuple(team.routes)) >= 0
            tried = deliver_due(team.store, routes)
            failing = False
        except StoreUnavailable as error:
            failing = _complain(failing, str(error))
        except Exception as error:
            failing = _complain(failing, type(error).__name__)
        if not tried:
            stop.wait(pause_seconds)


def start(team: CareTeam) -> threading.Event:
    """Run `work` in a background thread; set the returned event to stop it."""
    stop = threading.Event()
    thread = threading.Thread(target=work, args=(team, stop), daemon=True, name="careteam-worker")
    thread.start()
    return stop


def _complain(already: bool, why: str) -> bool:
    if not already:  # once per trouble, not once a second
        logger.error("alerts cannot be delivered: %s", why)
    return True
