"""Which number is named when."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from clinic.phone import Hours, Phone, clock, day_ranges

WEEKDAY = Hours(monday="08:00-17:00", tuesday="08:00-12:00, 13:00-17:00", sunday="24 h")
NUMBERS = {"daytime": "555-0100", "after_hours": "555-0199"}


def utc(day: int, hour: int, minute: int = 0) -> datetime:
    """March 2026: the 2nd is a Monday; New York moves its clocks on the 8th."""
    return datetime(2026, 3, day, hour, minute, tzinfo=timezone.utc)


@pytest.mark.parametrize(
    ("now", "number"),
    [
        (utc(2, 15), "555-0100"),  # Monday 10:00 in New York
        (utc(2, 12, 59), "555-0199"),  # 7:59
        (utc(2, 13), "555-0100"),  # 8:00
        (utc(2, 22), "555-0199"),  # 17:00
        (utc(3, 17, 30), "555-0199"),  # Tuesday, lunch
        (utc(4, 15), "555-0199"),  # Wednesday is not listed: closed
        (utc(9, 12), "555-0100"),  # Monday 8:00 in summer time
        (utc(8, 5), "555-0100"),  # Sunday, all day
    ],
)
def test_the_number_for_the_hour_is_named_in_the_clinics_time_zone(now, number):
    phone = Phone(**NUMBERS, hours=WEEKDAY, time_zone="America/New_York")
    assert phone.to_call(now) == number


def test_both_numbers_are_named_when_the_hours_are_not_known():
    assert Phone(**NUMBERS).to_call(utc(2, 3)) == "555-0100, or after hours 555-0199"


@pytest.mark.parametrize("key", ["daytime", "after_hours"])
def test_the_only_number_is_named_at_every_hour(key):
    phone = Phone(**{key: "555-0100"}, hours=WEEKDAY, time_zone="America/New_York")
    assert phone.to_call(utc(2, 3)) == phone.to_call(utc(2, 15)) == "555-0100"


def test_no_number_is_invented():
    assert Phone().to_call(utc(2, 3)) is None


def test_hours_without_a_time_zone_are_not_known():
    assert Phone(hours=WEEKDAY).is_open(utc(2, 15)) is None


@pytest.mark.parametrize("number", ["555-0100", "+1 (555) 555-0100", "0800 123 456 ext 7", "911"])
def test_numbers_that_people_dial_are_accepted(number):
    assert Phone(daytime=number).daytime == number


@pytest.mark.parametrize("text", ["08:00-17:00", "8:00 - 17:00", "00:00-24:00"])
def test_hours_are_read_as_people_write_them(text):
    assert len(day_ranges(text)) == 1


def test_the_clock_speaks_plainly():
    assert [clock(m) for m in (0, 480, 750, 1020)] == ["midnight", "8:00 am", "12:30 pm", "5:00 pm"]
