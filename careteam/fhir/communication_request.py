"""The ask: that the responsible provider be alerted; pure."""

from __future__ import annotations

from careteam.fhir.naming import Json, concept, resource, subject, urn
from careteam.state import AlertState

_FEVER = concept("http://snomed.info/sct", "386661006", "Fever", "Fever, as reported in a chat")
_CATEGORY = concept(
    "http://terminology.hl7.org/CodeSystem/communication-category", "alert", "Alert"
)
_HEADS = {
    "urgent": "Possible infection sign reported in a chat",
    "emergency": "Possible emergency reported in a chat",
}
_REPORTERS = {"self": "the patient", "caregiver": "somebody for the patient"}


def communication_request(alert: AlertState, words: bool) -> Json:
    """Return the CommunicationRequest of `alert`.

    Args:
        words: also what the person wrote, word for word, and the number to call back.
    """
    return {
        **resource("CommunicationRequest", alert, urn(alert)),
        "status": "completed" if alert.status == "resolved" else "active",
        "category": [_CATEGORY],
        "priority": "stat",
        "subject": subject(alert),
        "payload": [{"contentString": text} for text in _payload(alert, words)],
        "authoredOn": alert.created_at,
        "recipient": [{"display": "Care team"}],
        "sender": {"display": "Nia, a chat program"},
        "reasonCode": [_reason(sign) for sign in (*alert.signs, *alert.concerns)]
        or [{"text": "not recorded"}],
    }


def _reason(sign: str) -> Json:
    # Only fever has a code that was validated; the text says the others.
    return _FEVER if sign == "fever" else {"text": sign.replace("_", " ")}


def _payload(alert: AlertState, words: bool) -> list[str]:
    head = f"{'TEST, not a patient: ' if alert.test else ''}{_HEADS[alert.severity]}."
    found = ", ".join((*alert.signs, *alert.concerns)).replace("_", " ")
    said = [f"Written by {_REPORTERS.get(alert.reporter, 'somebody not known')}."]
    if words:
        said += [f'In their words: "{message}"' for message in alert.messages]
        said += [f"Number to call back: {alert.contact}"] if alert.contact else []
    lines = [head, f"Understood by a program: {found}." if found else "", *said]
    return [line for line in lines if line]
