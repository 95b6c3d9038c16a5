"""Alerts as records: raise, acknowledge, resolve, list.

Every change is one append to the events in one transaction. Nothing here speaks to a network.
An alert is closed by a person only; no message of the patient closes it.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection

from careteam import outbox
from careteam.clock import to_text, utc_now
from careteam.outbox import Delivery
from careteam.report import Report, conversation_key
from careteam.schema import alert_events, alerts
from careteam.schema import outbox as outbox_table
from careteam.state import AlertState, Event, derive, news
from careteam.store import Store, StoreUnavailable

_INSERT = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


class UnknownAlert(Exception):
    """There is no alert with this id."""


class AlreadyResolved(Exception):
    """A resolved alert is not changed any more; a new report opens a new one."""


@dataclass(frozen=True)
class Raised:
    """What a report came to in the store.

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


@dataclass(frozen=True)
class Recorded:
    """One alert as the store knows it: its state, its deliveries and its events."""

    state: AlertState
    deliveries: tuple[Delivery, ...]
    events: tuple[Event, ...]


def raise_alert(
    store: Store, report: Report, routes: Sequence[str] = (), now: datetime | None = None
) -> Raised:
    """Record `report`: open an alert, or add to the conversation's open one (ESC-6).

    Raises:
        StoreUnavailable: if it could not be written.
    """
    moment = now or utc_now()
    for _ in range(3):
        with store.writing() as connection:
            found = _recorded_before(connection, report)
            if found:
                return _duplicate(connection, found)
            taken = _take_open_alert(connection, store.kind, report, moment)
            if taken is None:  # closed by a person at this very moment
                continue
            alert_id, created = taken
            # Between the look above and the row's lock another process may have recorded it.
            found = None if created else _recorded_before(connection, report)
            if found:
                return _duplicate(connection, found)
            return _append_report(connection, alert_id, created, report, routes, moment)
    raise StoreUnavailable("the alert changed too often")


def acknowledge(store: Store, alert_id: str, by: str, now: datetime | None = None) -> AlertState:
    """Record that a person has seen the alert, and stop telling about it.

    Raises:
        UnknownAlert, AlreadyResolved, StoreUnavailable.
    """
    moment = now or utc_now()
    with store.writing() as connection:
        _lock_unresolved(connection, alert_id)
        append(connection, alert_id, "acknowledged", {"by": by}, moment)
        outbox.cancel(connection, alert_id, moment)
        return _state(connection, alert_id)


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
        append(connection, alert_id, "resolved", {"by": by, "reason": reason}, moment)
        outbox.cancel(connection, alert_id, moment)
        close = update(alerts).where(alerts.c.id == alert_id).values(closed_at=to_text(moment))
        connection.execute(close)
        return _state(connection, alert_id)


def list_alerts(store: Store) -> list[Recorded]:
    """Return every alert, oldest first; an absent database holds none.

    Raises:
        StoreUnavailable: if the database cannot be read.
    """
    if not store.exists:
        return []
    with store.reading() as connection:
        return _recorded(connection, None)


def find_alert(store: Store, alert_id: str) -> Recorded:
    """Return one alert.

    Raises:
        UnknownAlert, StoreUnavailable.
    """
    if store.exists:
        with store.reading() as connection:
            for recorded in _recorded(connection, alert_events.c.alert_id == alert_id):
                return recorded
    raise UnknownAlert(alert_id)


def latest_of_conversation(store: Store, conversation_id: str) -> Recorded | None:
    """Return the conversation's open alert, else its newest one, else None.

    Raises:
        StoreUnavailable: if the database cannot be read.
    """
    if not store.exists:
        return None
    newest = (
        select(alerts.c.id)
        .where(alerts.c.conversation_key == conversation_key(conversation_id))
        .order_by(alerts.c.closed_at.is_(None).desc(), alerts.c.created_at.desc())
        .limit(1)
    )
    with store.reading() as connection:
        alert_id = connection.execute(newest).scalar()
        if alert_id is None:
            return None
        return _recorded(connection, alert_events.c.alert_id == alert_id)[0]


