"""What was conveyed, and what was not: one for each notice on each route; pure."""

from __future__ import annotations

from careteam.fhir.naming import Json, concept, resource, subject, urn
from careteam.outbox import Delivery
from careteam.state import AlertState

_NOT_DONE = "http://terminology.hl7.org/CodeSystem/communication-not-done-reason"


def communication(alert: AlertState, delivery: Delivery) -> Json:
    """Return the Communication of `delivery`.

    "completed" says that a route took it. `received` is left out: nobody knows of a route that
    somebody has read it; what a person said is in the Task.
    """
    made: Json = {
        **resource("Communication", alert, communication_urn(alert, delivery)),
        "basedOn": [{"reference": urn(alert)}],
        "status": _status(delivery),
        "category": [{"text": "alert to the care team"}],
        "priority": "stat",
        "medium": [{"text": f"route {delivery.route}"}],
        "subject": subject(alert),
        "recipient": [{"display": f"Care team, by route {delivery.route}"}],
        "sender": {"display": "Nia, a chat program"},
        "payload": [{"contentString": f"Notice {delivery.notice} about this alert."}],
    }
    if delivery.status == "sent":
        made["sent"] = delivery.updated_at
    if delivery.status == "refused":
        why = f"Refused: {delivery.last_detail}" if delivery.last_detail else "Refused"
        made["statusReason"] = concept(_NOT_DONE, "system-error", "System Error", why)
    return made


def communication_urn(alert: AlertState, delivery: Delivery) -> str:
    """Return the name of the Communication of `delivery`."""
    return urn(alert, "communication", delivery.id)


def _status(delivery: Delivery) -> str:
    if delivery.status == "sent":
        return "completed"
    if delivery.status == "refused" and not delivery.may_have_arrived:
        return "not-done"
    if delivery.status == "due":
        return "in-progress"
    return "unknown" if delivery.may_have_arrived else "stopped"
