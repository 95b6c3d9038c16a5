"""Which alerts a list shows: by status, words and days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Literal, get_args
from urllib.parse import urlencode

from sqlalchemy import select

from careteam.clock import to_text
from careteam.record import to_json
from careteam.records import Recorded, read_alerts
from careteam.schema import alerts
from careteam.store import Store

Which = Literal["open", "acknowledged", "resolved", "all"]
WHICH: tuple[Which, ...] = get_args(Which)
MOST_CLOSED = 500
"""Resolved alerts that one list looks through; open ones are never left out."""

_LONGEST_TEXT = 200
_FIRST, _LAST = date(1971, 1, 1), date(9000, 1, 1)


@dataclass(frozen=True)
class Selection:
    """What a person asked to see. Days are days of the clinic, both included.

    `faults` are sentences about what was asked for and cannot be.
    """

    which: Which = "open"
    text: str = ""
    first_day: date | None = None
    last_day: date | None = None
    faults: tuple[str, ...] = ()

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Selection:
        """Read the query of an address; what is no filter is named in `faults`."""
        faults: list[str] = []

        def day(name: str) -> date | None:
            given = query.get(name, "").strip()
            try:
                return date.fromisoformat(given) if given else None
            except ValueError:
                faults.append(f"“{given[:20]}” is not a day: write it as 2026-01-31.")
                return None

        first_day, last_day = day("from"), day("to")
        if first_day and last_day and first_day > last_day:
            faults.append("The first day is after the last one, so nothing can be found.")
        asked = query.get("show", "open")
        which = next((one for one in WHICH if one == asked), None)
        if which is None:
            faults.append("Show open, acknowledged, resolved or all alerts; these are the open.")
        text = query.get("q", "").strip()[:_LONGEST_TEXT]
        return cls(which or "open", text, first_day, last_day, tuple(faults))

    @property
    def query(self) -> str:
        """The same as the query of an address."""
        given = {
            "show": self.which,
            "q": self.text,
            "from": self.first_day.isoformat() if self.first_day else "",
            "to": self.last_day.isoformat() if self.last_day else "",
        }
        return urlencode({name: value for name, value in given.items() if value})


@dataclass(frozen=True)
class Found:
    """The alerts of a selection. `cut`: older resolved ones were not looked at."""

    alerts: tuple[Recorded, ...]
    cut: bool


def find(store: Store, selection: Selection, zone: tzinfo) -> Found:
    """Return the alerts of `selection`, in the order of their opening.

    Raises:
        StoreUnavailable: if the database cannot be read.
    """
    during = alerts.c.id.is_not(None)
    if selection.first_day:
        during &= alerts.c.created_at >= _begin(selection.first_day, zone)
    if selection.last_day:
        during &= alerts.c.created_at < _end(selection.last_day, zone)
    unresolved = select(alerts.c.id).where(during, alerts.c.closed_at.is_(None))
    newest = (
        select(alerts.c.id)
        .where(during, alerts.c.closed_at.is_not(None))
        .order_by(alerts.c.created_at.desc())
        .limit(MOST_CLOSED)
    )
    closed: list[Recorded] = []
    with store.reading() as connection:
        current = read_alerts(connection, among=unresolved)
        if selection.which in {"resolved", "all"}:
            closed = read_alerts(connection, among=newest)
    shown = [one for one in (*closed, *current) if _matches(one, selection)]
    return Found(tuple(shown), len(closed) == MOST_CLOSED)


def _begin(day: date, zone: tzinfo) -> str:
    # Days near the ends of the calendar cannot be reckoned with, and no alert is there.
    day = min(max(day, _FIRST), _LAST)
    return to_text(datetime(day.year, day.month, day.day, tzinfo=zone))


def _end(day: date, zone: tzinfo) -> str:
    return _begin(min(day, _LAST) + timedelta(days=1), zone)


def _matches(recorded: Recorded, selection: Selection) -> bool:
    waits = selection.which == "open" and recorded.state.waits
    if selection.which not in {"all", recorded.state.status} and not waits:
        return False
    words = selection.text.casefold().split()
    return not words or all(word in _searched(recorded) for word in words)


def _searched(recorded: Recorded) -> str:
    told = to_json(recorded)
    names = ("id", "message", "contact", "contact_e164", "reporter", "reason", "acknowledged_by")
    said = [str(told[name] or "") for name in names]
    remarks = [one.message for one in recorded.state.remarks]
    notes = [str(event.payload.get("text", "")) for event in recorded.events]
    signs = " ".join(recorded.state.signs).replace("_", " ")
    return "\n".join((*said, *remarks, *notes, signs)).casefold()
