"""An alert as the pages show it: plain values for the templates; pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from careteam.clock import from_text
from careteam.escalation import waiting_since
from careteam.handling import words_seen
from careteam.inbox.waiting import Degree, degree, in_words
from careteam.outcome import State, outcome_of_record
from careteam.plan import Timers
from careteam.records import Recorded
from careteam.state import AlertState

_DELIVERY = {
    State.NOT_CONFIGURED: "No route to anybody is set: only this page shows it.",
    State.SENT: "A route took the message. That does not mean that somebody has read it.",
    State.UNSURE: "It is not known whether a message has arrived.",
    State.FAILED: "No route took the message. Only this page shows it.",
    State.ACKNOWLEDGED: "Somebody has acknowledged it.",
}
_REPORTERS = {"self": "the patient", "caregiver": "somebody for the patient"}
_TENTH = Decimal("0.1")


@dataclass(frozen=True)
class Shown:
    """One alert. `since` it has waited for a person; `degree` is None where it waits for nobody.

    `tel` is the address of a link that dials; `seen` goes back with whatever the person does.
    """

    state: AlertState
    since: datetime
    waited: str
    degree: Degree | None
    headline: str
    reading: str | None
    typed: str | None
    reporter: str
    tel: str | None
    delivery: str
    marks: tuple[str, ...]
    seen: int


def show(recorded: Recorded, now: datetime, timers: Timers) -> Shown:
    """Return how `recorded` is shown at `now`; `timers` say what is late."""
    state = recorded.state
    start, _ = waiting_since(recorded.events)
    since = from_text(state.created_at if start is None else recorded.events[start].at)
    marks = [str(event.payload["as"]) for event in recorded.events if event.kind == "marked"]
    return Shown(
        state=state,
        since=since,
        waited=in_words(now - since),
        degree=degree(since, now, timers) if state.waits else None,
        headline=headline(state),
        reading=reading(state.temperature_c),
        typed=state.temperature_text,
        reporter=_REPORTERS.get(state.reporter, "not known who"),
        tel=tel(state),
        delivery=_DELIVERY[outcome_of_record(state, recorded.deliveries, ())],
        marks=tuple(dict.fromkeys(marks)),
        seen=words_seen(state),
    )


def headline(state: AlertState) -> str:
    """Return the findings in words: `Fever, chills`. They are no diagnosis."""
    found = ", ".join((*state.signs, *state.concerns)).replace("_", " ")
    if not found and state.test:
        return "Test alert"
    return found[:1].upper() + found[1:] if found else "Possible sign of infection"


def reading(celsius: Decimal | None) -> str | None:
    """Return a reading in both units: `38.6 °C (101.5 °F)`."""
    if celsius is None:
        return None
    fahrenheit = celsius * 9 / 5 + 32
    return f"{_tenth(celsius)} °C ({_tenth(fahrenheit)} °F)"


def tel(state: AlertState) -> str | None:
    """Return the address that dials the number to call back; None if there is none to dial."""
    number = state.contact_e164 or state.contact or ""
    digits = re.sub(r"[^0-9]", "", number)
    if len(digits) < 3:
        return None
    return f"tel:{'+' if number.strip().startswith('+') else ''}{digits}"


def _tenth(value: Decimal) -> Decimal:
    return value.quantize(_TENTH, ROUND_HALF_UP)
