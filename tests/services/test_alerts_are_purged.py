"""Alerts are removed by age and by person: for good, recorded, and in no other way."""

from __future__ import annotations

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
from careteam.handling import acknowledge, note, reopen, resolve
from careteam.inbox import ack_link
from careteam.records import list_alerts
from careteam.removal import StillOpen, remove_conversation, remove_resolved
from careteam.schema import alert_removals, alerts
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
    for number in range(90):
        filling = "".join(pick.choices(string.ascii_letters, k=pick.choice((10, 300, 6_000))))
        whose = "gone" if number % 3 else "kept"
        resolved(store, f"{whose}-person-{number}", f"{whose}-words-{number} {filling}")
    for number in range(0, 90, 3):
        at = LATER  # resolved so late that it stays
        raise_alert(store, report(conversation_id=f"kept-{number}", message="kept-words"), (), at)
    with closing(sqlite3.connect(store.engine.url.database)) as server:
        server.execute("SELECT count(*) FROM alerts").fetchall()  # keeps the log from going
        for number in range(90):
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
