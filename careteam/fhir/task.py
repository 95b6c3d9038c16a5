"""The work that an alert asks for, and whether a person has taken it up; pure."""

from __future__ import annotations

from datetime import timedelta

from careteam.clock import from_text, to_text
from careteam.fhir.naming import Json, concept, resource, subject, urn
from careteam.state import AlertState

_CODE = concept(
    "http://hl7.org/fhir/CodeSystem/task-code",
    "fulfill",
    "Fulfill the focal request",
    "Call the person back about a possible sign of infection",
)
_STATUS = {"open": "requested", "acknowledged": "accepted", "resolved": "completed"}


def task(alert: AlertState, answer_within: timedelta) -> Json:
    """Return the Task of `alert`.

    It is "requested" until a person acknowledges: what a pager or a mailbox took, nobody has seen.

    Args:
        answer_within: how long after the report an answer is late.
    """
    end = to_text(from_text(alert.created_at) + answer_within)
    made: Json = {
        **resource("Task", alert, task_urn(alert)),
        "basedOn": [{"reference": urn(alert)}],
        "status": _STATUS[alert.status],
        "intent": "proposal",
        "priority": "stat",
        "code": _CODE,
        "focus": {"reference": urn(alert)},
        "for": subject(alert),
        "authoredOn": alert.created_at,
        "lastModified": alert.updated_at,
        "requester": {"display": "Nia, a chat program"},
        "restriction": {"period": {"start": alert.created_at, "end": end}},
    }
    if alert.status != "open" and alert.acknowledged_by:
        made["owner"] = {"display": alert.acknowledged_by}
        made["executionPeriod"] = _period(alert)
    if alert.overdue:
        made["statusReason"] = {"text": "acknowledged, and not resolved in time"}
    elif alert.status == "open" and alert.acknowledged_at:
        made["statusReason"] = {"text": "waits again, after it was acknowledged"}
    if alert.status == "resolved" and alert.resolution:
        made["note"] = [{"time": alert.resolved_at, "text": alert.resolution}]
    return made


def task_urn(alert: AlertState) -> str:
    """Return the name of the Task of `alert`."""
    return urn(alert, "task")


def _period(alert: AlertState) -> Json:
    period = {"start": alert.acknowledged_at, "end": alert.resolved_at}
    return {name: at for name, at in period.items() if at is not None}
