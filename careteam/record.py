"""An alert as plain JSON values, as `python -m careteam alerts --format json` prints it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from careteam.outbox import Delivery
from careteam.outcome import outcome_of_record
from careteam.records import Recorded


def to_json(recorded: Recorded) -> dict[str, Any]:
    """Return one alert. Times are RFC 3339, UTC; `message` holds the person's words, one a line.

    `contact` is the latest number to call back, as typed, `contact_e164` the same with its country
    where that is certain. `remarks` are what was said later and is no new report, in order, each
    with its kind (see `careteam.remarks`), the time `at` which it was received and its `message`.
    `patient_text_shown` is what Nia showed the person in those turns, word for word, and what she
    wrote to them later by herself (`unasked`), which is read when the chat is open.
    `delivery` says how far it got: not_configured, sent, unsure, failed, acknowledged.
    """
    state = recorded.state
    reading = state.temperature_c
    return {
        "id": state.id,
        "conversation_id": state.conversation_id,
        "channel": state.channel,
        "created_at": state.created_at,
        "updated_at": state.updated_at,
        "received_at": state.received_at,
        "status": state.status,
        "severity": state.severity,
        "signs": list(state.signs),
        "concerns": list(state.concerns),
        "temperature_c": None if reading is None else float(reading),
        "temperature_text": state.temperature_text,
        "reporter": state.reporter,
        "contact": state.contact,
        "contact_e164": state.contact_e164,
        "reason": "; ".join(state.reasons),
        "message": "\n".join(state.messages),
        "remarks": [asdict(said) for said in state.remarks],
        "late": state.late,
        "test": state.test,
        "reports": state.reports,
        "notices": state.notices,
        "level": state.level,
        "delivery": outcome_of_record(state, recorded.deliveries, ()).value,
        "routes": [_route(delivery) for delivery in recorded.deliveries],
        "told": state.told,
        "patient_text_shown": [asdict(shown) for shown in state.patient_text_shown],
        "acknowledged_at": state.acknowledged_at,
        "acknowledged_by": state.acknowledged_by,
        "resolved_at": state.resolved_at,
        "resolved_by": state.resolved_by,
        "resolution": state.resolution,
    }


def history(recorded: Recorded) -> list[dict[str, Any]]:
    """Return the alert's events, oldest first."""
    return [{"at": event.at, "kind": event.kind, **event.payload} for event in recorded.events]


def table(rows: Sequence[Recorded]) -> str:
    """Return alerts as text for a terminal; what people typed cannot steer the terminal."""
    if not rows:
        return "No alerts."
    head = ("ID", "CREATED (UTC)", "STATUS", "SEVERITY", "SIGNS", "TEMP", "MESSAGE")
    lines = [head, *(_line(to_json(row)) for row in rows)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(head))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def printable(text: str) -> str:
    """Return `text` with everything that a terminal would obey replaced by a space."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def _line(alert: dict[str, Any]) -> tuple[str, ...]:
    reading = alert["temperature_c"]
    flags = [name for name in ("late", "test") if alert[name]]
    findings = [*alert["signs"], *alert["concerns"]]
    words = printable(alert["message"])
    return (
        alert["id"][:8],
        alert["created_at"][:19].replace("T", " "),
        " ".join([alert["status"], *(flag.upper() for flag in flags)]),
        alert["severity"],
        _cut(printable(", ".join(findings)), 40) or "-",
        f"{reading:.1f}" if reading is not None else "-",
        _cut(words, 60),
    )


def _route(delivery: Delivery) -> dict[str, Any]:
    return {
        "route": delivery.route,
        "notice": delivery.notice,
        "status": delivery.status,
        "attempts": delivery.attempts,
        "last_result": delivery.last_result,
        "last_detail": delivery.last_detail,
        "updated_at": delivery.updated_at,
    }


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 3] + "..."
