"""The tables are made by steps; what older programs wrote is kept, whoever takes the steps."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError

from careteam import migration
from careteam.alerts import raise_alert
from careteam.cli import main
from careteam.inbox.tables import audit
from careteam.records import list_alerts
from careteam.schema import metadata
from careteam.store import Store, StoreUnavailable
from tests.services.at_once import GATE, let_go, waiting_at_the_gate
from tests.services.older_database import WORDS, make_older
from tests.services.reports import report
from tests.services.test_alerts_are_delivered import until

ROOT = Path(__file__).resolve().parents[2]
APPEND_ONLY = ("alert_events", "alert_removals", "feedback", "inbox_audit")
# A process that waited too long for another's step is told so, and comes again, as all callers do.
PREPARES = f"""
import sys, time
from careteam import migration
from careteam.store import Store, StoreUnavailable
migration.load()
store = Store(sys.argv[1])
{GATE}
for tries_left in reversed(range(20)):
    try:
        store.prepare()
        break
    except StoreUnavailable:
        if not tries_left:
            raise
        time.sleep(0.5)
"""


def version(store: Store) -> str | None:
    with store.engine.connect() as connection:
        return migration.version(connection)


def differences(store: Store) -> list[object]:
    with store.engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "compare_type": True,
                "version_table": migration.VERSION_TABLE,
                "include_name": lambda name, *_: name != "sqlite_sequence",  # SQLite's own
            },
        )
        return list(compare_metadata(context, metadata))


def triggers(store: Store) -> set[str]:
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if store.kind == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    )
    with store.engine.connect() as connection:
        return set(connection.execute(text(query)).scalars())


def test_the_steps_make_the_tables_that_the_code_uses(store: Store) -> None:
    assert audit.name in metadata.tables  # the inbox's are among them
    store.prepare()
    assert differences(store) == []
    assert version(store) == migration.LATEST


def test_the_last_step_is_the_one_that_the_code_asks_for() -> None:
    config = Config()
    config.set_main_option("script_location", str(ROOT / "careteam" / "migrations"))
    assert ScriptDirectory.from_config(config).get_current_head() == migration.LATEST


@pytest.mark.parametrize("without", [(), ("feedback",)])
def test_an_older_database_keeps_its_alerts_and_gets_what_it_lacks(
    store: Store, alerts_url: str, without: tuple[str, ...]
) -> None:
    make_older(store, without)
    assert [found.state.messages for found in list_alerts(store)] == [(WORDS,)]  # before any step
    store.prepare()
    assert differences(store) == []
    again = raise_alert(store, report(signs=("cough",)))
    assert (again.created, again.alert.messages) == (False, (WORDS, "I have a fever"))
    fresh = Store(alerts_url)
    assert [found.state.reports for found in list_alerts(fresh)] == [2]
    fresh.engine.dispose()


def test_an_older_database_ends_up_with_the_same_safeguards_as_a_new_one(
    store: Store, tmp_path: Path
) -> None:
    make_older(store, ("feedback",))
    store.prepare()
    expected = {
        "sqlite": {
            *(f"{table}_no_{what}" for table in APPEND_ONLY
              for what in ("update", "delete", "replace")),
            *(f"alerts_no_{what}" for what in ("delete", "rewrite")),
            "alert_removals_not_open",
        },
        "postgresql": {
            *(f"{table}_no_{what}" for table in APPEND_ONLY
              for what in ("change", "truncate")),
            *(f"alerts_no_{what}" for what in ("delete", "truncate", "rewrite")),
            "alert_events_no_delete",
            "alert_removals_not_open",
        },
    }  # fmt: skip
    assert triggers(store) == expected[store.kind]
    with pytest.raises(DBAPIError), store.engine.begin() as connection:
        connection.execute(text("DELETE FROM alert_events"))


def test_processes_that_start_at_once_on_an_older_database_take_each_step_once(
    store: Store, alerts_url: str
) -> None:
    make_older(store)
    started = [waiting_at_the_gate(PREPARES, alerts_url) for _ in range(4)]
    assert [code for code, _ in let_go(*started)] == [0] * 4
    assert differences(store) == []
    assert len(list_alerts(store)) == 1


def test_threads_that_report_at_once_to_a_new_database_find_it_made(alerts_url: str) -> None:
    stores = [Store(alerts_url) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda store: store.prepare(), stores))
    assert version(stores[0]) == migration.LATEST
    for store in stores:
        store.engine.dispose()


def test_a_process_waits_while_another_takes_the_steps(postgres_database: str) -> None:
    store = Store(postgres_database)
    waiting = text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
    with store.engine.connect() as other, store.engine.connect() as observer:
        other.execute(text("SELECT pg_advisory_lock(:key)"), {"key": migration.LOCK})
        with ThreadPoolExecutor(1) as pool:
            preparing = pool.submit(store.prepare)
            until(lambda: observer.execute(waiting).scalar_one() == 1)
            assert version(store) is None
            other.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": migration.LOCK})
            preparing.result(20)
    assert version(store) == migration.LATEST
    store.engine.dispose()


def test_one_process_may_prepare_several_databases_at_once(tmp_path: Path) -> None:
    stores = [Store(f"sqlite:///{tmp_path / f'{number}.db'}") for number in range(8)]
    migration.load()
    gate = threading.Barrier(len(stores))

    def prepare(store: Store) -> None:
        gate.wait(20)
        store.prepare()

    with ThreadPoolExecutor(len(stores)) as pool:
        list(pool.map(prepare, stores))
    assert {version(store) for store in stores} == {migration.LATEST}


def test_a_step_that_fails_leaves_the_older_database_as_it_was(store: Store) -> None:
    make_older(store, ("feedback",))
    with store.engine.begin() as connection:
        # In the way of the second step, after the first has added what it adds.
        connection.execute(text("CREATE TABLE route_results (something_else TEXT)"))
    with pytest.raises(StoreUnavailable):
        store.prepare()
    assert version(store) is None
    with store.engine.connect() as connection:
        assert not inspect(connection).has_table("feedback")
    assert len(list_alerts(store)) == 1


def test_a_newer_database_is_used_as_it_is(store: Store, alerts_url: str) -> None:
    store.prepare()
    with store.engine.begin() as connection:
        connection.execute(text("UPDATE careteam_version SET version_num = '9999'"))
    older_program = Store(alerts_url)
    raise_alert(older_program, report())
    assert len(list_alerts(older_program)) == 1
    assert version(older_program) == "9999"
    older_program.engine.dispose()


def test_tables_of_other_programs_in_the_same_database_are_left_alone(store: Store) -> None:
    with store.engine.begin() as connection:
        connection.execute(text("CREATE TABLE alembic_version (version_num TEXT)"))
        connection.execute(text("INSERT INTO alembic_version VALUES ('theirs')"))
    store.prepare()
    with store.engine.connect() as connection:
        found = connection.execute(text("SELECT version_num FROM alembic_version"))
        assert list(found.scalars()) == ["theirs"]


def test_the_steps_can_be_taken_by_hand(
    store: Store,
    alerts_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("NIA_ALERTS_DB_URL", alerts_url)
    monkeypatch.setenv("NIA_CLINIC_FILE", str(tmp_path / "clinic.yml"))
    make_older(store)
    assert main(["migrate"]) == 0
    assert f"is at version {migration.LATEST} (was: before versions)" in capsys.readouterr().out
    assert main(["migrate"]) == 0
    assert f"was at version {migration.LATEST} already" in capsys.readouterr().out
    assert len(list_alerts(store)) == 1
