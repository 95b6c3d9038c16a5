"""Levels, hours and timers as a clinic sets them, and whom they come to tell."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careteam.configured import plan_of
from careteam.plan import Plan, Timers
from clinic.errors import ClinicError
from clinic.settings import Clinic, load_clinic
from clinic.start_up_warnings import start_up_warnings

ROOT = Path(__file__).resolve().parents[3]
OFFICE = {"monday": "08:00-17:00", "sunday": "01:00-03:00"}
MOMENTS = st.datetimes(
    min_value=datetime(2020, 1, 1),  # noqa: DTZ001
    max_value=datetime(2035, 1, 1),  # noqa: DTZ001
    timezones=st.just(timezone.utc),
)


def clinic_of(tmp_path: Path, text: str) -> Clinic:
    path = tmp_path / "clinic.yml"
    path.write_text(text, encoding="utf-8")
    return load_clinic(path)


def clinic(zone: str | None = "America/New_York", **alerts: Any) -> Clinic:
    return Clinic(phone={"time_zone": zone}, alerts=alerts)


def desk_and_on_call(zone: str | None = "America/New_York", **hours: str) -> Plan:
    routes = [{"url": "https://a.example", "hours": hours}, {"url": "https://b.example"}]
    return plan_of(clinic(zone, routes=routes), ["desk", "on-call"])


def test_the_defaults_are_those_of_the_specification() -> None:
    plan = plan_of(Clinic(), [])
    assert plan.timers == Timers()
    minutes = [plan.timers.renotify, plan.timers.level_2, plan.timers.level_3]
    assert [*minutes, plan.timers.unresolved] == [timedelta(minutes=n) for n in (5, 10, 20, 30)]
    assert plan.test_every is None


def test_everything_can_be_set_in_the_file(tmp_path: Path) -> None:
    given = clinic_of(
        tmp_path,
        """
phone: {time_zone: Europe/Berlin}
alerts:
  routes:
    - {url: 'https://a.example', level: 2, hours: {monday: '08:00-17:00'}}
  timers: {renotify: 2, level_2: 4.5, level_3: 8, unresolved: 60}
  test_every_hours: 24
""",
    )
    plan = plan_of(given, ["desk"])
    assert plan.recipients[0].level == 2
    assert plan.timers.level_2 == timedelta(minutes=4, seconds=30)
    assert plan.test_every == timedelta(hours=24)


def test_the_example_in_the_documentation_is_a_clinic_file(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "alert-escalation.md").read_text(encoding="utf-8")
    given = clinic_of(tmp_path, page.partition("```yaml\n")[2].partition("```")[0])
    plan = plan_of(given, ["day-desk", "on-call", "head-nurse"])
    monday_night = datetime(2026, 2, 3, 3, tzinfo=timezone.utc)
    assert plan.told(1, monday_night) == ("on-call",)
    assert plan.told(2, monday_night) == ("on-call", "head-nurse")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("timers: {renotify: 0}", ["alerts.timers.renotify", "'0'", "more than 0"]),
        ("timers: {renotify: -5}", ["alerts.timers.renotify", "'-5'", "minutes"]),
        ("timers: {renotify: nan}", ["alerts.timers.renotify", "'nan'"]),
        ("timers: {renotify: soon}", ["alerts.timers.renotify", "'soon'", "minutes"]),
        ("timers: {unresolved: 99999}", ["alerts.timers.unresolved", "1440"]),
        ("timers: {level_2: 15, level_3: 15}", ["alerts.timers.level_3", "'15'", "later"]),
        ("timers: {level_2: 30}", ["alerts.timers.level_3", "later than level 2 (30 minutes)"]),
        ("timers: {levle_2: 30}", ["alerts.timers.levle_2", "alerts.timers.level_2"]),
        ("timers: 5", ["alerts.timers", "'5'", "renotify:"]),
        ("test_every_hours: 0.1", ["alerts.test_every_hours", "'0.1'", "1 to 744"]),
        ("routes: [{url: 'https://a.example', level: 4}]", ["routes[1].level", "'4'", "1, 2 or 3"]),
        ("routes: [{url: 'https://a.example', level: top}]", ["routes[1].level", "'top'"]),
        (
            "routes: [{url: 'https://a.example', hours: {monday: '17:00-08:00'}}]",
            ["routes[1].hours.monday", "end after"],
        ),
        (
            "routes: [{url: 'https://a.example', hours: always}]",
            ["routes[1].hours", "'always'", "monday: 08:00-17:00"],
        ),
    ],
)
def test_a_fault_names_key_value_and_remedy_in_one_sentence(
    tmp_path: Path, text: str, parts: list[str]
) -> None:
    with pytest.raises(ClinicError) as failed:
        clinic_of(tmp_path, f"alerts:\n  {text}\n")
    (fault,) = failed.value.faults
    for part in parts:
        assert part in fault


@pytest.mark.parametrize(
    ("utc", "open_then"),
    [
        ("2026-03-02 12:30", False),  # 7:30 in winter
        ("2026-03-02 13:00", True),
        ("2026-03-02 21:59", True),
        ("2026-03-02 22:00", False),
        ("2026-03-09 12:00", True),  # 8:00, the day after the clocks went forward
        ("2026-03-09 21:00", False),
        ("2026-03-08 06:30", True),  # 1:30, half an hour before they do
        ("2026-03-08 07:00", False),  # 3:00: the hour from 2 does not exist that day
        ("2026-11-01 05:30", True),  # 1:30 for the first time
        ("2026-11-01 06:30", True),  # and for the second
        ("2026-11-01 07:30", True),  # 2:30
        ("2026-11-01 08:00", False),  # 3:00
        ("2026-11-02 12:59", False),
        ("2026-11-02 13:00", True),
    ],
)
def test_hours_are_those_on_the_clinics_own_wall(utc: str, open_then: bool) -> None:
    now = datetime.fromisoformat(utc).replace(tzinfo=timezone.utc)
    told = desk_and_on_call(**OFFICE).told(1, now)
    assert told == (("desk", "on-call") if open_then else ("on-call",))


@given(MOMENTS)
def test_at_every_moment_of_every_year_somebody_is_told(now: datetime) -> None:
    assert "on-call" in desk_and_on_call(**OFFICE).told(1, now)
    alone = clinic(routes=[{"url": "https://a.example", "hours": OFFICE}])
    assert plan_of(alone, ["desk"]).told(1, now) == ("desk",)


def test_hours_that_say_nothing_count_as_always_and_the_start_says_so() -> None:
    night = datetime(2026, 3, 3, 3, tzinfo=timezone.utc)
    assert "desk" in desk_and_on_call(None, **OFFICE).told(1, night)
    assert "desk" in desk_and_on_call(monday="closed").told(1, night)
    route = {"url": "https://a.example", "hours": OFFICE}
    warned = start_up_warnings(clinic(None, routes=[route]), date(2026, 1, 31))
    assert any("phone.time_zone" in line and "any time" in line for line in warned)
    route["hours"] = {"monday": "closed"}
    warned = start_up_warnings(clinic(routes=[route]), date(2026, 1, 31))
    assert any("closed on every day" in line for line in warned)
