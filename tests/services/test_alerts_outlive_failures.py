"""The store under faults: killed processes, many at once, locked, read-only, full, hanging."""

from __future__ import annotations

import contextlib
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import event

from careteam.alerts import Raised, raise_alert
from careteam.delivery import deliver_due
from careteam.records import list_alerts
from careteam.service import CareTeam
from careteam.store import Store, StoreUnavailable
from careteam.webhook import Webhook
from tests.services.receiver import Receiver
from tests.services.reports import report

ROOT = Path(__file__).resolve().parents[2]

REPORTER = """
import sys
from tests.services.reports import report
from careteam.alerts import raise_alert
from careteam.store import Store
url, start, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
store = Store(url)
sys.stdin.readline()
for number in range(start, start + count):
    for _ in range(20):  # as the door does: again, under the same id
        try:
            raise_alert(store, report(f"m{number}", signs=(f"sign{number}",)), ["desk"])
            break
        except Exception as error:
            print(type(error).__name__, error, file=sys.stderr)
    else:
        sys.exit(1)
"""

DIES_AFTER_INSERT = """
import os, signal, sys
from tests.services.reports import report
from careteam.alerts import raise_alert
from careteam.store import Store
raise_alert(Store(sys.argv[1]), report("m1"), ["desk"])
os.kill(os.getpid(), signal.SIGKILL)
"""


