"""A worker killed at any step of a delivery: the next one delivers it, under the same key."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from careteam.alerts import raise_alert
from careteam.clock import utc_now
from careteam.delivery import deliver_due
from careteam.escalator import Escalator
from careteam.outbox import LEASE
from careteam.plan import Plan
from careteam.records import find_alert
from careteam.store import Store
from careteam.webhook import Webhook
from tests.services.receiver import Receiver
from tests.services.reports import report
from tests.services.test_alerts_are_delivered import until

ROOT = Path(__file__).resolve().parents[2]
STEPS = {
    "it was claimed": ("careteam.delivery:read_each", "killed before", 0),
    "it is about to be sent": ("careteam.delivery:_attempt", "killed before", 0),
    "the receiver has answered": ("careteam.ledger:Ledger.add", "killed before", 1),
    "it was recorded": ("careteam.outbox:settle", "killed after", 1),
    "all of it was done": ("careteam.ledger:Ledger.add", "killed after", 1),
}
WORKER = """
import sys
from pathlib import Path
from tests.services.faulty import put_in
put_in(sys.argv[1], sys.argv[2], Path(sys.argv[3]))
from careteam.delivery import deliver_due
from careteam.store import Store
from careteam.webhook import Webhook
deliver_due(Store(sys.argv[4]), [Webhook("desk", sys.argv[5])])
"""


def worker(target: str, what: str, folder: Path, url: str, sink: Receiver) -> None:
    """Let a worker begin, and wait until it is killed at its step."""
    armed = folder / "armed"
    armed.touch()
    command = [sys.executable, "-c", WORKER, target, what, str(armed), url, sink.url]
    process = subprocess.run(command, cwd=ROOT, timeout=60, check=False)
    assert process.returncode == -signal.SIGKILL


def after_the_lease() -> datetime:
    return utc_now() + LEASE + timedelta(seconds=1)


@pytest.mark.parametrize("step", STEPS)
def test_the_next_worker_delivers_what_a_killed_one_left(
    store: Store,
    alerts_url: str,
    tmp_path: Path,
    receiver: Callable[..., Receiver],
    monkeypatch: pytest.MonkeyPatch,
    step: str,
) -> None:
    target, what, before = STEPS[step]
    sink = receiver()
    alert_id = raise_alert(store, report(), ["desk"], utc_now() - LEASE).alert_id
    worker(target, what, tmp_path, alerts_url, sink)
    assert len(sink.received) == before
    monkeypatch.setattr("careteam.delivery.utc_now", after_the_lease)
    deliver_due(store, [Webhook("desk", sink.url)])
    assert {request.header("Idempotency-Key") for request in sink.received} == {alert_id}
    (row,) = find_alert(store, alert_id).deliveries
    assert (row.status, row.in_flight) == ("sent", False)
    assert deliver_due(store, [Webhook("desk", sink.url)]) == 0


def test_a_worker_killed_while_a_receiver_hangs_leaves_the_delivery_to_the_next(
    store: Store,
    alerts_url: str,
    receiver: Callable[..., Receiver],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sink = receiver("hangs")
    alert_id = raise_alert(store, report(), ["desk"], utc_now() - LEASE).alert_id
    nothing = ["careteam.ledger:Ledger.add", "killed before", "not armed"]
    command = [sys.executable, "-c", WORKER, *nothing, alerts_url, sink.url]
    process = subprocess.Popen(command, cwd=ROOT)
    until(lambda: len(sink.received) == 1)
    process.kill()
    process.wait()
    sink.answer = "200"
    monkeypatch.setattr("careteam.delivery.utc_now", after_the_lease)
    deliver_due(store, [Webhook("desk", sink.url)])
    (row,) = find_alert(store, alert_id).deliveries
    assert (row.status, row.ever_unknown) == ("sent", True)
    assert {request.header("Idempotency-Key") for request in sink.received} == {alert_id}


def test_what_came_due_while_no_worker_ran_for_a_day_is_told_once_and_loudest(
    store: Store, receiver: Callable[..., Receiver]
) -> None:
    sink, plan = receiver(), Plan.of(["desk"])
    started = utc_now() - timedelta(days=1)
    ids = [
        raise_alert(store, report(conversation_id=f"c{number}"), plan, started).alert_id
        for number in range(5)
    ]
    assert Escalator(store, plan).run() == 5
    assert Escalator(store, plan).run() == 0
    assert deliver_due(store, [Webhook("desk", sink.url)]) == 5
    keys = {request.header("Idempotency-Key") for request in sink.received}
    assert keys == {f"{alert_id}.2" for alert_id in ids}
    assert {find_alert(store, alert_id).state.level for alert_id in ids} == {3}
