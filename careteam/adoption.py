"""Alerts that nobody has seen, and that no configured route has a delivery for.

They arise where an alert was raised before any route was set, or where a route's name or address
was changed since. Without this a repaired setting would help only the next patient.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.dialects import postgresql, sqlite

from careteam.clock import to_text, utc_now
from careteam.plan import Plan
from careteam.records import UNRESOLVED, Recorded, lock_alert, read_alerts
from careteam.schema import outbox
from careteam.store import Store

_INSERT = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def adopt(store: Store, routes: Plan | Sequence[str], now: datetime | None = None) -> int:
    """Put unseen alerts that no route took into the outbox of who is told; return how many rows.

    Raises:
        StoreUnavailable: if the store cannot be read or written.
    """
    plan = Plan.of(routes)
    if not plan.recipients or not store.exists:
        return 0
    at = now or utc_now()
    with store.reading() as connection:
        unseen = read_alerts(connection, among=UNRESOLVED)
    # One by one: nobody's report waits until all of them are done.
    return sum(
        _adopt(store, recorded.state.id, plan, at)
        for recorded in unseen
        if _missing(recorded, plan, at)
    )


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
