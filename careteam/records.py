"""Alerts as they stand in the store: read them, and append to their record."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from careteam import outbox
from careteam.advance import derive
from careteam.clock import to_text
from careteam.outbox import Delivery
from careteam.report import conversation_key
from careteam.schema import alert_events, alerts
from careteam.schema import outbox as outbox_table
from careteam.state import AlertState, Event
from careteam.store import Store

UNRESOLVED = select(alerts.c.id).where(alerts.c.closed_at.is_(None))
"""The ids of the alerts that no person has resolved."""


_AT_ONCE = 200


class UnknownAlert(Exception):
    """There is no alert with this id."""


@dataclass(frozen=True)
class Recorded:
    """One alert as the store knows it: its state, its deliveries and its events."""

    state: AlertState
    deliveries: tuple[Delivery, ...]
    events: tuple[Event, ...]


def list_alerts(store: Store) -> list[Recorded]:
    """Return every alert, oldest first; an absent database holds none.

    Raises:
        StoreUnavailable: if the database cannot be read.
    """
    if not store.exists:
        return []
    with store.reading() as connection:
        return read_alerts(connection)


def find_alert(store: Store, alert_id: str) -> Recorded:
    """Return one alert.

    Raises:
        UnknownAlert, StoreUnavailable.
    """
    if store.exists:
        with store.reading() as connection:
            for recorded in read_alerts(connection, alert_id):
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
        return read_alerts(connection, alert_id)[0]


def append(
    connection: Connection,
    alert_id: str,
    kind: str,
    payload: dict[str, Any],
    now: datetime,
    dedup_key: str | None = None,
) -> Event:
    """Append one event to an alert's record, and return it."""
    row = {
        "alert_id": alert_id,
        "at": to_text(now),
        "kind": kind,
        "dedup_key": dedup_key,
        # ASCII with escapes: PostgreSQL takes no NUL, and no database takes half a surrogate.
        "payload": json.dumps(payload, sort_keys=True),
    }
    connection.execute(alert_events.insert(), row)
    return Event(alert_id, to_text(now), kind, payload)


def recorded_before(connection: Connection, dedup_key: str) -> str | None:
    """Return the id of the alert that holds the event of this key; None if there is none."""
    query = select(alert_events.c.alert_id).where(alert_events.c.dedup_key == dedup_key)
    found = connection.execute(query).scalar()
    return None if found is None else str(found)


def lock_open_alert(connection: Connection, key: str) -> str | None:
    """Return the id of the open alert of the conversation with this key, locked, or None."""
    query = (
        select(alerts.c.id)
        .where(alerts.c.conversation_key == key, alerts.c.closed_at.is_(None))
        .with_for_update()
    )
    found = connection.execute(query).scalar()
    return None if found is None else str(found)


def lock_alert(connection: Connection, alert_id: str) -> bool:
    """Hold an alert until the transaction ends; return whether it is there and not resolved.

    Whoever changes deliveries of an alert that others may change, too, holds the alert first.
    """
    query = select(alerts.c.closed_at).where(alerts.c.id == alert_id).with_for_update()
    row = connection.execute(query).first()
    return row is not None and row.closed_at is None


def state_of(connection: Connection, alert_id: str) -> AlertState:
    """Return the state of an alert that exists."""
    return read_alerts(connection, alert_id)[0].state


def read_alerts(
    connection: Connection, alert_id: str | None = None, among: Any = None
) -> list[Recorded]:
    """Return one alert, or all, in the order in which they were opened.

    `among`: only these ids, as a list or as a query such as `UNRESOLVED`. However many there are,
    no single statement takes long: the database ends those that do.
    """
    ids = [alert_id] if alert_id is not None else among
    if not isinstance(ids, list):
        ids = _ids(connection, among)
    return [
        recorded
        for first in range(0, len(ids), _AT_ONCE)
        for recorded in _read(connection, ids[first : first + _AT_ONCE])
    ]


def _ids(connection: Connection, among: Any) -> list[str]:
    opened = select(alert_events.c.alert_id).group_by(alert_events.c.alert_id)
    if among is not None:
        opened = opened.where(alert_events.c.alert_id.in_(among))
    return list(connection.execute(opened.order_by(func.min(alert_events.c.seq))).scalars())


def _read(connection: Connection, ids: list[str]) -> list[Recorded]:
    events = select(alert_events).where(alert_events.c.alert_id.in_(ids))
    by_alert: dict[str, list[Event]] = {}
    for row in connection.execute(events.order_by(alert_events.c.seq)):
        event = Event(row.alert_id, row.at, row.kind, json.loads(row.payload))
        by_alert.setdefault(row.alert_id, []).append(event)
    deliveries: dict[str, list[Delivery]] = {}
    for delivery in outbox.of(connection, outbox_table.c.alert_id.in_(ids)):
        deliveries.setdefault(delivery.alert_id, []).append(delivery)
    return [
        Recorded(state, tuple(deliveries.get(name, ())), tuple(own_events))
        for name, own_events in by_alert.items()
        if (state := derive(own_events)) is not None
    ]


def storable(text: str) -> str:
    """Return `text`, escaped if it holds what a database cannot hold (NUL, half surrogates)."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("unicode_escape").decode("ascii")
    return text.encode("unicode_escape").decode("ascii") if "\x00" in text else text
