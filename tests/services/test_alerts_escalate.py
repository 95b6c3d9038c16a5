"""Timers and levels in the store: each step once, whoever takes it, and true words (ESC-7, H09)."""

from __future__ import annotations

import signal
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import text

from careteam.alerts import raise_alert
from careteam.clock import to_text, utc_now
from careteam.delivery import deliver_due
from careteam.escalator import Escalator, escalate
from careteam.handling import acknowledge, resolve
from careteam.outbox import Delivery
from careteam.outcome import State
from careteam.plan import Plan, Recipient, Timers
from careteam.records import find_alert, list_alerts
from careteam.remarks import Remark, add_remark
from careteam.service import CareTeam
from careteam.store import Store
from careteam.webhook import Webhook
from careteam.words import words_when_asked
from careteam.worker import duties_of
from tests.services.at_once import GATE, let_go, waiting_at_the_gate
from tests.services.receiver import Receiver
from tests.services.reports import NOON, report

Make = Callable[..., Receiver]
PLAN = Plan((Recipient("desk"), Recipient("on-call", 2), Recipient("head", 3)))

ESCALATES = f"""
import os, signal, sys
from datetime import datetime
from sqlalchemy import event
from careteam.escalator import escalate
from careteam.plan import Plan
from careteam.store import Store
url, alert_id, now, moment = sys.argv[1:]
store = Store(url)
store.prepare()
if moment == "killed before the commit":
    event.listen(store.engine, "commit", lambda _: os.kill(os.getpid(), signal.SIGKILL))
{GATE}
escalate(store, alert_id, Plan.of(["desk"]), datetime.fromisoformat(now))
"""


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


def latest(store: Store) -> list[Delivery]:
    (found,) = list_alerts(store)
    return [row for row in found.deliveries if row.notice == found.state.notices]


def kinds(store: Store, alert_id: str) -> list[str]:
    return [event.kind for event in find_alert(store, alert_id).events]


def test_a_level_is_told_with_all_below_it_until_a_person_acknowledges(store: Store) -> None:
    alert_id = raise_alert(store, report(), PLAN, NOON).alert_id
    assert [row.route for row in latest(store)] == ["desk"]
    told = []
    for minute in range(1, 26):
        if escalate(store, alert_id, PLAN, NOON + minutes(minute)):
            told.append((minute, [row.route for row in latest(store)]))
    everyone = ["desk", "head", "on-call"]
    assert told == [
        (5, ["desk"]),
        (10, ["desk", "on-call"]),
        (15, ["desk", "on-call"]),
        (20, everyone),
        (25, everyone),
    ]
    acknowledge(store, alert_id, "Ann", NOON + minutes(26))
    assert escalate(store, alert_id, PLAN, NOON + minutes(55)) is None
    assert {row.status for row in latest(store)} == {"cancelled"}
    assert escalate(store, alert_id, PLAN, NOON + minutes(56)) is not None
    assert [row.route for row in latest(store)] == ["desk"]
    resolve(store, alert_id, "Ann", "called", NOON + minutes(57))
    assert escalate(store, alert_id, PLAN, NOON + minutes(999)) is None


def test_each_step_stands_in_the_record_with_its_level_and_whom_it_told(store: Store) -> None:
    alert_id = raise_alert(store, report(), PLAN, NOON).alert_id
    escalate(store, alert_id, PLAN, NOON + minutes(10))
    event = find_alert(store, alert_id).events[-1]
    assert (event.kind, event.at) == ("unacked_timeout", to_text(NOON + minutes(10)))
    assert event.payload == {"level": 2, "notice": 2, "routes": ["desk", "on-call"]}


