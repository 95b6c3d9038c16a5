"""Findings, readings and mentions as the entities that Rasa keeps with a message."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from bot.knowledge.mention import Mention
from bot.understanding.findings import Finding
from bot.understanding.temperature import Reading
from clinic.phone_number import read_phone_number

PHONE = "phone_number"
Entity = dict[str, Any]
# A group of causes is asked about as a cause, a brand as a drug.
ENTITY_OF_KIND = {"group": "cause", "brand": "drug"}


def sign_entities(findings: Sequence[Finding]) -> Iterator[Entity]:
    """Yield a `sign` with its assertion as the role for every finding of a listed sign."""
    for finding in findings:
        if finding.kind == "sign":
            entity = _entity("sign", finding.concept, finding.start, finding.end)
            yield {**entity, "role": finding.assertion.value}


def reading_entities(readings: Sequence[Reading]) -> Iterator[Entity]:
    """Yield a `temperature` in degrees Celsius for every reading whose scale is known."""
    for reading in readings:
        if reading.celsius is not None:
            yield _entity("temperature", float(reading.celsius), reading.start, reading.end)


def mention_entities(mentions: Sequence[Mention], findings: Sequence[Finding]) -> Iterator[Entity]:
    """Yield what the knowledge files name, but for the signs that are findings already."""
    taken = [(finding.start, finding.end) for finding in findings if finding.kind == "sign"]
    for mention in mentions:
        found = any(mention.start < end and start < mention.end for start, end in taken)
        if not (mention.kind == "sign" and found):
            kind = ENTITY_OF_KIND.get(mention.kind, mention.kind)
            yield _entity(kind, mention.id, mention.start, mention.end)


def phone_entities(text: str) -> list[Entity]:
    """Return a `phone_number`, as typed, for a number to call back (ESC-13)."""
    number = read_phone_number(text, None)
    if number is None:
        return []
    start = text.rfind(number.typed)
    return [_entity(PHONE, number.typed, start, start + len(number.typed))]


def _entity(kind: str, value: str | float, start: int, end: int) -> Entity:
    return {"entity": kind, "value": value, "start": start, "end": end, "confidence_entity": 1.0}