def python(code: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def raised_in_the_end(store: Store, message_id: str) -> Raised:
    """Report as the door does: again under the same id, while the store is busy."""
    for _ in range(20):
        with contextlib.suppress(StoreUnavailable):
            return raise_alert(store, report(message_id))
    raise AssertionError("the store stayed busy")


@pytest.mark.parametrize("how", ["removed", "replaced"])
def test_a_database_that_is_taken_away_takes_no_later_alert_with_it(
    tmp_path: Path, how: str
) -> None:
    path = tmp_path / "alerts.db"
    store = Store(f"sqlite:///{path}")
    raised_in_the_end(store, "m1")
    for file in tmp_path.glob("alerts.db*"):
        file.unlink()
    if how == "replaced":
        other = Store(f"sqlite:///{path}")
        other.prepare()
        other.engine.dispose()
    raised_in_the_end(store, "m2")
    fresh = Store(f"sqlite:///{path}")
    (found,) = list_alerts(fresh)
    assert found.state.reports == 1
    for one in (store, fresh):
        one.engine.dispose()


def test_a_process_killed_right_after_the_insert_leaves_the_alert_and_its_delivery(
    alerts_url: str, receiver: Callable[..., Receiver], monkeypatch: pytest.MonkeyPatch
) -> None:
    killed = python(DIES_AFTER_INSERT, alerts_url)
    _, errors = killed.communicate(timeout=60)
    assert killed.returncode == -signal.SIGKILL, errors
    store = Store(alerts_url)
    assert list_alerts(store)[0].state.reports == 1
    sink = receiver()
    monkeypatch.setattr("careteam.delivery.utc_now", _a_minute_later)
    assert deliver_due(store, [Webhook("desk", sink.url)]) == 1
    assert len(sink.received) == 1
    store.engine.dispose()


def test_processes_that_report_at_once_make_one_alert_and_lose_nothing(alerts_url: str) -> None:
    count, each = 4, 10
    workers = [python(REPORTER, alerts_url, str(n * each), str(each)) for n in range(count)]
    for worker in workers:
        assert worker.stdin is not None
        worker.stdin.write("go\n")
        worker.stdin.flush()
    for worker in workers:
        _, errors = worker.communicate(timeout=120)
        assert worker.returncode == 0, errors
    store = Store(alerts_url)
    (found,) = list_alerts(store)
    assert found.state.reports == count * each
    assert set(found.state.signs) == {f"sign{number}" for number in range(count * each)}
    assert [row.notice for row in found.deliveries] == list(range(1, count * each + 1))
    store.engine.dispose()


def test_threads_that_report_at_once_make_one_alert(store: Store) -> None:
    with ThreadPoolExecutor(16) as pool:
        raised = list(pool.map(lambda n: raised_in_the_end(store, f"m{n}"), range(48)))
    assert len({one.alert_id for one in raised}) == 1
    assert sum(one.created for one in raised) == 1
    assert list_alerts(store)[0].state.reports == 48


def test_the_same_message_in_many_threads_is_one_report(store: Store) -> None:
    with ThreadPoolExecutor(16) as pool:
        raised = list(pool.map(lambda _: raised_in_the_end(store, "m1"), range(32)))
    assert sum(not one.duplicate for one in raised) == 1
    assert list_alerts(store)[0].state.reports == 1


def test_two_workers_never_deliver_the_same_row_at_once(
    store: Store, receiver: Callable[..., Receiver], monkeypatch: pytest.MonkeyPatch
) -> None:
    sink = receiver()
    for number in range(20):
        raise_alert(store, report(conversation_id=f"c{number}"), ["desk"])
    monkeypatch.setattr("careteam.delivery.utc_now", _a_minute_later)
    routes = [Webhook("desk", sink.url)]
    with ThreadPoolExecutor(4) as pool:
        tried = list(pool.map(lambda _: deliver_due(store, routes, limit=3), range(8)))
    while deliver_due(store, routes):
        pass
    keys = [request.header("Idempotency-Key") for request in sink.received]
    assert sum(tried) <= 20
    assert len(keys) == len(set(keys)) == 20


def test_a_locked_store_is_unavailable_in_time_and_usable_after(sqlite_store: Store) -> None:
    raise_alert(sqlite_store, report())
    team = CareTeam(sqlite_store)
    with _locked(sqlite_store), pytest.raises(StoreUnavailable):
        team.report(report("m2"))
    assert CareTeam(sqlite_store).report(report("m2")).added


def test_a_read_only_store_is_unavailable(sqlite_store: Store, tmp_path: Path) -> None:
    raise_alert(sqlite_store, report())
    sqlite_store.engine.dispose()
    read_only = Store(f"sqlite:///file:{tmp_path / 'alerts.db'}?mode=ro&uri=true")
    with pytest.raises(StoreUnavailable, match="readonly"):
        CareTeam(read_only).report(report())
    assert len(list_alerts(read_only)) == 1


def test_a_full_store_is_unavailable_and_keeps_what_it_has(sqlite_store: Store) -> None:
    raise_alert(sqlite_store, report("m1"))

    def fill(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("PRAGMA max_page_count=1")  # no page more than there are

    event.listen(sqlite_store.engine, "connect", fill)
    sqlite_store.engine.dispose()  # connections that were made before
    with pytest.raises(StoreUnavailable, match="full"):
        CareTeam(sqlite_store).report(report("m2", message="m" * 500_000))
    event.remove(sqlite_store.engine, "connect", fill)
    sqlite_store.engine.dispose()
    assert "I have a fever" in list_alerts(sqlite_store)[0].state.messages


def test_a_file_that_is_no_database_is_unavailable(tmp_path: Path) -> None:
    (tmp_path / "alerts.db").write_text("this is a letter, not a database " * 40)
    with pytest.raises(StoreUnavailable, match="not a database"):
        CareTeam(Store(f"sqlite:///{tmp_path / 'alerts.db'}")).report(report())


def test_a_folder_that_cannot_be_made_is_unavailable(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreUnavailable):
        CareTeam(Store(f"sqlite:///{tmp_path / 'file' / 'alerts.db'}")).report(report())


def test_a_store_whose_file_was_taken_away_recovers(sqlite_store: Store, tmp_path: Path) -> None:
    raise_alert(sqlite_store, report("m1"))
    sqlite_store.engine.dispose()
    for path in tmp_path.glob("alerts.db*"):
        path.unlink()
    with contextlib.suppress(StoreUnavailable):
        raise_alert(sqlite_store, report("m2"))
    raise_alert(sqlite_store, report("m2"))
    assert len(list_alerts(sqlite_store)) == 1


def test_a_database_server_that_accepts_and_never_answers_does_not_hold_up_the_person() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        team = CareTeam(Store(f"postgresql://nia:hush@127.0.0.1:{silent.getsockname()[1]}/nia"))
        # Whichever gives up first, the budget of the report or the driver's own time-out.
        with pytest.raises(StoreUnavailable, match=r"in time|OperationalError"):
            team.report(report())


def test_a_database_server_that_is_not_there_is_unavailable() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    with pytest.raises(StoreUnavailable):
        CareTeam(Store(f"postgresql://nia:hush@127.0.0.1:{port}/nia")).report(report())


def test_a_report_that_took_too_long_is_stored_all_the_same_and_recorded_as_unsure(
    sqlite_store: Store,
) -> None:
    raise_alert(sqlite_store, report("m1"))
    team = CareTeam(sqlite_store)
    done = threading.Event()
    event.listen(sqlite_store.engine, "commit", lambda _: done.set())
    with _locked(sqlite_store), pytest.raises(StoreUnavailable):
        team.report(report("m2"), budget_seconds=0.2)
    assert done.wait(20)
    again = team.report(report("m2"))
    assert again.added
    assert list_alerts(sqlite_store)[0].state.reports == 2


def test_a_dropped_connection_to_postgresql_costs_at_most_one_try(postgres_database: str) -> None:
    store = Store(postgres_database)
    raise_alert(store, report("m1"))
    with store.engine.connect() as connection:
        connection.exec_driver_sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    assert CareTeam(store).report(report("m2")).added
    store.engine.dispose()


def test_what_patients_said_is_readable_by_this_user_only(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path / 'var' / 'alerts.db'}")
    raise_alert(store, report())
    assert (tmp_path / "var" / "alerts.db").stat().st_mode & 0o077 == 0
    assert (tmp_path / "var").stat().st_mode & 0o077 == 0


@contextlib.contextmanager
def _locked(store: Store) -> Iterator[None]:
    other = sqlite3.connect(str(store.engine.url.database), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


def _a_minute_later() -> object:
    from datetime import timedelta

    from careteam.clock import utc_now

    return utc_now() + timedelta(minutes=1)
