"""Alerts that nobody has seen, and that no configured route has a delivery for.

They arise where an alert was raised before any route was set, or where a route's name or address
was changed since. Without this a repaired setting would help only the next patient.
"""

from __future__ import annotations

import math
import time
import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.dialects import postgresql, sqlite

from careteam.clock import to_text, utc_now
from careteam.plan import Plan
from careteam.records import UNRESOLVED, Recorded, lock_alert, read_alerts
from careteam.schema import outbox
from careteam.store import Store

_LONGEST_RUN_SECONDS = 1.0
_AT_ONCE = 100
_INSERT = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def adopt(store: Store, routes: Plan | Sequence[str], now: datetime | None = None) -> int:
    """Put unseen alerts that no route took into the outbox of who is told; return how many rows.

    Raises:
        StoreUnavailable: if the store cannot be read or written.
    """
    adoption, added = Adoption(store, routes, longest_seconds=math.inf), 0
    while not adoption.is_done:
        added += adoption.run(now)
    return added


class Adoption:
    """The same for a worker, once and bit by bit: what is due is told in between.

    `longest_seconds`: for one bit.
    """

    def __init__(
        self,
        store: Store,
        routes: Plan | Sequence[str],
        longest_seconds: float = _LONGEST_RUN_SECONDS,
    ) -> None:
        self._store = store
        self._plan = Plan.of(routes)
        self._longest = longest_seconds
        self._left: list[str] | None = None

    @property
    def is_done(self) -> bool:
        """Whether all alerts that were there at the beginning have been looked at."""
        return self._left == []

    def run(self, now: datetime | None = None) -> int:
        """Do a bit; return how many rows were added.

        Raises:
            StoreUnavailable: if the store cannot be read or written; what was done is done.
        """
        if self._left is None:
            self._left = self._unresolved()
        ends, added = time.monotonic() + self._longest, 0
        while self._left and time.monotonic() < ends:
            with self._store.reading() as connection:
                some = read_alerts(connection, among=self._left[:_AT_ONCE])
            at = now or utc_now()
            # One by one: nobody's report waits until all of them are done.
            for recorded in some:
                if _missing(recorded, self._plan, at):
                    added += _adopt(self._store, recorded.state.id, self._plan, at)
            del self._left[:_AT_ONCE]
        return added

    def _unresolved(self) -> list[str]:
        if not self._plan.recipients or not self._store.exists:
            return []
        with self._store.reading() as connection:
            return list(connection.execute(UNRESOLVED).scalars())


def _adopt(store: Store, alert_id: str, plan: Plan, now: datetime) -> int:
    moment, added = to_text(now), 0
    with store.writing() as connection:
        if not lock_alert(connection, alert_id):
            return 0
        recorded = read_alerts(connection, alert_id)[0]
        for route in _missing(recorded, plan, now):
            row = {
                "id": str(uuid.uuid4()),
                "alert_id": alert_id,
                "notice": recorded.state.notices,
                "route": route,
                "status": "due",
                "attempts": 0,
                "in_flight": 0,
                "ever_unknown": 0,
                "next_attempt_at": moment,
                "created_at": moment,
                "updated_at": moment,
            }
            insert = _INSERT[store.kind](outbox).values(**row).on_conflict_do_nothing()
            added += connection.execute(insert).rowcount
    return added


def _missing(recorded: Recorded, plan: Plan, now: datetime) -> list[str]:
    state = recorded.state
    if state.status != "open":
        return []
    if any(row.status == "sent" and row.notice >= state.news for row in recorded.deliveries):
        return []
    latest = {row.route for row in recorded.deliveries if row.notice == state.notices}
    told = plan.told(state.level, now, state.test)
    return [route for route in told if route not in latest]