def test_news_is_told_at_the_level_that_the_alert_has_reached(store: Store) -> None:
    alert_id = raise_alert(store, report(), PLAN, NOON).alert_id
    escalate(store, alert_id, PLAN, NOON + minutes(10))
    raise_alert(store, report(signs=("cough",)), PLAN, NOON + minutes(11))
    assert [row.route for row in latest(store)] == ["desk", "on-call"]
    number = Remark("c1", "m9", NOON, "call me", "contact", "555-0100")
    add_remark(store, number, PLAN, NOON + minutes(12))
    assert [row.route for row in latest(store)] == ["desk", "on-call"]
    acknowledge(store, alert_id, "Ann", NOON + minutes(13))
    raise_alert(store, report(signs=("chills",)), PLAN, NOON + minutes(14))
    assert [row.route for row in latest(store)] == ["desk"]


def test_when_the_first_level_refuses_the_next_is_told_without_waiting(
    store: Store, receiver: Make
) -> None:
    desk, on_call = receiver("401"), receiver("200")
    routes = [Webhook("desk", desk.url), Webhook("on-call", on_call.url)]
    team = CareTeam(store, routes, PLAN)
    assert team.report(report()).state is State.FAILED
    assert Escalator(store, PLAN).run() == 1
    deliver_due(store, routes)
    assert len(on_call.received) == 1
    assert Escalator(store, PLAN).run() == 0
    (found,) = list_alerts(store)
    assert (found.state.level, found.state.status) == (2, "open")


def told_again(store: Store, alert_id: str, plan: Plan) -> bool:
    """Escalate after five minutes; again while the delivery's last words hold the alert."""
    for _ in range(100):
        if escalate(store, alert_id, plan, utc_now() + minutes(5)) is not None:
            return True
        time.sleep(0.05)
    return False


def test_what_was_sent_stays_sent_while_it_is_told_again(store: Store, receiver: Make) -> None:
    routes = [Webhook("desk", receiver("200").url)]
    team = CareTeam(store, routes)
    outcome = team.report(report())
    assert told_again(store, str(outcome.alert_id), team.plan)
    asked = team.status("c1")
    assert asked is not None
    assert asked.state is State.SENT
    assert words_when_asked(asked) == "utter_alert_not_acknowledged"


def test_telling_again_what_nobody_has_taken_does_not_call_it_sent(
    store: Store, receiver: Make
) -> None:
    team = CareTeam(store, [Webhook("desk", receiver("500").url)])
    outcome = team.report(report())
    assert told_again(store, str(outcome.alert_id), team.plan)
    asked = team.status("c1")
    assert words_when_asked(asked) == "utter_alert_unsure"


