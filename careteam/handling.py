"""What a person does with an alert: acknowledge it, resolve it.

Only these end the telling; no message of a patient does.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.engine import Connection

from careteam import outbox
from careteam.clock import to_text, utc_now
from careteam.records import UnknownAlert, append, state_of
from careteam.schema import alerts
from careteam.state import AlertState
from careteam.store import Store


class AlreadyResolved(Exception):
    """A resolved alert is not changed any more; a new report opens a new one."""


def acknowledge(store: Store, alert_id: str, by: str, now: datetime | None = None) -> AlertState:
    """Record that a person has seen the alert, and stop telling about it; this ends a TEST.

    Raises:
        UnknownAlert, AlreadyResolved, StoreUnavailable.
    """
    moment = now or utc_now()
    with store.writing() as connection:
        is_test = _lock_unresolved(connection, alert_id).test
        append(connection, alert_id, "acknowledged", {"by": by}, moment)
        if is_test:
            _close(connection, alert_id, by, "TEST, acknowledged", moment)
        outbox.cancel(connection, alert_id, moment)
        return state_of(connection, alert_id)


def resolve(
    store: Store, alert_id: str, by: str, reason: str, now: datetime | None = None
) -> AlertState:
    """Close the alert. Who resolves has seen it, so that is recorded first if it was not.

    Raises:
        UnknownAlert, AlreadyResolved, StoreUnavailable.
    """
    moment = now or utc_now()
    with store.writing() as connection:
        state = _lock_unresolved(connection, alert_id)
        if state.status != "acknowledged":
            append(connection, alert_id, "acknowledged", {"by": by}, moment)
        _close(connection, alert_id, by, reason, moment)
        outbox.cancel(connection, alert_id, moment)
        return state_of(connection, alert_id)


def _close(connection: Connection, alert_id: str, by: str, reason: str, now: datetime) -> None:
    append(connection, alert_id, "resolved", {"by": by, "reason": reason}, now)
    close = update(alerts).where(alerts.c.id == alert_id).values(closed_at=to_text(now))
    connection.execute(close)


def _lock_unresolved(connection: Connection, alert_id: str) -> AlertState:
    query = select(alerts.c.closed_at).where(alerts.c.id == alert_id).with_for_update()
    row = connection.execute(query).first()
    if row is None:
        raise UnknownAlert(alert_id)
    if row.closed_at is not None:
        raise AlreadyResolved(alert_id)
    return state_of(connection, alert_id)
