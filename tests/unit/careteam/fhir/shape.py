"""Whether JSON is what FHIR R4 allows: its elements, its cardinalities, its required bindings."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent
_ELEMENTS = json.loads((_FOLDER / "elements.json").read_text(encoding="utf-8"))["elements"]
_VALUE_SETS = json.loads((_FOLDER / "value_sets.json").read_text(encoding="utf-8"))
_BINDINGS = {
    ("CommunicationRequest", "status"): "request-status",
    ("CommunicationRequest", "priority"): "request-priority",
    ("Communication", "status"): "event-status",
    ("Communication", "priority"): "request-priority",
    ("Task", "status"): "task-status",
    ("Task", "intent"): "task-intent",
    ("Task", "priority"): "request-priority",
    ("Observation", "status"): "observation-status",
    ("Bundle", "type"): "bundle-type",
    ("Bundle Request", "method"): "http-verb",
    ("Quantity", "comparator"): "quantity-comparator",
}
_CONCEPT, _REFERENCE = "CodeableConcept", "Reference"
_TYPES = {
    "identifier": "Identifier",
    "category": _CONCEPT,
    "code": _CONCEPT,
    "medium": _CONCEPT,
    "reasonCode": _CONCEPT,
    "statusReason": _CONCEPT,
    "coding": "Coding",
    "security": "Coding",
    "valueQuantity": "Quantity",
    "period": "Period",
    "executionPeriod": "Period",
    "note": "Annotation",
    "meta": "Meta",
    **dict.fromkeys(
        ("subject", "for", "focus", "basedOn", "recipient", "sender", "requester", "owner"),
        _REFERENCE,
    ),
    "performer": _REFERENCE,
}
_OWN = {
    ("CommunicationRequest", "payload"): "CommunicationRequest Payload",
    ("Communication", "payload"): "Communication Payload",
    ("Task", "restriction"): "Task Restriction",
    ("Bundle", "entry"): "Bundle Entry",
    ("Bundle Entry", "request"): "Bundle Request",
}
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_MOMENTS = {
    "authoredOn",
    "lastModified",
    "sent",
    "effectiveDateTime",
    "start",
    "end",
    "time",
    "timestamp",
}


def faults(resource: dict[str, Any]) -> list[str]:
    """Return what FHIR R4 does not allow in `resource`, with the place of each."""
    return _faults(resource, str(resource.get("resourceType")), str(resource.get("resourceType")))


def _faults(value: Any, kind: str, place: str) -> list[str]:
    if not isinstance(value, dict) or not value:
        return [f"{place} is no {kind}"]
    known = _ELEMENTS[kind]
    found = [f"{place}.{name} is missing" for name in known["required"] if name not in value]
    for name, inner in value.items():
        here = f"{place}.{name}"
        if name == "resourceType":
            continue
        if name not in known["lists"] and name not in known["single"]:
            found.append(f"{here} is not in FHIR R4")
        elif isinstance(inner, list) != (name in known["lists"]):
            found.append(f"{here} is {'' if isinstance(inner, list) else 'no '}list")
        elif inner in ("", [], {}, None):
            found.append(f"{here} is empty")
        else:
            for item in inner if isinstance(inner, list) else [inner]:
                found += _inside(item, kind, name, here)
    return found


def _inside(item: Any, kind: str, name: str, place: str) -> list[str]:
    bound = _BINDINGS.get((kind, name))
    if bound:
        return [] if item in _VALUE_SETS[bound] else [f"{place}: {item} is not in {bound}"]
    if (kind, name) in _OWN:
        return _faults(item, _OWN[kind, name], place)
    if name == "resource":
        return _faults(item, item["resourceType"], f"{place}({item['resourceType']})")
    if name in _MOMENTS:
        return [] if _MOMENT.fullmatch(str(item)) else [f"{place} is no time"]
    if isinstance(item, dict):
        return _faults(item, _TYPES[name], place)
    return []
