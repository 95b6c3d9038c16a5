"""What is known of an alert now, derived from its events; pure (ESC-6, ESC-12)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from functools import reduce
from typing import Any, Literal

from careteam.clock import from_text
from careteam.report import SEVERITIES, Report, Severity

Status = Literal["open", "acknowledged", "resolved"]
STATUSES: tuple[Status, ...] = ("open", "acknowledged", "resolved")

QUIET_PERIOD = timedelta(minutes=2)
"""Within it, a report that adds nothing is recorded without telling the care team again."""


@dataclass(frozen=True)
class Event:
    """One transition of one alert. `kind`: reported, acknowledged, resolved, delivery, told."""

    alert_id: str
    at: str
    kind: str
    payload: dict[str, Any]


@dataclass(frozen=True)
class AlertState:
    """One alert. Times are RFC 3339 text, UTC; `messages` are the person's own words."""

    id: str
    conversation_id: str
    channel: str
    created_at: str
    updated_at: str
    received_at: str
    status: Status = "open"
    severity: Severity = "urgent"
    signs: tuple[str, ...] = ()
    concerns: tuple[str, ...] = ()
    temperature_c: Decimal | None = None
    temperature_text: str | None = None
    reporter: str = "unknown"
    contact: str | None = None
    reasons: tuple[str, ...] = ()
    messages: tuple[str, ...] = ()
    late: bool = False
    test: bool = False
    reports: int = 0
    notices: int = 0
    last_notice_at: str | None = None
    acknowledged_at: str | None = None
    acknowledged_by: str | None = None
    resolved_at: str | None = None
    resolved_by: str | None = None
    resolution: str | None = None
    told: str | None = None


def derive(events: Iterable[Event]) -> AlertState | None:
    """Fold one alert's events, in order, into its state; None without a first report."""
    return reduce(advance, events, None)


def advance(state: AlertState | None, event: Event) -> AlertState | None:
    """Return the state after one more event."""
    if event.kind == "reported":
        return with_report(state, event)
    return None if state is None else _APPLY.get(event.kind, _unchanged)(state, event)


def news(state: AlertState, report: Report, now: datetime) -> list[str]:
    """Say why `report` is worth telling the care team again; empty if it is not.

    Clinical-spec section 3 rule 7: a new sign, a higher temperature, a higher severity, "worse",
    any report after a person acknowledged, and anything after two quiet minutes.
    """
    reasons = []
    if set(report.signs) - set(state.signs):
        reasons.append("new sign")
    if set(report.concerns) - set(state.concerns):
        reasons.append("new concern")
    if _higher(state.temperature_c, report.temperature_c):
        reasons.append("higher temperature")
    if _rank(report.severity) > _rank(state.severity):
        reasons.append("higher severity")
    if report.worse:
        reasons.append("worse")
    if state.status == "acknowledged":
        reasons.append("reported after acknowledgement")
    if not reasons and not _is_recent(state.last_notice_at, now):
        reasons.append("reported again")
    return reasons


def _is_recent(notice_at: str | None, now: datetime) -> bool:
    # A clock that was set back must not keep an alert quiet.
    return notice_at is not None and timedelta(0) <= now - from_text(notice_at) < QUIET_PERIOD


def with_report(state: AlertState | None, event: Event) -> AlertState:
    """Return the state after one more report, or the first."""
    report = Report.from_payload(event.payload)
    if state is None:
        state = AlertState(
            id=event.alert_id,
            conversation_id=report.conversation_id,
            channel=report.channel,
            created_at=event.at,
            updated_at=event.at,
            received_at=event.payload["received_at"],
        )
    notice = event.payload.get("notice")
    higher = _higher(state.temperature_c, report.temperature_c)
    return replace(
        state,
        updated_at=event.at,
        # News after an acknowledgement is news that nobody has seen yet.
        status="open" if notice else state.status,
        severity=max(state.severity, report.severity, key=_rank),
        signs=_union(state.signs, report.signs),
        concerns=_union(state.concerns, report.concerns),
        temperature_c=report.temperature_c if higher else state.temperature_c,
        temperature_text=report.temperature_text if higher else state.temperature_text,
        reporter=report.reporter if report.reporter != "unknown" else state.reporter,
        contact=report.contact or state.contact,
        reasons=_union(state.reasons, (report.reason,) if report.reason else ()),
        messages=_union(state.messages, (report.message,)),
        late=state.late or report.late,
        test=state.test or report.test,
        reports=state.reports + 1,
        notices=notice or state.notices,
        last_notice_at=event.at if notice else state.last_notice_at,
    )


def _acknowledged(state: AlertState, event: Event) -> AlertState:
    return replace(
        state,
        updated_at=event.at,
        status="acknowledged",
        acknowledged_at=event.at,
        acknowledged_by=event.payload["by"],
    )


def _resolved(state: AlertState, event: Event) -> AlertState:
    return replace(
        state,
        updated_at=event.at,
        status="resolved",
        resolved_at=event.at,
        resolved_by=event.payload["by"],
        resolution=event.payload["reason"],
    )


def _told(state: AlertState, event: Event) -> AlertState:
    return replace(state, told=event.payload["response"])


def _unchanged(state: AlertState, _event: Event) -> AlertState:
    return state


_APPLY = {"acknowledged": _acknowledged, "resolved": _resolved, "told": _told}


def _union(old: tuple[str, ...], new: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*old, *new)))


def _higher(old: Decimal | None, new: Decimal | None) -> bool:
    return new is not None and (old is None or new > old)


def _rank(severity: Severity) -> int:
    return SEVERITIES.index(severity)
