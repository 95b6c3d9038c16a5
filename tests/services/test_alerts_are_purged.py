"""Alerts are removed by age and by person: for good, recorded, and in no other way."""

from __future__ import annotations

import json
import random
import sqlite3
import string
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Table, delete, inspect, text

from careteam import removal
from careteam.alerts import raise_alert
from careteam.cli import main
from careteam.handling import acknowledge, note, reopen, resolve
from careteam.inbox import ack_link
from careteam.records import list_alerts
from careteam.removal import AT_ONCE, StillOpen, remove_conversation, remove_resolved
from careteam.retention import Retention
from careteam.schema import alert_removals, alerts
from careteam.service import CareTeam
from careteam.shredding import shred
from careteam.store import Store, StoreUnavailable
from tests.services.reports import NOON, report

DAY = timedelta(days=1)
LATER = NOON + 40 * DAY


def resolved(store: Store, person: str, words: str, at: Any = NOON) -> str:
    """Raise an alert, resolve it at `at`, and return its id."""
    made = raise_alert(store, report(conversation_id=person, message=words), ("desk",), at)
    note(store, made.alert_id, "Ann", f"note on {words}", at)
    resolve(store, made.alert_id, "Ann", f"called about {words}", at)
    return made.alert_id


def everything(store: Store) -> str:
    """Every row of every table, as text."""
    rows: list[str] = []
    with store.engine.connect() as connection:
        for table in inspect(connection).get_table_names():
            found = connection.execute(text(f"SELECT * FROM {table}"))  # noqa: S608 (own names)
            rows += [str(tuple(row)) for row in found]
    return "\n".join(rows)


def bytes_of(store: Store) -> bytes:
    path = Path(store.engine.url.database)
    return b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))


def test_what_was_resolved_long_ago_goes_and_the_rest_stays(store: Store) -> None:
    old = resolved(store, "old", "secret-old")
    recent = resolved(store, "recent", "secret-recent", LATER - DAY)
    waits = raise_alert(store, report(conversation_id="waits"), (), NOON).alert_id
    held = raise_alert(store, report(conversation_id="held"), (), NOON).alert_id
    acknowledge(store, held, "Ann", NOON)
    again = resolved(store, "again", "secret-again")
    reopen(store, again, "Ann", LATER)
    (gone,) = remove_resolved(store, LATER - 30 * DAY, "Ann", LATER)
    assert (gone.alert_id, gone.by, gone.why) == (old, "Ann", "age")
    assert (gone.events, gone.deliveries) == (4, 1)
    assert {one.state.id for one in list_alerts(store)} == {recent, waits, held, again}
    assert removal.removals(store) == [gone]
    assert "secret-old" not in everything(store)
    assert "old'" not in everything(store)
    assert remove_resolved(store, LATER - 30 * DAY, "Ann", LATER) == []


def test_one_person_goes_whole_and_an_open_alert_only_when_it_is_said(store: Store) -> None:
    resolved(store, "her", "her-first", NOON)
    raise_alert(store, report(conversation_id="her", message="her-second"), ("desk",), NOON)
    resolved(store, "him", "his-words", NOON)
    with pytest.raises(StillOpen):
        remove_conversation(store, "her", "Ann")
    assert len(list_alerts(store)) == 3
    assert len(remove_conversation(store, "her", "Ann", even_open=True)) == 2
    left = everything(store)
    assert "her-" not in left
    assert "'her'" not in left
    assert "his-words" in left
    assert remove_conversation(store, "her", "Ann") == []
    # She may come back as anybody may.
    assert raise_alert(store, report(conversation_id="her"), ("desk",)).created


