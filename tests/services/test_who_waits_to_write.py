"""Who waits for SQLite's writer shares a transaction, and no failure but his own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import event, text
from sqlalchemy.engine import Connection

from careteam import shared_transaction
from careteam.alerts import raise_alert
from careteam.records import list_alerts
from careteam.store import Store, StoreUnavailable
from tests.services.reports import report
from tests.services.test_alerts_are_delivered import until

Work = Callable[[Connection], Any]


def at_once(store: Store, works: list[Work]) -> list[Future[Any]]:
    """Let all of them wait, then go."""
    with ThreadPoolExecutor(len(works)) as pool, store._shared._leading:
        futures = [pool.submit(store.write, work) for work in works]
        until(lambda: len(store._shared._waiting) == len(works))
    return futures


def insert(number: int) -> Work:
    statement = text("INSERT INTO worker_heartbeats (worker, beat_at) VALUES (:name, 'now')")
    return lambda connection: connection.execute(statement, {"name": str(number)}).rowcount


def names(store: Store) -> set[str]:
    with store.reading() as connection:
        return set(connection.execute(text("SELECT worker FROM worker_heartbeats")).scalars())


def test_all_who_wait_are_written_in_one_transaction(sqlite_store: Store) -> None:
    sqlite_store.prepare()
    commits: list[Any] = []
    event.listen(sqlite_store.engine, "commit", commits.append)
    futures = at_once(sqlite_store, [insert(number) for number in range(10)])
    assert [future.result() for future in futures] == [1] * 10
    assert len(commits) == 1
    assert len(names(sqlite_store)) == 10


def test_however_many_wait_none_is_left_out(
    sqlite_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shared_transaction, "MOST_AT_ONCE", 3)
    sqlite_store.prepare()
    at_once(sqlite_store, [insert(number) for number in range(10)])
    assert len(names(sqlite_store)) == 10


def test_what_fails_undoes_itself_alone(sqlite_store: Store) -> None:
    sqlite_store.prepare()

    def failing(connection: Connection) -> None:
        insert(99)(connection)
        raise ValueError("mine")

    first, broken, last = at_once(sqlite_store, [insert(1), failing, insert(2)])
    assert (first.result(), last.result()) == (1, 1)
    with pytest.raises(ValueError, match="mine"):
        broken.result()
    assert names(sqlite_store) == {"1", "2"}


def test_a_statement_that_the_database_refuses_costs_no_other_his_own(sqlite_store: Store) -> None:
    sqlite_store.prepare()
    first, broken, last = at_once(sqlite_store, [insert(1), insert(1), insert(2)])
    assert last.result() == 1
    failures = [one for one in (first, broken) if one.exception() is not None]
    assert len(failures) == 1
    assert isinstance(failures[0].exception(), StoreUnavailable)
    assert names(sqlite_store) == {"1", "2"}


def test_who_waited_too_long_is_told_so_and_holds_up_nobody(sqlite_store: Store) -> None:
    sqlite_store.prepare()
    sqlite_store._shared._wait_seconds = 0.01
    with sqlite_store._shared._leading, pytest.raises(StoreUnavailable, match="busy"):
        sqlite_store.write(insert(1))
    assert sqlite_store.write(insert(2)) == 1
    assert names(sqlite_store) == {"2"}


def test_many_reports_at_once_lose_nothing(store: Store) -> None:
    gate = threading.Barrier(12)

    def say(number: int) -> str:
        gate.wait()
        while True:
            try:
                return raise_alert(store, report(str(number), conversation_id="c")).alert_id
            except StoreUnavailable:
                continue

    with ThreadPoolExecutor(12) as pool:
        assert len(set(pool.map(say, range(12)))) == 1
    (found,) = list_alerts(store)
    assert found.state.reports == 12
