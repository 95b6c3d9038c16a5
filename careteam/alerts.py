"""A report becomes an alert, or adds to the one that is open (ESC-6).

Every change is one append to the events in one transaction. Nothing here speaks to a network.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection

from careteam import outbox
from careteam.advance import with_report
from careteam.clock import to_text, utc_now
from careteam.news import news_of_report
from careteam.outbox import Delivery
from careteam.plan import Plan
from careteam.records import append, lock_open_alert, recorded_before, state_of, storable
from careteam.report import Report
from careteam.schema import alerts
from careteam.schema import outbox as outbox_table
from careteam.state import AlertState
from careteam.store import Store, StoreUnavailable

_INSERT = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


@dataclass(frozen=True)
class Raised:
    """What a report, or a later remark, came to in the store.

    `renotify`: the care team is to be told (also true for a new alert with routes).
    `duplicate`: this very message was recorded before, and nothing was added.
    `deliveries`: the outbox rows of this notice, leased to the caller.
    """

    alert: AlertState
    created: bool
    renotify: bool
    duplicate: bool = False
    deliveries: tuple[Delivery, ...] = ()
    earlier: tuple[Delivery, ...] = ()

    @property
    def alert_id(self) -> str:
        """The alert's id."""
        return self.alert.id


def raise_alert(
    store: Store, report: Report, routes: Plan | Sequence[str] = (), now: datetime | None = None
) -> Raised:
    """Record `report`: open an alert, or add to the conversation's open one (ESC-6).

    `routes`: who is told, at the level that the alert has reached.

    Raises:
        StoreUnavailable: if it could not be written.
    """
    moment, plan = now or utc_now(), Plan.of(routes)
    for _ in range(3):
        raised = store.write(
            lambda connection: _raise(connection, store.kind, report, plan, moment)
        )
        if raised is not None:
            return raised
    raise StoreUnavailable("the alert changed too often")


def _raise(
    connection: Connection, kind: str, report: Report, plan: Plan, now: datetime
) -> Raised | None:
    """Record it; None if a person closed the open alert at this very moment."""
    found = recorded_before(connection, report.dedup_key)
    if found:
        return duplicate(connection, found)
    taken = _take_open_alert(connection, kind, report, now)
    if taken is None:
        return None
    alert_id, created = taken
    # Between the look above and the row's lock another process may have recorded it.
    found = None if created else recorded_before(connection, report.dedup_key)
    if found:
        return duplicate(connection, found)
    return _append_report(connection, alert_id, created, report, plan, now)


def _append_report(
    connection: Connection,
    alert_id: str,
    created: bool,
    report: Report,
    plan: Plan,
    now: datetime,
) -> Raised:
    before = None if created else state_of(connection, alert_id)
    reasons = ["new alert"] if before is None else news_of_report(before, report, now)
    number = (before.notices if before else 0) + 1
    payload = {**report.to_payload(), "news": reasons, "notice": number if reasons else None}
    added = append(connection, alert_id, "reported", payload, now, report.dedup_key)
    state = with_report(before, added)
    earlier = outbox.of(connection, outbox_table.c.alert_id == alert_id)
    told = plan.told(state.level, now, report.test)
    rows = outbox.enqueue(connection, alert_id, number, told, now) if reasons else []
    return Raised(state, created, bool(reasons), False, tuple(rows), tuple(earlier))


def _take_open_alert(
    connection: Connection, kind: str, report: Report, now: datetime
) -> tuple[str, bool] | None:
    """Return the open alert's id, locked, and whether it was made here; None if it just closed."""
    row = {
        "id": str(uuid.uuid4()),
        "conversation_key": report.conversation_key,
        "conversation_id": storable(report.conversation_id),
        "created_at": to_text(now),
    }
    insert = _INSERT[kind](alerts).values(**row).on_conflict_do_nothing()
    if connection.execute(insert).rowcount == 1:
        return row["id"], True
    alert_id = lock_open_alert(connection, report.conversation_key)
    return None if alert_id is None else (alert_id, False)


def duplicate(connection: Connection, alert_id: str) -> Raised:
    """Return what is known of the alert that this very message was recorded on before."""
    rows = outbox.of(connection, outbox_table.c.alert_id == alert_id)
    return Raised(state_of(connection, alert_id), False, False, True, (), tuple(rows))
