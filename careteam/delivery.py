"""Delivery: attempts side by side, each bounded, each recorded (ESC-2, ESC-4, ESC-10).

The caller never waits beyond its deadline. An attempt that is still under way then goes on by
itself, and its row in the outbox comes due again unless it reports an acceptance.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from careteam import outbox
from careteam.clock import utc_now
from careteam.ledger import Ledger
from careteam.outbox import Delivery
from careteam.readable import read_each
from careteam.retry import Wait, wait_seconds
from careteam.routes import Attempt, Notice, Result, Route
from careteam.state import AlertState
from careteam.store import Store

logger = logging.getLogger(__name__)

ATTEMPT_SECONDS = 8.0
"""For an attempt nobody waits for: shorter than the lease of its row."""

AT_ONCE = 48
"""Rows that one worker tries side by side."""

_UNDER_WAY = threading.BoundedSemaphore(96)
"""A receiver that never answers must not eat all threads of the process."""


@dataclass
class Attempts:
    """Attempts under way. `wait` returns at the latest at its deadline."""

    routes: list[str] = field(default_factory=list)
    _results: dict[str, Result] = field(default_factory=dict)
    _threads: list[threading.Thread] = field(default_factory=list)

    def wait(self, until: float) -> list[Result | None]:
        """Wait until all are done and recorded, or `until` (monotonic); None: still under way."""
        for thread in list(self._threads):
            thread.join(max(until - time.monotonic(), 0))
        return [self._results.get(route) for route in self.routes]

    @property
    def are_over(self) -> bool:
        """Whether all are done and recorded."""
        return not any(thread.is_alive() for thread in self._threads)


def start(
    alert: AlertState,
    deliveries: Sequence[Delivery],
    routes: Mapping[str, Route],
    seconds: float,
    taken: float,
    ledger: Ledger,
) -> Attempts:
    """Begin one attempt for each of `deliveries`, all at once.

    `taken`: when they were leased, at the earliest (monotonic). A process that was held up for
    longer than its lease sends nothing: others have, or a person has seen it. `ledger`: where it is
    written down.
    """
    attempts = Attempts()
    over = taken + outbox.LEASE.total_seconds()
    for delivery in deliveries:
        attempts.routes.append(delivery.route)

        def run(delivery: Delivery = delivery) -> None:
            if time.monotonic() >= over:
                logger.warning("delivery of alert %s is left to others: its time is over", alert.id)
                return
            attempt = _attempt(alert, delivery, routes, seconds)
            attempts._results[delivery.route] = attempt.result
            ledger.add(delivery, attempt)

        if not _UNDER_WAY.acquire(blocking=False):
            logger.error("too many deliveries under way; alert %s is retried", alert.id)
            continue
        thread = threading.Thread(target=_released(run), daemon=True, name="careteam-delivery")
        attempts._threads.append(thread)
        thread.start()
    return attempts


def deliver_due(
    store: Store,
    routes: Sequence[Route],
    limit: int = AT_ONCE,
    seconds: float = ATTEMPT_SECONDS,
    wait: Wait = wait_seconds,
) -> int:
    """Try once what is due; return how many rows were tried. Several workers may call it.

    Raises:
        StoreUnavailable: if the outbox cannot be read.
    """
    count, started = begin_due(store, routes, Ledger(store, wait), limit, seconds)
    until = time.monotonic() + seconds + 1
    for attempts in started:
        attempts.wait(until)
    return count


def begin_due(
    store: Store,
    routes: Sequence[Route],
    ledger: Ledger,
    limit: int = AT_ONCE,
    seconds: float = ATTEMPT_SECONDS,
) -> tuple[int, list[Attempts]]:
    """Begin with what is due; return how many rows were taken, and the attempts.

    Raises:
        StoreUnavailable: if the outbox cannot be read.
    """
    by_name = {route.name: route for route in routes}
    if not by_name or not store.exists:
        return 0, []
    taken = time.monotonic()
    with store.writing() as connection:
        claimed = outbox.claim_due(connection, tuple(by_name), utc_now(), limit)
    alert_ids = list(dict.fromkeys(delivery.alert_id for delivery in claimed))
    found = {one.state.id: one for one in read_each(store, alert_ids, _cannot_be_told)}
    started = []
    for delivery in claimed:
        recorded = found.get(delivery.alert_id)  # None: removed meanwhile, with this row
        # Not among its deliveries when a person acknowledged just now.
        if recorded is not None and delivery in recorded.deliveries:
            alone = [delivery]
            started.append(start(recorded.state, alone, by_name, seconds, taken, ledger))
    return len(claimed), started


def _cannot_be_told(alert_id: str, error: Exception) -> None:
    logger.error("alert %s cannot be told: %s", alert_id, type(error).__name__)


def _attempt(
    alert: AlertState, delivery: Delivery, routes: Mapping[str, Route], seconds: float
) -> Attempt:
    route = routes.get(delivery.route)
    if route is None:
        return Attempt(Result.UNREACHED, "not configured")
    try:
        return route.send(Notice(alert, delivery.notice), seconds)
    except Exception as error:
        return Attempt(Result.UNKNOWN, type(error).__name__)


def _released(run: Callable[[], None]) -> Callable[[], None]:
    def wrapped() -> None:
        try:
            run()
        finally:
            _UNDER_WAY.release()

    return wrapped