def append(
    connection: Connection,
    alert_id: str,
    kind: str,
    payload: dict[str, Any],
    now: datetime,
    dedup_key: str | None = None,
) -> None:
    """Append one event to an alert's record."""
    row = {
        "alert_id": alert_id,
        "at": to_text(now),
        "kind": kind,
        "dedup_key": dedup_key,
        # ASCII with escapes: PostgreSQL takes no NUL, and no database takes half a surrogate.
        "payload": json.dumps(payload, sort_keys=True),
    }
    connection.execute(alert_events.insert(), row)


def _append_report(
    connection: Connection,
    alert_id: str,
    created: bool,
    report: Report,
    routes: Sequence[str],
    now: datetime,
) -> Raised:
    before = None if created else _state(connection, alert_id)
    reasons = ["new alert"] if before is None else news(before, report, now)
    number = (before.notices if before else 0) + 1
    payload = {**report.to_payload(), "news": reasons, "notice": number if reasons else None}
    append(connection, alert_id, "reported", payload, now, report.dedup_key)
    earlier = outbox.of(connection, outbox_table.c.alert_id == alert_id)
    rows = outbox.enqueue(connection, alert_id, number, routes, now) if reasons else []
    state = _state(connection, alert_id)
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
    open_one = (
        select(alerts.c.id)
        .where(alerts.c.conversation_key == report.conversation_key, alerts.c.closed_at.is_(None))
        .with_for_update()
    )
    alert_id = connection.execute(open_one).scalar()
    return None if alert_id is None else (str(alert_id), False)


def _recorded_before(connection: Connection, report: Report) -> str | None:
    query = select(alert_events.c.alert_id).where(alert_events.c.dedup_key == report.dedup_key)
    found = connection.execute(query).scalar()
    return None if found is None else str(found)


def _duplicate(connection: Connection, alert_id: str) -> Raised:
    rows = outbox.of(connection, outbox_table.c.alert_id == alert_id)
    return Raised(_state(connection, alert_id), False, False, True, (), tuple(rows))


def _lock_unresolved(connection: Connection, alert_id: str) -> AlertState:
    query = select(alerts.c.closed_at).where(alerts.c.id == alert_id).with_for_update()
    row = connection.execute(query).first()
    if row is None:
        raise UnknownAlert(alert_id)
    if row.closed_at is not None:
        raise AlreadyResolved(alert_id)
    return _state(connection, alert_id)


def _state(connection: Connection, alert_id: str) -> AlertState:
    return _recorded(connection, alert_events.c.alert_id == alert_id)[0].state


def _recorded(connection: Connection, condition: Any) -> list[Recorded]:
    query = select(alert_events).order_by(alert_events.c.seq)
    rows = outbox_table.c.id.is_not(None)
    if condition is not None:
        query = query.where(condition)
        rows = outbox_table.c.alert_id.in_(select(alert_events.c.alert_id).where(condition))
    events = [
        Event(row.alert_id, row.at, row.kind, json.loads(row.payload))
        for row in connection.execute(query)
    ]
    deliveries: dict[str, list[Delivery]] = {}
    for delivery in outbox.of(connection, rows):
        deliveries.setdefault(delivery.alert_id, []).append(delivery)
    order = {event.alert_id: place for place, event in reversed(list(enumerate(events)))}
    events.sort(key=lambda event: order[event.alert_id])  # stable: one alert's events together
    found = []
    for alert_id, group in groupby(events, key=lambda event: event.alert_id):
        own = tuple(group)
        state = derive(own)
        if state is not None:
            found.append(Recorded(state, tuple(deliveries.get(alert_id, ())), own))
    return found


def storable(text: str) -> str:
    """Return `text`, escaped if it holds what a database cannot hold (NUL, half surrogates)."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("unicode_escape").decode("ascii")
    return text.encode("unicode_escape").decode("ascii") if "\x00" in text else text
