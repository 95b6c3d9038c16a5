"""The temperature as it was reported: nobody measured it here; pure."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from careteam.fhir.naming import Json, concept, resource, subject, urn
from careteam.state import AlertState

_BODY_TEMPERATURE = concept("http://loinc.org", "8310-5", "Body temperature")
_VITAL_SIGNS = concept(
    "http://terminology.hl7.org/CodeSystem/observation-category", "vital-signs", "Vital Signs"
)
_UCUM = "http://unitsofmeasure.org"
_NOTE = "Reported in a chat, not measured by staff. Read out of the words by a program."
_TENTH = Decimal("0.1")
_NUMBER = re.compile(r"\d{2,3}(?:[.,]\d+)?")


def observation(alert: AlertState) -> Json | None:
    """Return the Observation of the highest reading that was reported; None without one."""
    if alert.temperature_c is None:
        return None
    typed = f' Typed as "{alert.temperature_text}".' if alert.temperature_text else ""
    performer = subject(alert) if alert.reporter == "self" else {"display": "Person in the chat"}
    return {
        **resource("Observation", alert, observation_urn(alert)),
        "status": "preliminary",
        "category": [_VITAL_SIGNS],
        "code": _BODY_TEMPERATURE,
        "subject": subject(alert),
        "effectiveDateTime": alert.temperature_at or alert.received_at,
        "performer": [performer],
        "valueQuantity": quantity(alert.temperature_c, alert.temperature_text),
        "note": [{"text": f"{_NOTE}{typed} The time is when it was told, not when it was taken."}],
    }


def observation_urn(alert: AlertState) -> str:
    """Return the name of the Observation: a higher reading is another one."""
    return urn(alert, "temperature", str(alert.temperature_c))


def quantity(celsius: Decimal, typed: str | None) -> Json:
    """Return the reading in the unit in which the person gave it, Celsius if that is not plain."""
    fahrenheit = _tenth(celsius * 9 / 5 + 32)
    for number in _NUMBER.findall(typed or ""):
        given = Decimal(number.replace(",", "."))
        if _tenth(given) == fahrenheit != _tenth(celsius):
            return _quantity(given, "degree Fahrenheit", "[degF]")
    return _quantity(_tenth(celsius), "degree Celsius", "Cel")


def _quantity(value: Decimal, unit: str, code: str) -> Json:
    return {"value": float(value), "unit": unit, "system": _UCUM, "code": code}


def _tenth(value: Decimal) -> Decimal:
    return value.quantize(_TENTH, ROUND_HALF_UP)
