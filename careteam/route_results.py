"""What the latest attempts by each route came to: whether it works (ESC-14)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import inspect, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection

from careteam.clock import to_text
from careteam.routes import Attempt, Result
from careteam.schema import route_results
from careteam.store import Store

_INSERT = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


_RECENT = timedelta(seconds=10)


@dataclass(frozen=True)
class RouteResult:
    """`failures`: attempts in a row that no acceptance has followed. Times: RFC 3339, UTC."""

    route: str
    failures: int
    sent_at: str | None
    failed_at: str | None
    last_detail: str | None


def record(store: Store, route: str, attempts: Sequence[Attempt], now: datetime) -> None:
    """Add attempts that ended together to what is known of `route`: it works if one was accepted.

    In a transaction of its own, and without waiting: all deliveries by a route meet in this one
    row. Who finds another at it leaves it at that; one of many is enough to know how it goes.

    Raises:
        StoreUnavailable: if it could not be written.
    """
    table, at = route_results, to_text(now)
    sent = [attempt for attempt in attempts if attempt.result is Result.SENT]
    was_sent, latest = bool(sent), (sent or attempts)[-1]
    if was_sent:
        with store.reading() as connection:
            if _is_known_to_work(connection, route, now):
                return  # many deliveries at once need not wait to say the same
    row: dict[str, Any] = {
        "failures": 0 if was_sent else len(attempts),
        "sent_at" if was_sent else "failed_at": at,
        "last_detail": latest.detail,
    }
    changed = {**row, "failures": 0 if was_sent else table.c.failures + len(attempts)}
    insert = _INSERT[store.kind](table).values(route=route, **row)
    with store.writing() as connection:
        if not _is_held(connection, route):
            connection.execute(insert.on_conflict_do_update(index_elements=["route"], set_=changed))


def _is_held(connection: Connection, route: str) -> bool:
    query = select(route_results.c.route).where(route_results.c.route == route)
    if connection.execute(query.with_for_update(skip_locked=True)).first() is not None:
        return False
    return connection.execute(query).first() is not None


def _is_known_to_work(connection: Connection, route: str, now: datetime) -> bool:
    table = route_results
    recent = table.c.sent_at.between(to_text(now - _RECENT), to_text(now))
    query = select(table.c.route).where(table.c.route == route, table.c.failures == 0, recent)
    return connection.execute(query).first() is not None


def read(connection: Connection) -> dict[str, RouteResult]:
    """Return what is known, by route."""
    if not inspect(connection).has_table(route_results.name):
        return {}
    rows = connection.execute(select(route_results)).mappings()
    return {row["route"]: RouteResult(**row) for row in rows}
