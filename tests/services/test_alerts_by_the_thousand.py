"""However many alerts wait, all are told, and none waits for another (ESC-4, ESC-7)."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, select

from careteam import backlog, outbox
from careteam.alerts import raise_alert
from careteam.backlog import deliver_all
from careteam.clock import utc_now
from careteam.escalator import Escalator, escalate_all
from careteam.ledger import Ledger
from careteam.outbox import LEASE, Delivery
from careteam.plan import Plan
from careteam.records import find_alert, list_alerts, lock_alert
from careteam.routes import Attempt, Result
from careteam.schema import alerts
from careteam.store import Store
from careteam.webhook import Webhook
from tests.services.receiver import Receiver
from tests.services.reports import NOON, report
from tests.services.test_alerts_are_delivered import until

Make = Callable[..., Receiver]

TOOK = Attempt(Result.SENT, "HTTP 200")


@pytest.fixture(autouse=True)
def _few_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backlog, "AT_ONCE", 4)


def raised(store: Store, count: int, route: str = "desk") -> list[str]:
    """Alerts whose first attempt nobody made, all due."""
    return [
        raise_alert(
            store, report(conversation_id=f"{route} {number}"), [route], utc_now() - LEASE
        ).alert_id
        for number in range(count)
    ]


def claimed(store: Store, count: int) -> list[Delivery]:
    raised(store, count)
    with store.writing() as connection:
        return outbox.claim_due(connection, ("desk",), utc_now(), count)


def test_a_worker_goes_on_until_nothing_is_due(store: Store, receiver: Make) -> None:
    ids, sink = raised(store, 11), receiver()
    assert deliver_all(store, [Webhook("desk", sink.url)], longest_seconds=60) == 11
    assert sorted(str(one.header("Idempotency-Key")) for one in sink.received) == sorted(ids)
    assert {one.deliveries[0].status for one in list_alerts(store)} == {"sent"}


def test_a_worker_has_other_duties_too(store: Store, receiver: Make) -> None:
    raised(store, 11)
    routes = [Webhook("desk", receiver().url)]
    assert [deliver_all(store, routes, longest_seconds=0) for _ in range(4)] == [4, 4, 3, 0]


def test_a_receiver_that_hangs_holds_up_no_other(sqlite_store: Store, receiver: Make) -> None:
    stuck, sink = receiver("hangs"), receiver()
    raised(sqlite_store, 2, "stuck")
    raised(sqlite_store, 9)
    routes = [Webhook("stuck", stuck.url, timeout_seconds=8), Webhook("desk", sink.url)]
    working = threading.Thread(target=deliver_all, args=(sqlite_store, routes, 60))
    working.start()
    until(lambda: len(sink.received) == 9)
    assert working.is_alive()
    stuck.released.set()
    working.join()
    assert len(stuck.received) == 2


def test_attempts_that_end_together_are_written_together(sqlite_store: Store) -> None:
    deliveries, ledger = claimed(sqlite_store, 5), Ledger(sqlite_store)
    commits: list[Any] = []
    event.listen(sqlite_store.engine, "commit", commits.append)
    threads = [threading.Thread(target=ledger.add, args=(one, TOOK)) for one in deliveries]
    with ledger._writing:
        for thread in threads:
            thread.start()
        until(lambda: len(ledger._entries) == 5)
        assert commits == []
    for thread in threads:
        thread.join()
    found = list_alerts(sqlite_store)
    assert {one.deliveries[0].status for one in found} == {"sent"}
    assert [one.events[-1].kind for one in found] == ["delivery"] * 5
    writes = [one for one in commits if one.get_execution_options().get("careteam_writes")]
    assert len(writes) == 2  # one for all, and one that the route works


def test_an_alert_that_somebody_holds_is_written_down_later_and_no_other_waits(
    postgres_database: str,
) -> None:
    store = Store(postgres_database)
    held, free = claimed(store, 2)
    ledger = Ledger(store)
    with store.engine.connect() as person, person.begin():
        lock_alert(person, held.alert_id)
        waiting = threading.Thread(target=ledger.add, args=(held, TOOK))
        with ledger._writing:
            waiting.start()
            until(lambda: len(ledger._entries) == 1)
        ledger.add(free, TOOK)
        assert find_alert(store, free.alert_id).deliveries[0].status == "sent"
        assert waiting.is_alive()
    waiting.join()
    assert find_alert(store, held.alert_id).deliveries[0].status == "sent"
    store.engine.dispose()


def test_the_steps_of_many_alerts_are_taken_together_without_one_that_somebody_holds(
    postgres_database: str,
) -> None:
    store, plan = Store(postgres_database), Plan.of(["desk"])
    ids = [
        raise_alert(store, report(conversation_id=str(number)), plan, NOON).alert_id
        for number in range(3)
    ]
    with store.engine.connect() as other, other.begin():
        other.execute(select(alerts.c.id).where(alerts.c.id == ids[1]).with_for_update())
        assert set(escalate_all(store, ids, plan, NOON + minutes(5))) == {ids[0], ids[2]}
    assert set(escalate_all(store, ids, plan, NOON + minutes(5))) == {ids[1]}
    store.engine.dispose()


def test_a_step_that_fails_keeps_no_other_from_being_taken(
    sqlite_store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    plan = Plan.of(["desk"])
    ids = [
        raise_alert(sqlite_store, report(conversation_id=str(number)), plan, NOON).alert_id
        for number in range(4)
    ]
    enqueue = outbox.enqueue

    def failing(connection: Any, alert_id: str, *args: Any, **kwargs: Any) -> Any:
        if alert_id == ids[1]:
            raise RuntimeError("secret")
        return enqueue(connection, alert_id, *args, **kwargs)

    monkeypatch.setattr(outbox, "enqueue", failing)
    assert Escalator(sqlite_store, plan).run(NOON + minutes(5)) == 3
    assert f"alert {ids[1]} cannot be told again: RuntimeError" in caplog.text
    assert "secret" not in caplog.text


def minutes(count: int) -> timedelta:
    return timedelta(minutes=count)
