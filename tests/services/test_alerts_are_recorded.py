"""The record: one open alert per conversation, append-only, updated, closed by people only."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from careteam.alerts import raise_alert
from careteam.handling import AlreadyResolved, acknowledge, resolve
from careteam.records import UnknownAlert, find_alert, latest_of_conversation, list_alerts
from careteam.store import Store
from tests.services.reports import NOON, report


def test_a_report_is_an_open_alert_with_all_that_was_said(store: Store) -> None:
    raised = raise_alert(
        store,
        report(
            "m1",
            severity="emergency",
            temperature_c=Decimal("38.6"),
            temperature_text="38,6",
            reporter="caregiver",
            contact="555-0100",
            late=True,
        ),
    )
    (found,) = list_alerts(store)
    state = found.state
    assert raised.created
    assert state.id == raised.alert_id
    assert (state.conversation_id, state.channel, state.status) == ("c1", "rest", "open")
    assert (state.severity, state.signs, state.late) == ("emergency", ("fever",), True)
    assert (state.temperature_c, state.temperature_text) == (Decimal("38.6"), "38,6")
    assert (state.reporter, state.contact) == ("caregiver", "555-0100")
    assert state.messages == ("I have a fever",)
    assert state.created_at.endswith("Z")
    assert state.received_at == "2026-01-31T12:00:00.000000Z"


def test_the_same_message_twice_is_recorded_once(store: Store) -> None:
    first = raise_alert(store, report("m1"), ["a"])
    again = raise_alert(store, report("m1"), ["a"])
    assert (again.alert_id, again.duplicate, again.renotify) == (first.alert_id, True, False)
    assert list_alerts(store)[0].state.reports == 1


def test_the_same_message_id_in_another_conversation_is_another_report(store: Store) -> None:
    raise_alert(store, report("m1"))
    raise_alert(store, report("m1", conversation_id="c2"))
    assert len(list_alerts(store)) == 2


def test_a_message_said_again_after_its_alert_was_resolved_opens_nothing(store: Store) -> None:
    first = raise_alert(store, report("m1"))
    resolve(store, first.alert_id, "Ann", "called")
    assert raise_alert(store, report("m1")).alert_id == first.alert_id
    assert len(list_alerts(store)) == 1


def test_five_identical_reports_in_two_minutes_are_one_alert_and_one_notice(store: Store) -> None:
    raised = [
        raise_alert(store, report(), ["a"], NOON + timedelta(seconds=20 * number))
        for number in range(5)
    ]
    (found,) = list_alerts(store)
    assert [one.renotify for one in raised] == [True, False, False, False, False]
    assert (found.state.reports, found.state.notices) == (5, 1)
    assert [event.kind for event in found.events].count("reported") == 5


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"signs": ("cough",)}, "new sign"),
        ({"temperature_c": Decimal("39.1")}, "higher temperature"),
        ({"severity": "emergency"}, "higher severity"),
        ({"concerns": ("chest_pain",)}, "new concern"),
        ({"worse": True}, "worse"),
    ],
)
def test_news_within_two_minutes_tells_the_care_team_again(
    store: Store, more: dict[str, Any], why: str
) -> None:
    raise_alert(store, report(temperature_c=Decimal("38.5")), ["a"], NOON)
    second = raise_alert(store, report(**more), ["a"], NOON + timedelta(seconds=10))
    (found,) = list_alerts(store)
    assert second.renotify
    assert not second.created
    assert why in found.events[-1].payload["news"]
    assert [row.status for row in found.deliveries] == ["superseded", "due"]


def test_an_identical_report_after_two_minutes_tells_again(store: Store) -> None:
    raise_alert(store, report(), ["a"], NOON)
    assert raise_alert(store, report(), ["a"], NOON + timedelta(seconds=120)).renotify


def test_a_clock_that_was_set_back_does_not_keep_an_alert_quiet(store: Store) -> None:
    raise_alert(store, report(), ["a"], NOON)
    assert raise_alert(store, report(), ["a"], NOON - timedelta(hours=1)).renotify


def test_later_reports_add_and_never_take_away(store: Store) -> None:
    raise_alert(
        store,
        report(severity="emergency", temperature_c=Decimal("39.5"), contact="555-0100"),
    )
    raise_alert(
        store,
        report(signs=("cough",), temperature_c=Decimal("38.1"), message="now a cough, 38.1"),
    )
    (found,) = list_alerts(store)
    assert found.state.signs == ("fever", "cough")
    assert found.state.temperature_c == Decimal("39.5")
    assert found.state.severity == "emergency"
    assert found.state.contact == "555-0100"
    assert found.state.messages == ("I have a fever", "now a cough, 38.1")


def test_after_an_acknowledgement_any_report_tells_again_and_opens_it(store: Store) -> None:
    first = raise_alert(store, report(), ["a"], NOON)
    acknowledge(store, first.alert_id, "Ann", NOON + timedelta(seconds=5))
    assert list_alerts(store)[0].state.status == "acknowledged"
    assert raise_alert(store, report(), ["a"], NOON + timedelta(seconds=10)).renotify
    (found,) = list_alerts(store)
    assert (found.state.status, found.state.acknowledged_by) == ("open", "Ann")


def test_seeing_an_alert_ends_its_pending_deliveries(store: Store) -> None:
    first = raise_alert(store, report(), ["a", "b"])
    acknowledge(store, first.alert_id, "Ann")
    statuses = {row.status for row in find_alert(store, first.alert_id).deliveries}
    assert statuses == {"cancelled"}


def test_a_resolved_alert_stays_and_the_next_report_opens_another(store: Store) -> None:
    first = raise_alert(store, report())
    state = resolve(store, first.alert_id, "Ann", "called the patient")
    assert (state.status, state.resolved_by, state.resolution) == (
        "resolved",
        "Ann",
        "called the patient",
    )
    assert state.acknowledged_by == "Ann"
    second = raise_alert(store, report())
    assert second.created
    latest = latest_of_conversation(store, "c1")
    assert latest is not None
    assert latest.state.id == second.alert_id
    assert len(list_alerts(store)) == 2


def test_what_is_resolved_or_unknown_cannot_be_handled(store: Store) -> None:
    first = raise_alert(store, report())
    resolve(store, first.alert_id, "Ann", "called")
    with pytest.raises(AlreadyResolved):
        acknowledge(store, first.alert_id, "Bob")
    with pytest.raises(UnknownAlert):
        acknowledge(store, "no such id", "Bob")
    with pytest.raises(UnknownAlert):
        find_alert(store, "no such id")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE alert_events SET payload = '{}'",
        "DELETE FROM alert_events",
        "DELETE FROM alerts",
        "UPDATE alerts SET conversation_id = 'somebody else'",
        "INSERT INTO alerts SELECT id || 'x', conversation_key, conversation_id, created_at, NULL "
        "FROM alerts",
    ],
)
def test_the_database_itself_refuses_to_change_the_record(store: Store, statement: str) -> None:
    raise_alert(store, report())
    with pytest.raises(DBAPIError), store.engine.begin() as connection:
        connection.execute(text(statement))
    assert list_alerts(store)[0].state.messages == ("I have a fever",)


def test_sqlite_refuses_to_replace_an_event(sqlite_store: Store) -> None:
    raise_alert(sqlite_store, report())
    replacing = text(
        "INSERT OR REPLACE INTO alert_events (seq, alert_id, at, kind, payload) "
        "SELECT seq, alert_id, at, kind, '{}' FROM alert_events"
    )
    with pytest.raises(DBAPIError), sqlite_store.engine.begin() as connection:
        connection.execute(replacing)


def test_postgresql_refuses_to_empty_the_record(postgres_database: str) -> None:
    store = Store(postgres_database)
    raise_alert(store, report())
    with pytest.raises(DBAPIError), store.engine.begin() as connection:
        connection.execute(text("TRUNCATE alert_events, alerts, outbox"))
    store.engine.dispose()


@pytest.mark.parametrize(
    "words",
    ["\x00 nul", "half \ud800 surrogate", "\U0001f912 \u202e rtl", "x" * 20_000, "'; --", ""],
)
def test_any_words_and_any_conversation_id_are_kept(store: Store, words: str) -> None:
    raise_alert(store, report(message=words, conversation_id=words))
    raise_alert(store, report(message=words, conversation_id=words))
    (found,) = list_alerts(store)
    assert found.state.messages == (words,)
    assert found.state.conversation_id == words


def test_a_store_that_nobody_has_used_is_empty_and_stays_absent(sqlite_store: Store) -> None:
    assert list_alerts(sqlite_store) == []
    assert latest_of_conversation(sqlite_store, "c1") is None
    assert not sqlite_store.exists
