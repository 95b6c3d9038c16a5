"""Alerts a second into each kind of store, and the time from a report to its first delivery."""

from __future__ import annotations

import time
import uuid
from concurrent.futures import ThreadPoolExecutor

from careteam.alerts import raise_alert
from careteam.clock import utc_now
from careteam.report import Report
from careteam.service import CareTeam
from careteam.store import Store, StoreUnavailable
from careteam.webhook import Webhook
from tests.services.receiver import Receiver

ALERTS = 400
THREADS = 8
DELIVERIES = 100


def report() -> Report:
    """Return a report of a person who has reported nothing yet."""
    name = uuid.uuid4().hex
    return Report(name, name, "rest", utc_now(), "I have a fever of 38.9", signs=("fever",))


def alerts_a_second(url: str, threads: int) -> float:
    """Return how many new alerts a second are stored durably by so many threads."""
    store = Store(url)
    raise_alert(store, report(), ["desk"])
    reports = [report() for _ in range(ALERTS)]
    started = time.perf_counter()
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(lambda one: _stored(store, one), reports))
    took = time.perf_counter() - started
    store.engine.dispose()
    return ALERTS / took


def _stored(store: Store, one: Report) -> None:
    while True:
        try:
            raise_alert(store, one, ["desk"])
        except StoreUnavailable:  # busy for longer than a turn may take: as the door, once more
            continue
        return


def seconds_to_first_delivery(url: str) -> list[float]:
    """Return the seconds from each report until it has reached a receiver that works."""
    sink, took = Receiver("200"), []
    team = CareTeam(Store(url), [Webhook("desk", sink.url)])
    for number in range(DELIVERIES):
        started = time.perf_counter()
        team.report(report())
        took.append(time.perf_counter() - started)
        assert len(sink.received) == number + 1
    sink.close()
    team.store.engine.dispose()
    return took
