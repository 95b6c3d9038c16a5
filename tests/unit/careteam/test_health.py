"""Ready or degraded, and why, as a pure function of what was seen (rule 11)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from careteam.clock import to_text
from careteam.health import Health, in_words, judge
from careteam.plan import Timers
from careteam.route_results import RouteResult
from careteam.watch import Sight

NOON = datetime(2026, 1, 31, 12, 0, tzinfo=timezone.utc)
READY = Sight(("desk", "on-call"), heartbeat=timedelta(seconds=5))


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


def failed(route: str, failures: int = 3, at: datetime = NOON, detail: str = "") -> RouteResult:
    return RouteResult(route, failures, None, to_text(at), detail or None)


def codes(sight: Sight, timers: Timers = Timers()) -> list[str]:  # noqa: B008 (frozen)
    return [reason.code for reason in judge(sight, timers, NOON).reasons]


def words(sight: Sight) -> str:
    return " / ".join(reason.words for reason in judge(sight, Timers(), NOON).reasons)


def test_it_is_ready_when_nothing_was_found() -> None:
    assert judge(READY, Timers(), NOON) == Health(())
    assert judge(READY, Timers(), NOON).status == "ready"


@pytest.mark.parametrize(
    ("sight", "code", "said"),
    [
        (replace(READY, routes=()), "no_route", "nobody is told"),
        (replace(READY, heartbeat=None), "no_worker", "no worker"),
        (replace(READY, heartbeat=minutes(3)), "no_worker", "3 minutes"),
        (replace(READY, undelivered=(minutes(3),)), "undelivered", "1 alert that no route"),
        (
            replace(READY, undelivered=(minutes(9), minutes(3), minutes(1))),
            "undelivered",
            "2 alerts that no route has taken, for 9 minutes",
        ),
        (
            replace(READY, unacknowledged=(minutes(21), minutes(2))),
            "unacknowledged",
            "1 alert that nobody has acknowledged, for 21 minutes",
        ),
        (
            replace(READY, results={"desk": failed("desk", detail="HTTP 401")}),
            "route_failing:desk",
            "route desk failed on its latest attempts (HTTP 401)",
        ),
    ],
)
def test_each_trouble_is_named_in_words(sight: Sight, code: str, said: str) -> None:
    assert codes(sight) == [code]
    assert judge(sight, Timers(), NOON).status == "degraded"
    assert said in words(sight)


def test_what_is_no_trouble_yet_is_not_named() -> None:
    assert codes(replace(READY, heartbeat=timedelta(seconds=59))) == []
    assert codes(replace(READY, undelivered=(minutes(1.9),))) == []
    assert codes(replace(READY, unacknowledged=(minutes(19),))) == []
    assert codes(replace(READY, results={"desk": failed("desk", failures=2)})) == []
    long_ago = failed("desk", at=NOON - timedelta(days=2))
    assert codes(replace(READY, results={"desk": long_ago})) == []


def test_a_route_that_is_not_configured_any_more_does_not_count() -> None:
    assert codes(replace(READY, results={"old": failed("old")})) == []


def test_when_every_route_fails_it_says_so_first() -> None:
    results = {"desk": failed("desk"), "on-call": failed("on-call")}
    found = codes(replace(READY, results=results))
    assert found == ["no_route_works", "route_failing:desk", "route_failing:on-call"]


def test_waiting_is_measured_by_the_clinics_own_timers() -> None:
    waiting = replace(READY, unacknowledged=(minutes(21),))
    assert codes(waiting, Timers(level_3=minutes(60))) == []


def test_a_store_that_cannot_be_read_hides_nothing_else_that_is_known() -> None:
    assert codes(Sight((), store_error="OperationalError")) == ["no_route", "store"]
    assert "OperationalError" in words(Sight(("desk",), store_error="OperationalError"))


@pytest.mark.parametrize(
    ("age", "said"),
    [
        (timedelta(0), "0 seconds"),
        (timedelta(seconds=1), "1 second"),
        (timedelta(seconds=119), "1 minute"),
        (timedelta(minutes=25), "25 minutes"),
        (timedelta(hours=26), "1 day"),
        (timedelta(hours=5, minutes=59), "5 hours"),
    ],
)
def test_an_age_is_said_in_its_largest_unit(age: timedelta, said: str) -> None:
    assert in_words(age) == said
