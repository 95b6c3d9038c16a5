"""Who is told: by level and by hours, and always somebody (section 3 rule 14)."""

from __future__ import annotations

from datetime import date, datetime, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careteam.configured import plan_of
from careteam.plan import Plan, Recipient, always
from clinic.settings import Clinic

NOON = datetime(2026, 1, 31, 12, 0, tzinfo=timezone.utc)


def never(_now: datetime) -> bool:
    return False


def broken(_now: datetime) -> bool:
    raise KeyError("no such time zone")


def plan(*recipients: Recipient) -> Plan:
    return Plan(recipients)


def test_a_level_is_told_together_with_those_below_it() -> None:
    team = plan(Recipient("a"), Recipient("b", 2), Recipient("c", 3))
    assert [team.told(level, NOON) for level in (1, 2, 3)] == [("a",), ("a", "b"), ("a", "b", "c")]


def test_a_route_outside_its_hours_is_passed_over() -> None:
    team = plan(Recipient("day", is_open=never), Recipient("night"))
    assert team.told(1, NOON) == ("night",)


def test_where_a_level_has_nobody_in_hours_the_next_one_is_told_at_once() -> None:
    team = plan(Recipient("day", is_open=never), Recipient("b", 2, never), Recipient("c", 3))
    assert team.told(1, NOON) == ("c",)


def test_where_no_route_has_its_hours_they_count_for_nothing() -> None:
    team = plan(Recipient("a", is_open=never), Recipient("b", 2, never))
    assert team.told(1, NOON) == ("a",)
    assert team.told(2, NOON) == ("a", "b")


def test_where_the_first_level_is_empty_the_next_one_is_the_first() -> None:
    assert plan(Recipient("b", 2), Recipient("c", 3)).told(1, NOON) == ("b",)


def test_hours_that_cannot_be_read_count_as_always() -> None:
    assert plan(Recipient("a", is_open=broken)).told(1, NOON) == ("a",)


def test_a_test_tries_every_route() -> None:
    team = plan(Recipient("a", is_open=never), Recipient("b", 3))
    assert team.told(1, NOON, test=True) == ("a", "b")


def test_names_alone_are_a_plan_of_one_level() -> None:
    assert Plan.of(["a", "b"]).told(1, NOON) == ("a", "b")
    assert Plan.of(["a", "b"]).told(3, NOON) == ("a", "b")
    assert Plan().told(3, NOON) == ()


@given(
    st.lists(st.tuples(st.integers(1, 3), st.sampled_from([always, never, broken])), min_size=1),
    st.integers(1, 3),
)
def test_somebody_is_always_told_and_a_higher_level_tells_no_fewer(recipients, level) -> None:
    team = Plan(tuple(Recipient(str(n), *each) for n, each in enumerate(recipients)))
    assert team.told(level, NOON)
    assert set(team.told(level, NOON)) <= set(team.told(level + 1, NOON)) or level == 3


@pytest.mark.parametrize("day", [date(2026, 3, 8), date(2026, 11, 1)])
def test_hours_follow_the_clinics_clock_through_a_change_of_daylight_saving_time(day: date) -> None:
    desk = {"name": "desk", "url": "http://127.0.0.1/", "hours": {"sunday": "08:00-17:00"}}
    other = {"name": "on-call", "url": "http://127.0.0.1/"}
    clinic = Clinic(phone={"time_zone": "America/New_York"}, alerts={"routes": [desk, other]})
    plan, zone = plan_of(clinic, ["desk", "on-call"]), ZoneInfo("America/New_York")
    told = {}
    for hour, minute in ((7, 59), (8, 0), (16, 59), (17, 0)):
        local = datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone)
        told[hour, minute] = "desk" in plan.told(1, local.astimezone(timezone.utc))
    assert told == {(7, 59): False, (8, 0): True, (16, 59): True, (17, 0): False}
