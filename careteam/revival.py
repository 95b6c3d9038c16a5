"""Deliveries that were refused for good, tried again after the operator repaired a route."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update

from careteam.clock import to_text, utc_now
from careteam.records import UNRESOLVED, Recorded, lock_alert, read_alerts
from careteam.schema import outbox
from careteam.store import Store


def revive(store: Store, now: datetime | None = None) -> int:
    """Make refused deliveries due again where a person is still waited for; return how many.

    Only those of an alert's latest notice: the older ones say less.

    Raises:
        StoreUnavailable: if the store cannot be read or written.
    """
    if not store.exists:
        return 0
    with store.reading() as connection:
        unresolved = read_alerts(connection, among=UNRESOLVED)
    moment = to_text(now or utc_now())
    return sum(
        _revive(store, recorded.state.id, moment) for recorded in unresolved if _refused(recorded)
    )


def _revive(store: Store, alert_id: str, moment: str) -> int:
    with store.writing() as connection:
        if not lock_alert(connection, alert_id):
            return 0
        ids = _refused(read_alerts(connection, alert_id)[0])
        again = {"status": "due", "next_attempt_at": moment, "updated_at": moment}
        connection.execute(update(outbox).where(outbox.c.id.in_(ids)).values(**again))
        return len(ids)


def _refused(recorded: Recorded) -> list[str]:
    if not recorded.state.waits:
        return []
    latest = max((row.notice for row in recorded.deliveries), default=0)
    rows = (row for row in recorded.deliveries if row.notice == latest)
    return [row.id for row in rows if row.status == "refused"]
