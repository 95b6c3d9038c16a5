"""The workers' heartbeats, in the database, so that every other process can see them (rule 11)."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import func, inspect, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection

from careteam.clock import to_text, utc_now
from careteam.escalation import SKEW
from careteam.schema import worker_heartbeats
from careteam.store import Store

EVERY = timedelta(seconds=10)
_FORGOTTEN_AFTER = timedelta(days=1)
_INSERT = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def beat(store: Store, worker: str, now: datetime | None = None) -> None:
    """Record that `worker` is alive, and forget those that have been gone for a day.

    Raises:
        StoreUnavailable: if it could not be written.
    """
    moment = now or utc_now()
    table = worker_heartbeats
    row = {"worker": worker, "beat_at": to_text(moment)}
    insert = _INSERT[store.kind](table).values(**row)
    later = {"beat_at": row["beat_at"]}
    upsert = insert.on_conflict_do_update(index_elements=["worker"], set_=later)
    with store.writing() as connection:
        connection.execute(upsert)
        gone = table.c.beat_at < to_text(moment - _FORGOTTEN_AFTER)
        connection.execute(table.delete().where(gone))


def last_beat(connection: Connection, now: datetime) -> str | None:
    """Return when the latest heartbeat was (RFC 3339, UTC); None: never.

    One that is well ahead of `now` was written before the clock was set back, perhaps by a worker
    that is gone; whoever is alive soon beats by the new time.
    """
    if not inspect(connection).has_table(worker_heartbeats.name):
        return None  # an older program's database, which no worker of today has opened
    past = worker_heartbeats.c.beat_at <= to_text(now + SKEW)
    found = connection.execute(select(func.max(worker_heartbeats.c.beat_at)).where(past)).scalar()
    return None if found is None else str(found)
