"""From an alert's events, in order, to what is known of it; pure (ESC-6, ESC-12)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import reduce

from careteam.report import Report, is_higher, rank
from careteam.state import AlertState, Event, Said, Shown


def derive(events: Iterable[Event]) -> AlertState | None:
    """Fold one alert's events, in order, into its state; None without a first report."""
    return reduce(advance, events, None)


def advance(state: AlertState | None, event: Event) -> AlertState | None:
    """Return the state after one more event."""
    if event.kind == "reported":
        return with_report(state, event)
    return None if state is None else _APPLY.get(event.kind, _unchanged)(state, event)


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
    higher = is_higher(state.temperature_c, report.temperature_c)
    return replace(
        state,
        updated_at=event.at,
        # News after an acknowledgement is news that nobody has seen yet.
        status="open" if notice else state.status,
        seen=state.seen and not notice,
        overdue=state.overdue and not notice,
        severity=max(state.severity, report.severity, key=rank),
        signs=_union(state.signs, report.signs),
        concerns=_union(state.concerns, report.concerns),
        temperature_c=report.temperature_c if higher else state.temperature_c,
        temperature_text=report.temperature_text if higher else state.temperature_text,
        temperature_at=event.payload["received_at"] if higher else state.temperature_at,
        reporter=report.reporter if report.reporter != "unknown" else state.reporter,
        contact=report.contact or state.contact,
        contact_e164=report.contact_e164 if report.contact else state.contact_e164,
        reasons=_union(state.reasons, (report.reason,) if report.reason else ()),
        messages=_union(state.messages, (report.message,)),
        late=state.late or report.late,
        test=state.test or report.test,
        reports=state.reports + 1,
        notices=notice or state.notices,
        repeats=0 if notice else state.repeats,
        last_notice_at=event.at if notice else state.last_notice_at,
    )


def with_remark(state: AlertState, event: Event) -> AlertState:
    """Return the state after a remark: it adds, and takes nothing back."""
    payload = event.payload
    notice = payload.get("notice")
    contact = payload.get("contact")
    return replace(
        state,
        updated_at=event.at,
        # As with a report: what nobody has seen yet is open.
        status="open" if notice else state.status,
        seen=state.seen and not notice,
        overdue=state.overdue and not notice,
        contact=contact or state.contact,
        contact_e164=payload.get("contact_e164") if contact else state.contact_e164,
        remarks=(
            *state.remarks,
            Said(payload["remark"], payload["received_at"], payload["message"]),
        ),
        notices=notice or state.notices,
        repeats=0 if notice else state.repeats,
        last_notice_at=event.at if notice else state.last_notice_at,
    )


def _acknowledged(state: AlertState, event: Event) -> AlertState:
    return replace(
        state,
        updated_at=event.at,
        status="acknowledged",
        seen=True,
        overdue=False,
        level=1,
        acknowledged_at=event.at,
        acknowledged_by=event.payload["by"],
    )


def _resolved(state: AlertState, event: Event) -> AlertState:
    return replace(
        state,
        updated_at=event.at,
        status="resolved",
        overdue=False,
        level=1,
        resolved_at=event.at,
        resolved_by=event.payload["by"],
        resolution=event.payload["reason"],
    )


def _reopened(state: AlertState, event: Event) -> AlertState:
    # How it had been resolved stays in the events; it is not resolved any more.
    return replace(
        state,
        updated_at=event.at,
        status="open",
        overdue=False,
        resolved_at=None,
        resolved_by=None,
        resolution=None,
    )


def _told(state: AlertState, event: Event) -> AlertState:
    return replace(state, told=event.payload["response"])


def _shown(state: AlertState, event: Event) -> AlertState:
    at = str(event.payload["shown_at"])
    unasked = bool(event.payload.get("unasked"))
    texts = tuple(Shown(at, str(text), unasked) for text in event.payload["texts"])
    return replace(state, patient_text_shown=(*state.patient_text_shown, *texts))


def _told_again(state: AlertState, event: Event) -> AlertState:
    # The status stays: telling again neither undoes an acknowledgement nor makes one.
    return replace(
        state,
        notices=event.payload["notice"],
        repeats=state.repeats + 1,
        level=event.payload["level"],
        overdue=state.status == "acknowledged",
        last_notice_at=event.at,
    )


def _unchanged(state: AlertState, _event: Event) -> AlertState:
    return state


_APPLY = {
    "remarked": with_remark,
    "acknowledged": _acknowledged,
    "resolved": _resolved,
    "reopened": _reopened,
    "told": _told,
    "shown": _shown,
    "unacked_timeout": _told_again,
    "unresolved_timeout": _told_again,
}


def _union(old: tuple[str, ...], new: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*old, *new)))
