"""From a conversation's tracker to the report it makes; pure, and never stopped by odd input."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from actions.heard import Heard, heard, items, mapping, text
from careteam.report import Report, Severity
from clinic.phone_number import PhoneNumber, read_phone_number

DECIDED = {"escalate", "emergency", "crisis"}
_REPORTERS = {"self", "caregiver"}
_CONCERNS = {"emergency", "crisis"}
_NOT_NOW = {"absent", "past", "other"}


def report_of(
    tracker: Any,
    now: datetime,
    read_contact: Callable[[str], PhoneNumber | None] = read_phone_number,
) -> Report:
    """Return the report that the latest message of `tracker` (rasa_sdk) makes.

    The decision to report was taken before; whatever is missing here is left out, never a reason
    not to report. A message that reports nothing by itself is a "yes" to Nia's question: it carries
    what the question was about. A number to call back is the channel's, else one in the words.
    """
    latest = heard(tracker, now)
    verdict = mapping(latest.parsed.get("verdict"))
    answers = bool(verdict) and text(verdict.get("route")) not in DECIDED
    asked = latest.before if answers else None
    sources = [source for source in (asked, latest.parsed) if source] or [{}]
    verdicts = [mapping(source.get("verdict")) for source in sources]
    warmest = max(verdicts, key=_celsius_or_less)
    message = "\n".join(text(source.get("text")) for source in sources)
    given = text(latest.metadata.get("contact"))
    number = read_contact(given or message)
    return Report(
        conversation_id=latest.conversation_id,
        message_id=latest.message_id,
        channel=latest.channel,
        received_at=latest.received_at,
        message=message,
        severity=_severity(verdicts),
        signs=_unique(sign for found in verdicts for sign in _signs(found)),
        concerns=_unique(concern for found in verdicts for concern in _concerns(found)),
        worse=any(_has(found, "worse") for found in verdicts),
        temperature_c=_celsius(warmest),
        temperature_text=text(warmest.get("temperature_text")) or None,
        reporter=_reporter(verdicts),
        contact=given or (number.tidy if number else None),
        contact_e164=number.e164 if number else None,
        reason=_reason(verdict, asked, latest),
        late=latest.metadata.get("late") is True,
        language=text(latest.metadata.get("language")) or None,
        versions={
            str(name): str(value)
            for name, value in mapping(latest.metadata.get("versions")).items()
        },
    )


def _severity(verdicts: Sequence[Mapping[str, Any]]) -> Severity:
    grave = any(
        found.get("severity") == "emergency" or text(found.get("route")) in {"emergency", "crisis"}
        for found in verdicts
    )
    return "emergency" if grave else "urgent"


def _signs(verdict: Mapping[str, Any]) -> list[str]:
    decided = [text(sign) for sign in items(verdict.get("signs")) if text(sign)]
    if decided or text(verdict.get("route")) in DECIDED:
        return decided
    return [text(found.get("concept")) for found in _present(verdict, {"sign"})]


def _concerns(verdict: Mapping[str, Any]) -> list[str]:
    return [text(found.get("concept")) for found in _present(verdict, _CONCERNS)]


def _has(verdict: Mapping[str, Any], kind: str) -> bool:
    return bool(_present(verdict, {kind}))


def _present(verdict: Mapping[str, Any], kinds: set[str]) -> list[dict[str, Any]]:
    findings = [mapping(found) for found in items(verdict.get("findings"))]
    return [
        found
        for found in findings
        if text(found.get("kind")) in kinds
        and text(found.get("concept"))
        and text(found.get("assertion")) not in _NOT_NOW
    ]


def _celsius(verdict: Mapping[str, Any]) -> Decimal | None:
    try:
        given = verdict.get("temperature_c")
        value = None if given is None else Decimal(str(given))
    except InvalidOperation:
        return None
    return value if value is not None and value.is_finite() else None


def _celsius_or_less(verdict: Mapping[str, Any]) -> float:
    value = _celsius(verdict)
    return -math.inf if value is None else float(value)


def _reporter(verdicts: Sequence[Mapping[str, Any]]) -> str:
    named = [text(found.get("reporter")) for found in verdicts]
    return next((name for name in reversed(named) if name in _REPORTERS), "unknown")


def _reason(verdict: Mapping[str, Any], asked: Mapping[str, Any] | None, latest: Heard) -> str:
    if not verdict:
        return "verdict missing"
    own = text(verdict.get("reason")) or f"intent {latest.intent or None}"
    if asked is None:
        return own
    before = text(mapping(asked.get("verdict")).get("reason"))
    return f"answer to the question about signs ({before})" if before else own


def _unique(values: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
