"""How people reach the clinic, in a few lines: numbers and hours."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

from bot.answers.wording import phrases, piece
from clinic.phone import WEEKDAYS, Hours, clock, day_ranges
from clinic.settings import Clinic


def clinic_contact(clinic: Clinic, words: Mapping[str, str]) -> str:
    """Return the contact lines, or the sentence that no number is known."""
    settings: dict[str, str | None] = {
        **words,
        "daytime": clinic.phone.daytime,
        "after_hours": clinic.phone.after_hours,
        "hours": hours_text(clinic.phone.hours) if clinic.phone.hours else None,
    }
    if clinic.phone.daytime is None and clinic.phone.after_hours is None:
        return piece(phrases()["contact_unknown"], settings)
    parts = ("contact_daytime", "contact_after_hours", "contact_hours")
    lines = [piece(phrases()[part], settings) for part in parts]
    return "\n".join(line for line in lines if line)


def hours_text(hours: Hours) -> str:
    """Return one line per run of days with the same hours."""
    lines = []
    for text, run in groupby(WEEKDAYS, key=lambda day: _day_text(getattr(hours, day))):
        days = [day.capitalize() for day in run]
        name = days[0] if len(days) == 1 else f"{days[0]} to {days[-1]}"
        lines.append(f"{name}: {text}")
    return "\n".join(lines)


def _day_text(hours: str) -> str:
    ranges = day_ranges(hours)
    if not ranges:
        return "closed"
    if ranges == ((0, 24 * 60),):
        return "all day"
    return ", ".join(f"{clock(start)} to {clock(end)}" for start, end in ranges)