def test_the_database_refuses_to_remove_what_is_not_recorded(store: Store) -> None:
    alert_id = resolved(store, "c1", "words")
    for change in (
        "DELETE FROM alert_events",
        "DELETE FROM alerts",
        "UPDATE alert_events SET payload = ''",
    ):
        with pytest.raises(StoreUnavailable), store.writing() as connection:
            connection.execute(text(change))
    remove_resolved(store, LATER, "Ann", LATER)
    for change in ("DELETE FROM alert_removals", "UPDATE alert_removals SET by = 'Eve'"):
        with pytest.raises(StoreUnavailable), store.writing() as connection:
            connection.execute(text(change.replace(" by ", ' "by" ')))
    assert [one.alert_id for one in removal.removals(store)] == [alert_id]


def test_the_database_refuses_to_remove_an_open_alert_by_age(store: Store) -> None:
    alert_id = raise_alert(store, report(), (), NOON).alert_id
    row = {"alert_id": alert_id, "at": "", "by": "a slip", "why": "age"}
    with pytest.raises(StoreUnavailable), store.writing() as connection:
        connection.execute(alert_removals.insert(), {**row, "events": 1, "deliveries": 0})
    assert removal.removals(store) == []


def test_a_removal_that_fails_takes_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    resolved(store, "c1", "words")
    before = everything(store)

    class Broken:
        def where(self, _: object) -> None:
            raise StoreUnavailable("stopped half way")

    def flaky(table: Table) -> Any:
        return Broken() if table is alerts else delete(table)

    monkeypatch.setattr("careteam.removal.delete", flaky)
    with pytest.raises(StoreUnavailable):
        remove_resolved(store, LATER, "Ann", LATER)
    assert everything(store) == before


def test_a_link_to_a_removed_alert_opens_nothing(sqlite_store: Store) -> None:
    alert_id = resolved(sqlite_store, "c1", "words")
    key = b"k" * 32
    link = ack_link.make(key, "http://x", alert_id, "desk", NOON).rpartition("/")[2]
    remove_resolved(sqlite_store, LATER, "Ann", LATER)
    with pytest.raises(StoreUnavailable):
        ack_link.use(sqlite_store, key, link, 1, NOON)


def test_after_a_purge_the_words_are_not_in_the_files(sqlite_store: Store) -> None:
    store, pick = sqlite_store, random.Random(7)  # noqa: S311
    store.prepare()
    for number in range(120):
        filling = "".join(pick.choices(string.ascii_letters, k=pick.choice((10, 300, 6_000))))
        whose = "gone" if number % 3 else "kept"
        resolved(store, f"{whose}-person-{number}", f"{whose}-words-{number} {filling}")
    for number in range(0, 120, 3):
        at = LATER  # resolved so late that it stays
        raise_alert(store, report(conversation_id=f"kept-{number}", message="kept-words"), (), at)
    with closing(sqlite3.connect(store.engine.url.database)) as server:
        server.execute("SELECT count(*) FROM alerts").fetchall()  # keeps the log from going
        for number in range(120):
            if number % 3:
                remove_conversation(store, f"gone-person-{number}", "Ann")
        assert b"gone-words" in bytes_of(store)  # in the log, until it is cleared
        assert shred(store)
        left = bytes_of(store)
    assert b"gone-words" not in left
    assert b"gone-person" not in left
    assert b"kept-words" in left


