"""Writes down what attempts came to: those that end together, in one transaction.

A transaction is on disk before it ends, and SQLite has one writer. With thousands of alerts to
tell, a transaction for each attempt would take more time than the attempts.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.engine import Connection

from careteam import outbox, route_results
from careteam.clock import utc_now
from careteam.outbox import Delivery
from careteam.records import append, lock_alert
from careteam.retry import Wait, wait_seconds
from careteam.routes import Attempt
from careteam.schema import alerts
from careteam.store import Store, StoreUnavailable

logger = logging.getLogger(__name__)


@dataclass
class _Entry:
    delivery: Delivery
    attempt: Attempt
    is_recorded: bool = False


class Ledger:
    """One for attempts that are made at the same time, each in a thread of its own."""

    def __init__(self, store: Store, wait: Wait = wait_seconds) -> None:
        self._store = store
        self._wait = wait
        self._writing = threading.Lock()
        self._adding = threading.Lock()
        self._entries: list[_Entry] = []

    def add(self, delivery: Delivery, attempt: Attempt) -> None:
        """Record one attempt; returns when it is recorded, or is known not to be.

        Whoever comes first writes for all who came by then.
        """
        mine = _Entry(delivery, attempt)
        with self._adding:
            self._entries.append(mine)
        with self._writing:
            with self._adding:
                entries, self._entries = self._entries, []
            if entries:
                self._record_together(entries)
                self._note_routes(entries)
        if not mine.is_recorded:  # its alert is held by somebody: nobody else waits for that
            self._record_alone(mine)

    def _record_together(self, entries: list[_Entry]) -> None:
        def write(connection: Connection) -> list[_Entry]:
            free = _lock_free(connection, {entry.delivery.alert_id for entry in entries})
            written = [entry for entry in entries if entry.delivery.alert_id in free]
            for entry in written:
                self._settle(connection, entry, utc_now())
            return written

        try:
            written = self._store.write(write)
        except StoreUnavailable:
            return  # each tries by itself
        for entry in written:
            entry.is_recorded = True

    def _note_routes(self, entries: list[_Entry]) -> None:
        by_route: dict[str, list[Attempt]] = {}
        for entry in entries:
            by_route.setdefault(entry.delivery.route, []).append(entry.attempt)
        for route, attempts in by_route.items():
            try:
                route_results.record(self._store, route, attempts, utc_now())
            except StoreUnavailable as error:
                logger.error("what route %s came to is not recorded: %s", route, error)

    def _record_alone(self, entry: _Entry) -> None:
        delivery = entry.delivery

        def write(connection: Connection) -> None:
            # The alert before its deliveries, as all others do: nobody waits in a circle.
            lock_alert(connection, delivery.alert_id)
            self._settle(connection, entry, utc_now())

        try:
            self._store.write(write)
        except StoreUnavailable as error:
            # The row comes due again by its lease: told twice under one key, never not at all.
            logger.error("delivery of alert %s not recorded: %s", delivery.alert_id, error)

    def _settle(self, connection: Connection, entry: _Entry, now: datetime) -> None:
        delivery, attempt = entry.delivery, entry.attempt
        if outbox.settle(connection, delivery, attempt, now, self._wait):
            what = {
                "route": delivery.route,
                "notice": delivery.notice,
                "result": attempt.result.value,
                "detail": attempt.detail,
            }
            append(connection, delivery.alert_id, "delivery", what, now)


def _lock_free(connection: Connection, alert_ids: Iterable[str]) -> set[str]:
    """Hold those of the alerts that nobody else holds."""
    query = select(alerts.c.id).where(alerts.c.id.in_(sorted(alert_ids)))
    return set(connection.execute(query.with_for_update(skip_locked=True)).scalars())
