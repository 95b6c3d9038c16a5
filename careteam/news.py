"""What is worth telling the care team again; pure (ESC-6, ESC-13)."""

from __future__ import annotations

from datetime import datetime, timedelta

from careteam.clock import from_text
from careteam.report import Report, is_higher, rank
from careteam.state import AlertState

QUIET_PERIOD = timedelta(minutes=2)
"""Within it, a report that adds nothing is recorded without telling the care team again."""


def news_of_report(state: AlertState, report: Report, now: datetime) -> list[str]:
    """Say why `report` is worth telling the care team again; empty if it is not.

    Clinical-spec section 3 rule 7: a new sign, a higher temperature, a higher severity, "worse",
    any report after a person acknowledged, and anything after two quiet minutes; and a new number
    to call back.
    """
    reasons = []
    if set(report.signs) - set(state.signs):
        reasons.append("new sign")
    if set(report.concerns) - set(state.concerns):
        reasons.append("new concern")
    if is_higher(state.temperature_c, report.temperature_c):
        reasons.append("higher temperature")
    if rank(report.severity) > rank(state.severity):
        reasons.append("higher severity")
    if report.worse:
        reasons.append("worse")
    reasons += news_of_contact(state, report.contact)
    if state.status == "acknowledged":
        reasons.append("reported after acknowledgement")
    if not reasons and not _is_recent(state.last_notice_at, now):
        reasons.append("reported again")
    return reasons


def news_of_contact(state: AlertState, contact: str | None) -> list[str]:
    """Say why a number to call back is worth telling: only one that is not known yet is."""
    return ["call-back number"] if contact and contact != state.contact else []


def _is_recent(notice_at: str | None, now: datetime) -> bool:
    # A clock that was set back must not keep an alert quiet.
    return notice_at is not None and timedelta(0) <= now - from_text(notice_at) < QUIET_PERIOD
