"""What the watchdog sees: numbers from the store, of patients' alerts only (rule 11, ESC-14)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from careteam import heartbeat, route_results
from careteam.clock import from_text
from careteam.escalation import waiting_since
from careteam.records import UNRESOLVED, Recorded, read_alerts
from careteam.report import TEST_KEY_PREFIX
from careteam.route_results import RouteResult
from careteam.schema import alerts, outbox
from careteam.store import Store, StoreUnavailable


@dataclass(frozen=True)
class Sight:
    """What was seen at one moment.

    `store_error`: why the store cannot be read; then nothing else is known. `heartbeat`: the age
    of the latest one, None: never. `undelivered`: how long each alert has waited that no route has
    taken; `unacknowledged`: the same for those that no person has acknowledged. `acknowledged`,
    `resolved`: how many there are. `due`: rows of the outbox that are still to be told.
    """

    routes: tuple[str, ...]
    store_error: str | None = None
    heartbeat: timedelta | None = None
    undelivered: tuple[timedelta, ...] = ()
    unacknowledged: tuple[timedelta, ...] = ()
    acknowledged: int = 0
    resolved: int = 0
    tests_open: int = 0
    due: int = 0
    results: Mapping[str, RouteResult] = field(default_factory=dict)


def look(store: Store, routes: tuple[str, ...], now: datetime) -> Sight:
    """Look at `store`; changes nothing, and never raises: what it cannot see is what it reports.

    `routes`: the names of those configured. `now`: aware.
    """
    try:
        if not store.exists:
            return Sight(routes)
        with store.reading() as connection:
            return _seen(connection, routes, now)
    except StoreUnavailable as error:
        return Sight(routes, store_error=str(error))
    except Exception as error:  # a record that cannot be read, by whatever it is damaged
        return Sight(routes, store_error=type(error).__name__)


def _seen(connection: Connection, routes: tuple[str, ...], now: datetime) -> Sight:
    beat_at = heartbeat.last_beat(connection, now)
    unresolved = read_alerts(connection, among=UNRESOLVED)
    patients = [recorded for recorded in unresolved if not recorded.state.test]
    waiting = [recorded for recorded in patients if recorded.state.status == "open"]
    resolved = select(func.count()).where(
        alerts.c.closed_at.is_not(None), ~alerts.c.conversation_key.startswith(TEST_KEY_PREFIX)
    )
    due = select(func.count()).select_from(outbox).where(outbox.c.status == "due")
    return Sight(
        routes,
        heartbeat=None if beat_at is None else _age(beat_at, now),
        undelivered=_ages((each for each in waiting if not _was_taken(each)), now),
        unacknowledged=_ages(waiting, now),
        acknowledged=len(patients) - len(waiting),
        resolved=connection.execute(resolved).scalar_one(),
        tests_open=len(unresolved) - len(patients),
        due=connection.execute(due).scalar_one(),
        results=route_results.read(connection),
    )


def _was_taken(recorded: Recorded) -> bool:
    news = recorded.state.news
    return any(row.status == "sent" and row.notice >= news for row in recorded.deliveries)


def _ages(waiting: Iterable[Recorded], now: datetime) -> tuple[timedelta, ...]:
    ages = (_age(_waiting_since(recorded), now) for recorded in waiting)
    return tuple(sorted(ages, reverse=True))


def _waiting_since(recorded: Recorded) -> str:
    start, _ = waiting_since(recorded.events)
    return recorded.state.created_at if start is None else recorded.events[start].at


def _age(at: str, now: datetime) -> timedelta:
    return max(now - from_text(at), timedelta(0))  # a clock that was set back makes none younger
