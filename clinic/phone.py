"""The clinic's phone numbers and hours, and which number to name at a given moment."""

from __future__ import annotations

import re
from datetime import datetime, time
from itertools import pairwise
from zoneinfo import ZoneInfo

from pydantic import validator

from clinic.section import Section, setting

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
RANGE = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)\s*-\s*([01]?\d|2[0-4]):([0-5]\d)")
NUMBER = re.compile(r"\+?[0-9(][0-9 ().\-/]*(?:\s?(?:ext\.?|x)\s?[0-9]{1,6})?", re.IGNORECASE)
FEWEST_DIGITS, MOST_DIGITS = 3, 20
DAY_REMEDY = 'write "08:00-17:00", several ranges with commas, "closed" or "24 h"'
NUMBER_REMEDY = "write a phone number as people dial it, such as 555-0100"

Range = tuple[int, int]


def phone_number(text: str) -> str:
    """Return `text` trimmed if it can be dialled. Raises ValueError otherwise."""
    text = text.strip()
    digits = sum(character.isdigit() for character in text)
    if not NUMBER.fullmatch(text) or not FEWEST_DIGITS <= digits <= MOST_DIGITS:
        raise ValueError("this is not a phone number")
    return text


def day_ranges(text: str) -> tuple[Range, ...]:
    """Return the open ranges of a day in minutes since midnight. Raises ValueError."""
    words = text.strip().lower()
    if words in {"closed", "none"}:
        return ()
    if words in {"24 h", "24h", "24 hours", "all day"}:
        return ((0, 24 * 60),)
    ranges = []
    for part in words.split(","):
        match = RANGE.fullmatch(part.strip())
        if not match:
            raise ValueError("these are not opening hours")
        start = int(match[1]) * 60 + int(match[2])
        end = int(match[3]) * 60 + int(match[4])
        if not start < end <= 24 * 60:
            raise ValueError("a day's hours must end after they start, and by 24:00")
        ranges.append((start, end))
    ranges.sort()
    if any(later[0] < earlier[1] for earlier, later in pairwise(ranges)):
        raise ValueError("the ranges overlap")
    return tuple(ranges)


class Hours(Section):
    """Opening hours by weekday, in the clinic's own time zone."""

    monday: str = setting("closed", DAY_REMEDY)
    tuesday: str = setting("closed", DAY_REMEDY)
    wednesday: str = setting("closed", DAY_REMEDY)
    thursday: str = setting("closed", DAY_REMEDY)
    friday: str = setting("closed", DAY_REMEDY)
    saturday: str = setting("closed", DAY_REMEDY)
    sunday: str = setting("closed", DAY_REMEDY)

    @validator(*WEEKDAYS)
    def _readable(cls, text: str) -> str:
        day_ranges(text)
        return text

    @property
    def never_open(self) -> bool:
        """Whether every day is closed."""
        return not any(day_ranges(getattr(self, day)) for day in WEEKDAYS)

    def open_at(self, moment: datetime) -> bool:
        """Tell whether the clinic is open at `moment` (already in the clinic's time zone)."""
        minute = moment.hour * 60 + moment.minute
        ranges = day_ranges(getattr(self, WEEKDAYS[moment.weekday()]))
        return any(start <= minute < end for start, end in ranges)


class Phone(Section):
    """How people reach the clinic."""

    daytime: str | None = setting(None, NUMBER_REMEDY)
    after_hours: str | None = setting(None, NUMBER_REMEDY)
    hours: Hours | None = setting(None, "write one line per weekday, such as monday: 08:00-17:00")
    time_zone: str | None = setting(None, "write a name such as America/New_York")

    @validator("daytime", "after_hours")
    def _dialable(cls, number: str | None) -> str | None:
        return None if number is None else phone_number(number)

    @validator("time_zone")
    def _known_zone(cls, name: str | None) -> str | None:
        if name is not None:
            try:
                ZoneInfo(name)
            except (KeyError, ValueError, OSError) as error:
                raise ValueError("no such time zone is known on this machine") from error
        return name

    def is_open(self, now: datetime) -> bool | None:
        """Tell whether the clinic is open at `now` (aware), or None if that is not known."""
        if self.hours is None or self.time_zone is None:
            return None
        return self.hours.open_at(now.astimezone(ZoneInfo(self.time_zone)))

    def to_call(self, now: datetime) -> str | None:
        """Return what to dial at `now` (aware), or None when no number is set.

        With both numbers and no hours, both are named, because guessing could cost the call.
        """
        if not (self.daytime and self.after_hours):
            return self.daytime or self.after_hours
        is_open = self.is_open(now)
        if is_open is None:
            return f"{self.daytime}, or after hours {self.after_hours}"
        return self.daytime if is_open else self.after_hours


def clock(minutes: int) -> str:
    """Return minutes since midnight as people in a clinic write it, such as '8:00 am'."""
    if minutes in {0, 24 * 60}:
        return "midnight"
    if minutes == 12 * 60:
        return "noon"
    text = time(minutes // 60, minutes % 60).strftime("%I:%M %p").lstrip("0")
    return text.lower()