def test_a_telling_has_a_key_of_its_own_so_that_no_receiver_swallows_it(
    store: Store, receiver: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    sink = receiver()
    routes = [Webhook("desk", sink.url)]
    team = CareTeam(store, routes)
    alert_id = str(team.report(report()).alert_id)
    assert told_again(store, alert_id, team.plan)
    monkeypatch.setattr("careteam.delivery.utc_now", lambda: utc_now() + minutes(5))
    assert deliver_due(store, routes) == 1
    keys = [request.header("Idempotency-Key") for request in sink.received]
    assert keys == [alert_id, f"{alert_id}.2"]


def test_workers_that_come_at_once_take_a_step_once(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Whoever has no time for all says so by a 1, which would be counted here.
    monkeypatch.setattr("careteam.escalator._LONGEST_RUN_SECONDS", 60.0)
    ids = [
        raise_alert(store, report(conversation_id=f"c{number}"), PLAN, NOON).alert_id
        for number in range(12)
    ]
    now = NOON + minutes(10)
    workers = [Escalator(store, PLAN) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        taken = list(pool.map(lambda worker: worker.run(now), workers))
    while left := Escalator(store, PLAN).run(now):  # what was held by another just then
        taken.append(left)
    assert sum(taken) >= len(ids)  # one that had no time for all counts as one, too
    for alert_id in ids:
        assert kinds(store, alert_id) == ["reported", "unacked_timeout"]
        assert len(find_alert(store, alert_id).deliveries) == 3


def test_processes_that_come_at_once_take_a_step_once(alerts_url: str) -> None:
    store = Store(alerts_url)
    alert_id = raise_alert(store, report(), ["desk"], NOON).alert_id
    now = (NOON + minutes(5)).isoformat()
    started = [waiting_at_the_gate(ESCALATES, alerts_url, alert_id, now, "") for _ in range(3)]
    assert [code for code, _ in let_go(*started)] == [0] * 3
    assert Counter(kinds(store, alert_id)) == {"reported": 1, "unacked_timeout": 1}
    store.engine.dispose()


def test_a_worker_killed_in_the_middle_of_a_step_leaves_all_of_it_or_nothing(
    alerts_url: str,
) -> None:
    store = Store(alerts_url)
    alert_id = raise_alert(store, report(), ["desk"], NOON).alert_id
    now = NOON + minutes(5)
    how = "killed before the commit"
    process = waiting_at_the_gate(ESCALATES, alerts_url, alert_id, now.isoformat(), how)
    ((code, _),) = let_go(process)
    assert code == -signal.SIGKILL
    assert kinds(store, alert_id) == ["reported"]
    assert escalate(store, alert_id, Plan.of(["desk"]), now) is not None
    assert [row.notice for row in find_alert(store, alert_id).deliveries] == [1, 2]
    store.engine.dispose()


def test_a_worker_that_starts_after_an_hour_tells_everybody_at_once(
    store: Store, receiver: Make
) -> None:
    sinks = {name: receiver() for name in PLAN.names}
    raise_alert(store, report(), PLAN, utc_now() - minutes(60))
    team = CareTeam(store, [Webhook(name, sink.url) for name, sink in sinks.items()], PLAN)
    for _ in range(2):
        for duty in duties_of(team):
            duty()
    assert {name: len(sink.received) for name, sink in sinks.items()} == dict.fromkeys(sinks, 1)
    assert list_alerts(store)[0].state.level == 3


def test_an_alert_is_looked_at_again_when_it_changed_or_its_time_has_come(store: Store) -> None:
    plan = Plan((Recipient("desk"),), Timers(renotify=minutes(5)))
    alert_id = raise_alert(store, report(), plan, NOON).alert_id
    worker = Escalator(store, plan)
    assert worker.run(NOON + minutes(1)) == 0
    acknowledge(store, alert_id, "Ann", NOON + minutes(2))
    raise_alert(store, report(), plan, NOON + minutes(3))
    assert worker.run(NOON + minutes(8)) == 1
    resolve(store, alert_id, "Ann", "called", NOON + minutes(9))
    assert worker.run(NOON + minutes(99)) == 0


@pytest.mark.parametrize(
    ("at", "payload"),
    [("2026-01-31T12:00:00Z", '{"secret words": 1}'), ("today", '{"by": "secret words"}')],
)
def test_one_unreadable_record_does_not_silence_the_others(
    sqlite_store: Store, caplog: pytest.LogCaptureFixture, at: str, payload: str
) -> None:
    broken = raise_alert(sqlite_store, report(conversation_id="c0"), ["desk"], NOON).alert_id
    for number in range(1, 4):
        raise_alert(sqlite_store, report(conversation_id=f"c{number}"), ["desk"], NOON)
    with sqlite_store.writing() as connection:
        connection.execute(
            text(
                "INSERT INTO alert_events (alert_id, at, kind, payload) "
                "VALUES (:id, :at, 'acknowledged', :payload)"
            ),
            {"id": broken, "at": at, "payload": payload},
        )
    worker = Escalator(sqlite_store, Plan.of(["desk"]))
    assert worker.run(NOON + minutes(5)) == 3
    assert worker.run(NOON + minutes(5)) == 0
    assert caplog.text.count(broken) == 1
    assert "secret" not in caplog.text


def test_without_a_route_nobody_is_told_and_nothing_is_recorded(store: Store) -> None:
    alert_id = raise_alert(store, report(), (), NOON).alert_id
    assert Escalator(store, Plan()).run(NOON + minutes(60)) == 0
    assert kinds(store, alert_id) == ["reported"]
