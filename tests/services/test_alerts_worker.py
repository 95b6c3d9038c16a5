"""The worker: delivers what is due, outlives a broken store, and takes up what was left behind."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from careteam import worker
from careteam.adoption import adopt
from careteam.alerts import raise_alert
from careteam.clock import to_text, utc_now
from careteam.delivery import deliver_due
from careteam.handling import acknowledge
from careteam.records import list_alerts
from careteam.service import CareTeam
from careteam.store import Store
from careteam.webhook import Webhook
from tests.services.receiver import Receiver, refusing_url
from tests.services.reports import report

Make = Callable[..., Receiver]


def test_the_worker_delivers_what_is_due_and_stops_when_told(
    sqlite_store: Store, receiver: Make
) -> None:
    sink = receiver("200")
    team = CareTeam(sqlite_store, [Webhook("desk", sink.url)])
    stop = worker.start(team)
    raised = raise_alert(sqlite_store, report(), ["desk"])
    with sqlite_store.writing() as connection:
        connection.exec_driver_sql("UPDATE outbox SET next_attempt_at = ?", (to_text(utc_now()),))
    _until(lambda: list_alerts(sqlite_store)[0].deliveries[0].status == "sent")
    stop.set()
    assert sink.received[0].header("Idempotency-Key") == raised.alert_id


def test_the_worker_complains_once_and_goes_on_when_the_store_is_back(
    tmp_path: Path, receiver: Make, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "alerts.db"
    path.write_text("no database " * 100)
    sink = receiver("200")
    team = CareTeam(Store(f"sqlite:///{path}"), [Webhook("desk", sink.url)])
    stop = threading.Event()
    thread = threading.Thread(target=worker.work, args=(team, stop, 0.01), daemon=True)
    thread.start()
    _until(lambda: "cannot be delivered" in caplog.text)
    path.unlink()
    raise_alert(team.store, report(), ["desk"])
    with team.store.writing() as connection:
        connection.exec_driver_sql("UPDATE outbox SET next_attempt_at = ?", (to_text(utc_now()),))
    _until(lambda: len(sink.received) == 1)
    stop.set()
    thread.join(20)
    assert caplog.text.count("cannot be delivered") == 1


def test_an_alert_from_before_any_route_is_delivered_once_there_is_one(
    store: Store, receiver: Make
) -> None:
    sink = receiver("200")
    raise_alert(store, report())
    assert adopt(store, ["desk"]) == 1
    assert adopt(store, ["desk"]) == 0
    assert deliver_due(store, [Webhook("desk", sink.url)]) == 1
    assert len(sink.received) == 1


def test_an_alert_for_a_route_that_was_repaired_under_a_new_name_is_delivered(
    store: Store, receiver: Make
) -> None:
    CareTeam(store, [Webhook("typo", refusing_url())]).report(report())
    assert adopt(store, ["desk"]) == 1
    deliver_due(store, [Webhook("desk", receiver("200").url)])
    assert "sent" in {row.status for row in list_alerts(store)[0].deliveries}


def test_what_a_person_saw_or_a_route_took_is_not_sent_to_a_new_route(
    store: Store, receiver: Make
) -> None:
    seen = raise_alert(store, report())
    acknowledge(store, seen.alert_id, "Ann")
    CareTeam(store, [Webhook("a", receiver("200").url)]).report(report(conversation_id="c2"))
    assert adopt(store, ["b"]) == 0


def _until(condition: Callable[[], bool]) -> None:
    ends = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < ends, "waited in vain"
        time.sleep(0.02)
