"""The page on which a person records a report that Nia missed (GOV-6)."""

from __future__ import annotations

from starlette.responses import Response

from careteam.inbox.alert_page import LONGEST_TEXT
from careteam.inbox.visit import Visit
from careteam.missed import Missed, record_missed

LONGEST_CONTACT = 60
_FIELDS = ("words", "happened", "contact", "done")


def missed_form(visit: Visit, fault: str = "", status: int = 200) -> Response:
    """Ask what was reported, and what went wrong."""
    typed = {name: visit.form.get(name, "") for name in _FIELDS}
    limits = {"longest": LONGEST_TEXT, "longest_contact": LONGEST_CONTACT}
    return visit.page("missed.html", status, typed=typed, fault=fault, **limits)


def missed(visit: Visit) -> Response:
    """Record it, and show the alert that it has become."""
    words, happened, contact, done = (visit.form.get(name, "").strip() for name in _FIELDS)
    if not words or not happened:
        return missed_form(visit, "Write what was reported, and what happened.", 400)
    if max(map(len, (words, happened, done))) > LONGEST_TEXT or len(contact) > LONGEST_CONTACT:
        fault = f"Write at most {LONGEST_TEXT} characters, and {LONGEST_CONTACT} for a number."
        return missed_form(visit, fault, 400)
    given = Missed(words, happened, contact or None, done or None)
    state = record_missed(visit.inbox.store, given, visit.user.name, visit.inbox.now())
    visit.record("did: record a missed report", alert_id=state.id)
    return visit.go(f"/alerts/{state.id}?done=missed")
