"""Who stands still, comes late or has a wrong clock costs no other a delivery (ESC-1, ESC-10)."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, select

from careteam import delivery as deliveries
from careteam.adoption import adopt
from careteam.alerts import raise_alert
from careteam.clock import utc_now
from careteam.delivery import deliver_due
from careteam.handling import acknowledge
from careteam.ledger import Ledger
from careteam.outbox import LEASE, cancel
from careteam.readable import read_each
from careteam.records import find_alert, list_alerts, lock_alert
from careteam.schema import alerts, route_results
from careteam.service import CareTeam
from careteam.store import Store, StoreUnavailable
from careteam.webhook import Webhook
from tests.services.receiver import Receiver
from tests.services.reports import report
from tests.services.test_alerts_are_delivered import make_all_due, until

Make = Callable[..., Receiver]


@pytest.fixture
def postgres_store(postgres_database: str) -> Any:
    store = Store(postgres_database)
    yield store
    store.engine.dispose()


def test_one_who_stands_still_with_what_is_known_of_a_route_holds_up_no_delivery(
    postgres_store: Store, receiver: Make
) -> None:
    store, routes = postgres_store, [Webhook("desk", receiver("500").url)]
    CareTeam(store, routes).report(report())
    make_all_due(store)
    with store.engine.connect() as frozen, frozen.begin():
        frozen.execute(select(route_results).with_for_update())
        deliver_due(store, routes)
        (row,) = list_alerts(store)[0].deliveries
        assert (row.attempts, row.in_flight) == (2, False)


def test_a_delivery_and_a_person_never_wait_for_one_another_in_a_circle(
    postgres_store: Store, receiver: Make
) -> None:
    store, routes = postgres_store, [Webhook("desk", receiver("200").url)]
    alert_id = raise_alert(store, report(), ["desk"], utc_now() - LEASE).alert_id
    with store.engine.connect() as person, person.begin():
        lock_alert(person, alert_id)
        working = threading.Thread(target=deliver_due, args=(store, routes))
        working.start()
        until(lambda: _waits_for_a_lock(store))
        cancel(person, alert_id, utc_now())
    working.join()
    (row,) = find_alert(store, alert_id).deliveries
    assert row.status == "sent"


def test_a_worker_that_was_held_up_for_longer_than_its_lease_sends_nothing(
    store: Store, receiver: Make, caplog: pytest.LogCaptureFixture
) -> None:
    sink = receiver()
    raised = raise_alert(store, report(), ["desk"])
    routes = {"desk": Webhook("desk", sink.url)}
    taken = time.monotonic() - LEASE.total_seconds()
    ledger = Ledger(store)
    started = deliveries.start(raised.alert, raised.deliveries, routes, 2, taken, ledger)
    started.wait(taken + 30)
    assert sink.received == []
    assert "left to others" in caplog.text


def test_what_a_person_acknowledged_since_a_worker_took_it_is_not_sent(
    store: Store, receiver: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    sink = receiver()
    raise_alert(store, report(), ["desk"], utc_now() - LEASE)

    def read_after_a_person_did(store: Store, alert_ids: list[str], pass_over: Any) -> Any:
        acknowledge(store, alert_ids[0], "Ann")
        return read_each(store, alert_ids, pass_over)

    monkeypatch.setattr(deliveries, "read_each", read_after_a_person_did)
    deliver_due(store, [Webhook("desk", sink.url)])
    assert sink.received == []


@pytest.mark.parametrize("ahead", [timedelta(minutes=2), timedelta(minutes=11), timedelta(days=1)])
def test_what_was_written_by_a_clock_ahead_is_due(
    store: Store, receiver: Make, ahead: timedelta
) -> None:
    raise_alert(store, report(), ["desk"], utc_now() + ahead)
    assert deliver_due(store, [Webhook("desk", receiver().url)]) == 1


def test_two_clocks_that_differ_a_little_keep_a_lease(store: Store, receiver: Make) -> None:
    raise_alert(store, report(), ["desk"], utc_now() + timedelta(seconds=50))
    assert deliver_due(store, [Webhook("desk", receiver().url)]) == 0


def test_an_alert_that_somebody_holds_keeps_no_other_from_getting_a_route(
    postgres_store: Store,
) -> None:
    store = postgres_store
    ids = [raise_alert(store, report(conversation_id=name)).alert_id for name in ("a", "b")]
    with store.engine.connect() as other, other.begin():
        other.execute(select(alerts.c.id).where(alerts.c.id == ids[1]).with_for_update())
        with pytest.raises(StoreUnavailable):
            adopt(store, ["desk"])
    assert len(find_alert(store, ids[0]).deliveries) == 1
    assert adopt(store, ["desk"]) == 1


def _waits_for_a_lock(store: Store) -> bool:
    query = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
    with store.reading() as connection:
        return bool(connection.exec_driver_sql(query).scalar())


def test_however_many_alerts_wait_no_single_statement_reads_them_all(
    sqlite_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("careteam.records._AT_ONCE", 3)
    names = [str(number) for number in range(10)]
    ids = [raise_alert(sqlite_store, report(conversation_id=name)).alert_id for name in names]
    asked: list[int] = []

    def note(_: Any, __: Any, statement: str, parameters: Any, *___: Any) -> None:
        if "payload" in statement:
            asked.append(len(parameters))

    event.listen(sqlite_store.engine, "before_cursor_execute", note)
    assert [one.state.id for one in list_alerts(sqlite_store)] == ids
    assert asked == [3, 3, 3, 1]
    assert adopt(sqlite_store, ["desk"]) == 10