def test_clearing_says_so_when_somebody_is_reading(
    sqlite_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("careteam.shredding._TRIES", 2)
    resolved(sqlite_store, "c1", "words")
    with sqlite_store.reading() as connection:
        connection.execute(text("SELECT count(*) FROM alerts")).scalar()
        remove_resolved(sqlite_store, LATER, "Ann", LATER)
        assert not shred(sqlite_store)
    assert shred(sqlite_store)


def test_clearing_works_on_both_databases(store: Store) -> None:
    assert shred(store)  # nothing there yet
    resolved(store, "c1", "words")
    remove_resolved(store, LATER, "Ann", LATER)
    assert shred(store)
    assert raise_alert(store, report()).created


def test_the_worker_removes_what_the_clinic_keeps_no_longer(store: Store) -> None:
    for number in range(AT_ONCE + 1):
        made = raise_alert(store, report(conversation_id=f"c{number}"), (), NOON)
        resolve(store, made.alert_id, "Ann", "done", NOON)
    waits = raise_alert(store, report(conversation_id="waits"), (), NOON).alert_id
    retention = Retention(CareTeam(store, retention=30 * DAY))
    assert retention.run(NOON + 29 * DAY) == 0
    assert [retention.run(NOON + 31 * DAY) for _ in range(3)] == [AT_ONCE, 1, 0]
    assert [one.state.id for one in list_alerts(store)] == [waits]
    assert {one.by for one in removal.removals(store)} == {"retention"}
    assert Retention(CareTeam(store)).run(NOON + 3_000 * DAY) == 0  # kept for good


@pytest.fixture
def cli_store(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    address = store.engine.url.render_as_string(hide_password=False)
    monkeypatch.setenv("NIA_ALERTS_DB_URL", address)
    (tmp_path / "clinic.yml").write_text("privacy:\n  retention_days: 10\n")
    monkeypatch.setenv("NIA_CLINIC_FILE", str(tmp_path / "clinic.yml"))
    return store


def test_the_command_says_what_it_would_do_and_then_does_it(
    cli_store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    alert_id = resolved(cli_store, "555-0199", "words")
    for arguments in ([], ["--older-than", "10"], ["--conversation", "555-0199"]):
        assert main(["purge", "--dry-run", *arguments]) == 0
        out = capsys.readouterr().out
        assert out == f"Would remove 1 alerts, 4 events and 1 deliveries.\n  {alert_id}\n"
    assert main(["purge", "--older-than", "36500"]) == 0
    assert capsys.readouterr().out.startswith("Removed 0 alerts")
    assert main(["purge", "--by", "Ann"]) == 0
    assert capsys.readouterr().out.startswith("Removed 1 alerts")
    assert main(["purge", "--record"]) == 0
    printed = capsys.readouterr().out
    (record,) = json.loads(printed)
    assert (record["alert_id"], record["by"], record["events"]) == (alert_id, "Ann", 4)
    assert "555-0199" not in printed
    assert main(["purge"]) == 0


def test_the_command_refuses_an_open_alert_in_one_sentence(
    cli_store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    raise_alert(cli_store, report(conversation_id="her"))
    assert main(["purge", "--conversation", "her"]) == 1
    assert "Resolve it first, or add --even-open" in capsys.readouterr().err
    assert main(["purge", "--older-than", "0", "--even-open"]) == 1
    assert "--even-open goes with --conversation" in capsys.readouterr().err
    assert len(list_alerts(cli_store)) == 1
    assert main(["purge", "--conversation", "her", "--even-open"]) == 0
    assert list_alerts(cli_store) == []


@pytest.mark.parametrize("days", ["-1", "soon", "nan", "40000"])
def test_an_age_that_is_none_is_refused(
    cli_store: Store, capsys: pytest.CaptureFixture[str], days: str
) -> None:
    with pytest.raises(SystemExit):
        main(["purge", "--older-than", days])
    assert "write days, from 0 to 36500" in capsys.readouterr().err


def test_one_person_is_exported_whole_into_a_new_file(
    cli_store: Store, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    resolved(cli_store, "her", "her words")
    resolved(cli_store, "him", "his words")
    path = tmp_path / "her.json"
    assert main(["export", "--conversation", "her", "--output", str(path)]) == 0
    assert path.stat().st_mode & 0o077 == 0
    (alert,) = json.loads(path.read_text())
    assert alert["message"] == "her words"
    assert [one["kind"] for one in alert["events"]][-1] == "resolved"
    capsys.readouterr()
    assert main(["export", "--output", str(path)]) == 1
    assert capsys.readouterr().err.count("\n") == 1
    assert main(["export", "--format", "csv", "--status", "resolved"]) == 0
    assert len(capsys.readouterr().out.strip().splitlines()) == 3
    assert main(["export", "--status", "open"]) == 0
    assert json.loads(capsys.readouterr().out) == []
