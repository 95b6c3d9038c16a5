"""How resources of one alert are called, and refer to one another and to people; pure.

Names are made from the alert, so that the same alert gives the same resources on every machine
and every time: a server that knows them makes no second ones.
"""

from __future__ import annotations

import uuid
from typing import Any

from careteam.report import conversation_key
from careteam.state import AlertState

Json = dict[str, Any]

URI_SYSTEM = "urn:ietf:rfc:3986"
_NAMESPACE = uuid.UUID("6f1c5d1e-6a3b-5c0e-9a51-8d0b7f0e2c46")


def urn(alert: AlertState, what: str = "", which: str = "") -> str:
    """Return the name of a resource; the request itself, `what` empty, is called by the alert."""
    if not what:
        try:
            return uuid.UUID(alert.id).urn
        except ValueError:  # no id of today's making
            what = "request"
    return uuid.uuid5(_NAMESPACE, f"{alert.id} {what} {which}").urn


def identifier(name: str) -> Json:
    """Return a name as an Identifier."""
    return {"system": URI_SYSTEM, "value": name}


def subject(alert: AlertState) -> Json:
    """Return a reference to whom it is about, who has no record here: a name for the conversation.

    It is the same for all alerts of a conversation and does not contain its id, which may be a
    telephone number.
    """
    name = uuid.uuid5(_NAMESPACE, f"conversation {conversation_key(alert.conversation_id)}").urn
    who = "TEST: not a patient" if alert.test else "Person in the chat, not identified"
    return {"type": "Patient", "identifier": identifier(name), "display": who}


def resource(kind: str, alert: AlertState, name: str) -> Json:
    """Return the beginning of a resource; that of a TEST is labelled as test data (ESC-14)."""
    made: Json = {"resourceType": kind, "identifier": [identifier(name)]}
    if alert.test:
        made["meta"] = {
            "security": [
                {
                    "system": "http://terminology.hl7.org/CodeSystem/v3-ActReason",
                    "code": "HTEST",
                    "display": "test health data",
                }
            ]
        }
    return made


def concept(system: str, code: str, display: str, text: str | None = None) -> Json:
    """Return a CodeableConcept of one code."""
    made: Json = {"coding": [{"system": system, "code": code, "display": display}]}
    return {**made, "text": text} if text else made
