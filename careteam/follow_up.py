"""Tells routes that can take it what a person did with an alert they were told of.

An incident that rings on, after a nurse has acknowledged in the inbox, teaches people to ignore
it (H16). What is told here is no alert: it comes after all deliveries, in a thread of its own, and
nothing waits for it.
"""

from __future__ import annotations

import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection

from careteam.clock import to_text, utc_now
from careteam.outbox import LEASE, Delivery, read
from careteam.records import read_alerts
from careteam.retry import Wait, wait_seconds
from careteam.routes import FollowingRoute, Handled, Notice, Result, Route
from careteam.schema import alert_events, alerts, follow_ups, outbox
from careteam.service import CareTeam
from careteam.state import AlertState
from careteam.store import StoreUnavailable

logger = logging.getLogger(__name__)

EVERY_SECONDS = 2.0
MOST_ATTEMPTS = 12
"""Some forty minutes: later, nobody needs it any more."""

_WITHIN = timedelta(days=1)
"""What was resolved longer ago, as before this program, is left as it is."""

_INSERT = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
_AT_ONCE = 16
_SECONDS = 8.0


@dataclass(frozen=True)
class _Due:
    delivery: Delivery
    alert: AlertState
    handled: Handled
    attempts: int


class FollowUp:
    """One for each worker."""

    def __init__(self, team: CareTeam, wait: Wait = wait_seconds) -> None:
        found = {name: follower(route) for name, route in team.routes.items()}
        self._routes = {name: route for name, route in found.items() if route is not None}
        self._store = team.store
        self._wait = wait
        self._thread: threading.Thread | None = None

    def run(self) -> int:
        """Begin a round unless one is under way; return 0, because nothing waits for it."""
        if self._routes and (self._thread is None or not self._thread.is_alive()):
            self._thread = threading.Thread(target=self._round, daemon=True, name="careteam-follow")
            self._thread.start()
        return 0

    def once(self, now: datetime | None = None) -> int:
        """Tell what is due, once; return how much that was.

        Raises:
            StoreUnavailable: if the store cannot be read or written.
        """
        if not self._routes or not self._store.exists:
            return 0
        moment = now or utc_now()
        self._store.prepare()  # a database of an older program has no place to keep it
        with self._store.reading() as connection:
            if not self._due(connection, moment):
                return 0
        with self._store.writing() as connection:
            due = self._due(connection, moment)
            self._lease(connection, due, moment)
        if due:
            with ThreadPoolExecutor(len(due)) as pool:
                list(pool.map(lambda one: self._tell(one, moment), due))
        return len(due)

    def _round(self) -> None:
        try:
            self.once()
        except StoreUnavailable:
            pass  # deliveries say so, and this comes again
        except Exception as error:
            logger.error("routes are not told what was handled: %s", type(error).__name__)

    def _due(self, connection: Connection, now: datetime) -> list[_Due]:
        query = _candidates(tuple(self._routes), now).with_for_update(of=outbox, skip_locked=True)
        rows = connection.execute(query).mappings().all()
        among = list({row["alert_id"] for row in rows})
        states = {one.state.id: one.state for one in read_alerts(connection, among=among)}
        due = []
        for row in rows:
            alert = states[row["alert_id"]]
            # What waits again, by news or because it was handed back, is not to be silenced.
            if alert.status != "open" and alert.status != row["told"]:
                attempts = (row["tried"] or 0) + 1
                due.append(_Due(read(row), alert, alert.status, attempts))
        return due[:_AT_ONCE]

    def _lease(self, connection: Connection, due: list[_Due], now: datetime) -> None:
        for one in due:
            fresh = {"delivery_id": one.delivery.id, "attempts": 0}
            insert = _INSERT[self._store.kind](follow_ups).values(**fresh)
            connection.execute(insert.on_conflict_do_nothing())
            until = to_text(now + LEASE)
            _set(connection, one, {"next_attempt_at": until, "attempts": one.attempts})

    def _tell(self, one: _Due, now: datetime) -> None:
        route = self._routes[one.delivery.route]
        notice = Notice(one.alert, one.delivery.notice)
        try:
            result = route.follow(notice, one.handled, _SECONDS).result
        except Exception as error:
            logger.error("route %s cannot be followed up: %s", route.name, type(error).__name__)
            result = Result.UNKNOWN
        if result in {Result.SENT, Result.REFUSED} or one.attempts >= MOST_ATTEMPTS:
            values: dict[str, Any] = {"told": one.handled, "attempts": 0}
            values["next_attempt_at"] = None
        else:
            seconds = self._wait(one.attempts, None)
            values = {"next_attempt_at": to_text(now + timedelta(seconds=seconds))}
        with self._store.writing() as connection:
            _set(connection, one, values)


def follower(route: Route) -> FollowingRoute | None:
    """Return `route`, or the one that it wraps, if it can be told what was handled."""
    inner = getattr(route, "route", route)
    return inner if isinstance(inner, FollowingRoute) else None


def _set(connection: Connection, one: _Due, values: dict[str, Any]) -> None:
    row = follow_ups.c.delivery_id == one.delivery.id
    connection.execute(update(follow_ups).where(row).values(**values))


def _candidates(routes: tuple[str, ...], now: datetime) -> Any:
    was_acknowledged = (
        select(alert_events.c.seq)
        .where(alert_events.c.alert_id == outbox.c.alert_id, alert_events.c.kind == "acknowledged")
        .exists()
    )
    told, again_at = follow_ups.c.told, follow_ups.c.next_attempt_at
    is_handled = or_(
        and_(
            alerts.c.closed_at >= to_text(now - _WITHIN),
            or_(told.is_(None), told != "resolved"),
        ),
        and_(alerts.c.closed_at.is_(None), told.is_(None), was_acknowledged),
    )
    return (
        select(outbox, told.label("told"), follow_ups.c.attempts.label("tried"))
        .join(alerts, alerts.c.id == outbox.c.alert_id)
        .outerjoin(follow_ups, follow_ups.c.delivery_id == outbox.c.id)
        .where(
            outbox.c.route.in_(routes),
            or_(outbox.c.status == "sent", outbox.c.ever_unknown == 1),
            or_(again_at.is_(None), again_at <= to_text(now)),
            is_handled,
        )
        .order_by(outbox.c.created_at)
    )
