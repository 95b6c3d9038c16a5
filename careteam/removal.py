"""Removes alerts with everything that was said in them, and keeps a record of that (GOV-3).

The record holds ids, counts, when, why and by whom, and nothing of a person. The database lets go
only what the record names (`careteam.migrations.removable`). What nobody has resolved goes only
when a person asks for one conversation and says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import delete, func, inspect, or_, select
from sqlalchemy.engine import Connection

from careteam.clock import to_text, utc_now
from careteam.inbox.tables import used_ack_links
from careteam.records import storable
from careteam.report import conversation_key
from careteam.schema import alert_events, alert_removals, alerts, follow_ups, outbox
from careteam.store import Store

AT_ONCE = 200
"""Alerts in one transaction: a report waits for no more than that."""

Why = Literal["age", "person"]


class StillOpen(Exception):
    """The conversation has an alert that nobody has resolved."""


@dataclass(frozen=True)
class Removal:
    """The record of one removed alert. `events`, `deliveries`: how many went with it."""

    alert_id: str
    at: str
    by: str
    why: Why
    events: int
    deliveries: int


def resolved_before(store: Store, moment: datetime, by: str = "") -> list[Removal]:
    """Return what `remove_resolved` would remove in the end, as its record would have it.

    Raises:
        StoreUnavailable: if the database cannot be read.
    """
    if not store.exists:
        return []
    with store.reading() as connection:
        ids = list(connection.execute(_aged(moment)).scalars())
        return _records(connection, ids, by, "age", utc_now())


def remove_resolved(
    store: Store, moment: datetime, by: str, now: datetime | None = None
) -> list[Removal]:
    """Remove the alerts that were resolved before `moment`, `AT_ONCE` of them at most.

    Any number of workers may do so at once.

    Raises:
        StoreUnavailable: if it could not be written; then nothing of it is removed.
    """
    if not store.exists:
        return []
    with store.writing() as connection:
        query = _aged(moment).limit(AT_ONCE).with_for_update(skip_locked=True)
        ids = list(connection.execute(query).scalars())
        return _remove(connection, _records(connection, ids, by, "age", now or utc_now()))


def of_conversation(store: Store, conversation_id: str, by: str = "") -> list[Removal]:
    """Return what `remove_conversation` would remove, as its record would have it.

    Raises:
        StoreUnavailable: if the database cannot be read.
    """
    if not store.exists:
        return []
    with store.reading() as connection:
        ids = list(connection.execute(_own(conversation_id)).scalars())
        return _records(connection, ids, by, "person", utc_now())


def remove_conversation(
    store: Store, conversation_id: str, by: str, even_open: bool = False
) -> list[Removal]:
    """Remove every alert of one conversation, all or none.

    Raises:
        StillOpen: if one is not resolved, unless `even_open`.
        StoreUnavailable: if it could not be written.
    """
    if not store.exists:
        return []
    with store.writing() as connection:
        ids = list(connection.execute(_own(conversation_id).with_for_update()).scalars())
        unresolved = select(alerts.c.id).where(alerts.c.id.in_(ids), alerts.c.closed_at.is_(None))
        if not even_open and connection.execute(unresolved).first():
            raise StillOpen
        return _remove(connection, _records(connection, ids, by, "person", utc_now()))


def removals(store: Store) -> list[Removal]:
    """Return the record of everything that was removed, oldest first; empty for older databases.

    Raises:
        StoreUnavailable: if the database cannot be read.
    """
    if not store.exists:
        return []
    with store.reading() as connection:
        if not inspect(connection).has_table(alert_removals.name):
            return []
        rows = connection.execute(select(alert_removals).order_by(alert_removals.c.seq)).mappings()
        return [
            Removal(**{name: row[name] for name in Removal.__dataclass_fields__}) for row in rows
        ]


def _aged(moment: datetime) -> Any:
    is_aged = alerts.c.closed_at < to_text(moment)
    return select(alerts.c.id).where(is_aged).order_by(alerts.c.closed_at)


def _own(conversation_id: str) -> Any:
    same_key = alerts.c.conversation_key == conversation_key(conversation_id)
    same_id = alerts.c.conversation_id == storable(conversation_id)
    return select(alerts.c.id).where(or_(same_key, same_id)).order_by(alerts.c.created_at)


def _records(
    connection: Connection, ids: Sequence[str], by: str, why: Why, now: datetime
) -> list[Removal]:
    def counts(table: Any) -> dict[str, int]:
        query = select(table.c.alert_id, func.count()).where(table.c.alert_id.in_(ids))
        return {row[0]: row[1] for row in connection.execute(query.group_by(table.c.alert_id))}

    events, deliveries = counts(alert_events), counts(outbox)
    return [
        Removal(one, to_text(now), by, why, events.get(one, 0), deliveries.get(one, 0))
        for one in ids
    ]


def _remove(connection: Connection, records: list[Removal]) -> list[Removal]:
    if not records:
        return records
    ids = [record.alert_id for record in records]
    # First, because without it the database refuses the rest.
    connection.execute(alert_removals.insert(), [vars(record) for record in records])
    own = select(outbox.c.id).where(outbox.c.alert_id.in_(ids))
    connection.execute(delete(follow_ups).where(follow_ups.c.delivery_id.in_(own)))
    for table in (used_ack_links, outbox, alert_events):
        connection.execute(delete(table).where(table.c.alert_id.in_(ids)))
    connection.execute(delete(alerts).where(alerts.c.id.in_(ids)))
    return records
