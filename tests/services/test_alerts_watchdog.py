"""The watchdog over a real store: heartbeats, ages, failing routes, metrics (rule 11, ESC-14)."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import select

from careteam import worker
from careteam.alerts import raise_alert
from careteam.cli import main
from careteam.clock import utc_now
from careteam.delivery import deliver_due
from careteam.handling import acknowledge, resolve
from careteam.health import health_of
from careteam.heartbeat import beat
from careteam.metrics import metrics_text
from careteam.schema import worker_heartbeats
from careteam.service import CareTeam
from careteam.store import Store, StoreUnavailable
from careteam.synthetic import by_hand
from careteam.watch import look
from careteam.watchdog import Watchdog
from careteam.webhook import Webhook
from tests.services.older_database import make_older
from tests.services.receiver import Receiver, refusing_url
from tests.services.reports import report
from tests.services.test_alerts_are_delivered import make_all_due, until

Make = Callable[..., Receiver]
NOW = utc_now()


@pytest.fixture(autouse=True)
def _begins_now(monkeypatch: pytest.MonkeyPatch) -> None:
    # A whole run takes long, and the watchdog itself looks at the real clock.
    monkeypatch.setattr(sys.modules[__name__], "NOW", utc_now())


def ago(minutes: float) -> timedelta:
    return timedelta(minutes=minutes)


def codes(team: CareTeam) -> list[str]:
    return [reason.code for reason in health_of(team, NOW).reasons]


def metrics(team: CareTeam) -> dict[str, float]:
    text = metrics_text(team, NOW).decode()
    return {
        "".join([sample.name, *sample.labels.values()]): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_without_a_worker_it_is_degraded_until_one_has_been_seen(
    store: Store, receiver: Make
) -> None:
    team = CareTeam(store, [Webhook("desk", receiver().url)])
    assert codes(team) == ["no_worker"]
    assert not store.exists  # looking makes nothing
    beat(store, "w1", NOW - ago(5))
    assert codes(team) == ["no_worker"]
    beat(store, "w2", NOW - ago(0.1))
    beat(store, "w1", NOW - ago(0.2))
    assert codes(team) == []
    beat(store, "w3", NOW + timedelta(seconds=30))
    assert look(store, ("desk",), NOW).heartbeat == timedelta(0)


def test_a_worker_that_died_before_the_clock_was_set_back_does_not_pass_for_alive(
    store: Store, receiver: Make
) -> None:
    team = CareTeam(store, [Webhook("desk", receiver().url)])
    beat(store, "gone", NOW + timedelta(hours=3))
    assert codes(team) == ["no_worker"]
    beat(store, "here", NOW)
    assert codes(team) == []


def test_a_worker_that_has_been_gone_for_a_day_is_forgotten(store: Store) -> None:
    for name, minutes in (("gone", 25 * 60), ("resting", 23 * 60)):
        beat(store, name, NOW - ago(minutes))
    beat(store, "here", NOW)
    with store.reading() as connection:
        assert set(connection.execute(select(worker_heartbeats.c.worker)).scalars()) == {
            "resting",
            "here",
        }


def test_a_running_worker_shows_itself(store: Store, receiver: Make) -> None:
    team = CareTeam(store, [Webhook("desk", receiver().url)])
    stop = worker.start(team)
    until(lambda: store.exists and health_of(team).status == "ready")
    stop.set()


def test_an_alert_that_no_route_takes_is_seen_until_one_does(
    store: Store, receiver: Make, caplog: pytest.LogCaptureFixture
) -> None:
    sink = receiver("500")
    team = CareTeam(store, [Webhook("desk", sink.url)])
    beat(store, "w1", NOW)
    raise_alert(store, report(), ["desk"], NOW - ago(15))
    for _ in range(3):
        make_all_due(store)
        deliver_due(store, tuple(team.routes.values()))
    watchdog = Watchdog(team, look_every_seconds=0)
    watchdog.run()
    watchdog.run()
    assert codes(team) == ["no_route_works", "route_failing:desk", "undelivered"]
    assert metrics(team)["nia_route_failingdesk"] == 1
    assert metrics(team)["nia_alert_oldest_undelivered_seconds"] == pytest.approx(900, abs=1)
    for line in ("no route works", "no route has taken, for 1"):
        assert caplog.text.count(line) == 1  # once per change, however often it is looked at
    sink.answer = "200"
    make_all_due(store)
    deliver_due(store, tuple(team.routes.values()))
    watchdog.run()
    assert codes(team) == []
    assert caplog.text.count("not so any more: no route works") == 1
    assert metrics(team)["nia_route_failingdesk"] == 0
    assert metrics(team)["nia_alert_oldest_undelivered_seconds"] == 0


def test_an_alert_that_nobody_acknowledges_is_seen_until_somebody_does(store: Store) -> None:
    team = CareTeam(store, [Webhook("desk", refusing_url())])
    beat(store, "w1", NOW)
    alert_id = raise_alert(store, report(), ["desk"], NOW - ago(25)).alert_id
    assert "unacknowledged" in codes(team)
    assert metrics(team)["nia_alert_oldest_unacknowledged_seconds"] == 25 * 60
    acknowledge(store, alert_id, "Ann", NOW - ago(20))
    assert codes(team) == []
    raise_alert(store, report(), ["desk"], NOW - ago(10))  # news: it waits from here on
    assert metrics(team)["nia_alert_oldest_unacknowledged_seconds"] == 10 * 60


def test_alerts_are_counted_by_status_and_tests_apart(store: Store, receiver: Make) -> None:
    team = CareTeam(store, [Webhook("desk", receiver().url)])
    for number in range(4):
        raise_alert(store, report(conversation_id=f"c{number}"), (), NOW - ago(number))
    acknowledge(store, raise_alert(store, report(conversation_id="c1"), ()).alert_id, "Ann")
    resolve(store, raise_alert(store, report(conversation_id="c2"), ()).alert_id, "Ann", "done")
    acknowledge(store, str(by_hand(team).alert_id), "Ann")
    by_hand(team)
    found = metrics(team)
    counts = {name: found[f"nia_alerts{name}"] for name in ("open", "acknowledged", "resolved")}
    assert counts == {"open": 2, "acknowledged": 1, "resolved": 1}
    assert found["nia_test_alerts_open"] == 1
    assert found["nia_alert_oldest_unacknowledged_seconds"] == 3 * 60


def test_metrics_hold_nothing_of_a_person(store: Store, receiver: Make) -> None:
    team = CareTeam(store, [Webhook("desk", receiver().url, "hush")])
    team.report(report(message="secret words", contact="555-0100", conversation_id="person-77"))
    text = metrics_text(team).decode()
    assert 'nia_alerts{status="open"} 1.0' in text
    for personal in ("secret", "555", "person-77", "fever", "hush", "token", "127.0.0.1"):
        assert personal not in text


@pytest.mark.parametrize("url", ["sqlite:///{folder}/letter.db", "postgresql://a:hush@127.0.0.1:9"])
def test_a_store_that_cannot_be_read_is_a_reason_and_no_error(tmp_path: Path, url: str) -> None:
    (tmp_path / "letter.db").write_text("dear database " * 100)
    team = CareTeam(Store(url.format(folder=tmp_path)), [Webhook("desk", refusing_url())])
    assert codes(team) == ["store"]
    assert metrics(team) == {"nia_ready": 0, "nia_alert_routes": 1}
    assert "hush" not in str(health_of(team))


def test_an_older_database_that_no_worker_has_opened_can_be_looked_at(store: Store) -> None:
    make_older(store)
    team = CareTeam(store, [Webhook("desk", refusing_url())])
    assert codes(team) == ["no_worker", "undelivered", "unacknowledged"]
    assert metrics(team)["nia_alertsopen"] == 1


def test_a_watchdog_that_cannot_bark_does_not_keep_alerts_from_being_delivered(
    store: Store, receiver: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise StoreUnavailable("no room for a heartbeat")

    monkeypatch.setattr("careteam.watchdog.beat", fail)
    sink = receiver()
    raise_alert(store, report(), ["desk"], NOW - ago(1))
    stop = threading.Event()
    team = CareTeam(store, [Webhook("desk", sink.url)])
    thread = threading.Thread(target=worker.work, args=(team, stop, 0.01), daemon=True)
    thread.start()
    until(lambda: len(sink.received) == 1)
    stop.set()
    thread.join(20)


def test_the_command_prints_the_status_and_its_reasons(
    alerts_url: str,
    store: Store,
    receiver: Make,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("NIA_ALERTS_DB_URL", alerts_url)
    monkeypatch.setenv("NIA_CLINIC_FILE", str(tmp_path / "clinic.yml"))
    assert main(["health"]) == 1
    out = capsys.readouterr().out
    assert out.startswith("degraded\n")
    assert "no route is configured" in out
    route = f"{{kind: webhook, name: desk, url: '{receiver().url}'}}"
    (tmp_path / "clinic.yml").write_text(f"alerts:\n  routes:\n    - {route}\n")
    beat(store, "w1")
    assert main(["health"]) == 0
    assert capsys.readouterr().out == "ready\n"
