"""What an operator's monitoring reads, in Prometheus' text format; nothing of a person (ESC-11)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from careteam.clock import from_text, utc_now
from careteam.health import failing_routes, judge
from careteam.plan import Timers
from careteam.service import CareTeam
from careteam.watch import Sight, look

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


def metrics_text(team: CareTeam, now: datetime | None = None) -> bytes:
    """Return all metrics of this moment; `CONTENT_TYPE` goes with them.

    A store that cannot be read makes nia_ready 0 and leaves out what is not known.
    """
    moment = now or utc_now()
    sight = look(team.store, tuple(team.routes), moment)
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Seen(sight, team.plan.timers, moment))
    return bytes(generate_latest(registry))


class _Seen(Collector):
    def __init__(self, sight: Sight, timers: Timers, now: datetime) -> None:
        self._sight = sight
        self._timers = timers
        self._now = now

    def collect(self) -> Iterable[Metric]:
        sight, now = self._sight, self._now
        health = judge(sight, self._timers, now)
        yield _gauge("nia_ready", "1 when alerts can be delivered, else 0.", not health.reasons)
        yield _gauge("nia_alert_routes", "Configured routes of alerts.", len(sight.routes))
        if sight.store_error is not None:
            return
        if sight.heartbeat is not None:
            yield _gauge(
                "nia_worker_heartbeat_age_seconds",
                "Since the latest heartbeat of any worker.",
                sight.heartbeat.total_seconds(),
            )
        counts = GaugeMetricFamily("nia_alerts", "Alerts, without TESTs.", labels=["status"])
        counts.add_metric(["open"], len(sight.unacknowledged))
        counts.add_metric(["acknowledged"], sight.acknowledged)
        counts.add_metric(["resolved"], sight.resolved)
        yield counts
        yield _gauge("nia_test_alerts_open", "TEST alerts not acknowledged.", sight.tests_open)
        yield _gauge(
            "nia_alert_oldest_undelivered_seconds",
            "Age of the oldest alert that no route has taken; 0 without one.",
            _oldest(sight.undelivered),
        )
        yield _gauge(
            "nia_alert_oldest_unacknowledged_seconds",
            "Age of the oldest alert that no person has acknowledged; 0 without one.",
            _oldest(sight.unacknowledged),
        )
        yield _gauge("nia_outbox_due", "Deliveries still to be made.", sight.due)
        yield from self._of_routes()

    def _of_routes(self) -> Iterable[Metric]:
        failing = failing_routes(self._sight, self._now)
        fails = GaugeMetricFamily("nia_route_failing", "1 when a route fails.", labels=["route"])
        sent = GaugeMetricFamily(
            "nia_route_last_success_timestamp_seconds",
            "When a route last took an alert.",
            labels=["route"],
        )
        for route in self._sight.routes:
            fails.add_metric([route], route in failing)
            result = self._sight.results.get(route)
            if result is not None and result.sent_at is not None:
                sent.add_metric([route], from_text(result.sent_at).timestamp())
        yield fails
        yield sent


def _gauge(name: str, about: str, value: float) -> Metric:
    return GaugeMetricFamily(name, about, value=value)


def _oldest(ages: tuple[timedelta, ...]) -> float:
    return ages[0].total_seconds() if ages else 0.0
