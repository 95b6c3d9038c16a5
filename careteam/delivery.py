"""Delivery: attempts side by side, each bounded, each recorded (ESC-2, ESC-4, ESC-10).

The caller never waits beyond its deadline. An attempt that is still under way then goes on by
itself, and its row in the outbox comes due again unless it reports an acceptance.
"""

from __future__ import annotations

import contextlib
import logging
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from careteam import outbox, route_results
from careteam.clock import utc_now
from careteam.outbox import Delivery
from careteam.records import UnknownAlert, append, find_alert, lock_alert
from careteam.retry import Wait, wait_seconds
from careteam.routes import Attempt, Notice, Result, Route
from careteam.state import AlertState
from careteam.store import Store, StoreUnavailable

logger = logging.getLogger(__name__)

ATTEMPT_SECONDS = 8.0
"""For an attempt nobody waits for: shorter than the lease of its row."""

_UNDER_WAY = threading.BoundedSemaphore(64)
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


def start(
    store: Store,
    alert: AlertState,
    deliveries: Sequence[Delivery],
    routes: Mapping[str, Route],
    seconds: float,
    taken: float,
    wait: Wait = wait_seconds,
) -> Attempts:
    """Begin one attempt for each of `deliveries`, all at once.

    `taken`: when they were leased, at the earliest (monotonic). A process that was held up for
    longer than its lease sends nothing: others have, or a person has seen it.
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
            _record(store, delivery, attempt, wait)

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
    limit: int = 16,
    seconds: float = ATTEMPT_SECONDS,
    wait: Wait = wait_seconds,
) -> int:
    """Try once what is due; return how many rows were tried. Several workers may call it.

    Raises:
        StoreUnavailable: if the outbox cannot be read.
    """
    by_name = {route.name: route for route in routes}
    if not by_name or not store.exists:
        return 0
    taken = time.monotonic()
    with store.writing() as connection:
        claimed = outbox.claim_due(connection, tuple(by_name), utc_now(), limit)
    started = []
    for delivery in claimed:
        with contextlib.suppress(UnknownAlert):  # removed meanwhile, with this row
            found = find_alert(store, delivery.alert_id)
            if delivery in found.deliveries:  # not so when a person acknowledged just now
                alone = [delivery]
                started.append(start(store, found.state, alone, by_name, seconds, taken, wait))
    until = time.monotonic() + seconds + 1
    for attempts in started:
        attempts.wait(until)
    return len(claimed)


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


def _record(store: Store, delivery: Delivery, attempt: Attempt, wait: Wait) -> None:
    now = utc_now()
    try:
        with store.writing() as connection:
            # The alert before its deliveries, as all others do: nobody waits in a circle.
            lock_alert(connection, delivery.alert_id)
            if outbox.settle(connection, delivery, attempt, now, wait):
                what = {
                    "route": delivery.route,
                    "notice": delivery.notice,
                    "result": attempt.result.value,
                    "detail": attempt.detail,
                }
                append(connection, delivery.alert_id, "delivery", what, now)
    except StoreUnavailable as error:
        # The row comes due again by its lease: told twice under one key, never not at all.
        logger.error("delivery of alert %s not recorded: %s", delivery.alert_id, error)
    try:
        route_results.record(store, delivery.route, attempt, now)
    except StoreUnavailable as error:
        logger.error("what route %s came to is not recorded: %s", delivery.route, error)


def _released(run: Callable[[], None]) -> Callable[[], None]:
    def wrapped() -> None:
        try:
            run()
        finally:
            _UNDER_WAY.release()

    return wrapped
