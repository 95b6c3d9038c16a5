"""From a conversation's tracker to the report it makes; pure, and never stopped by odd input."""

from __future__ import annotations

import math
import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime, timezone
from decimal import Decimal, InvalidOperation
from typing import Any

from careteam.clock import from_text
from careteam.report import Report, Severity

DECIDED = {"escalate", "emergency", "crisis"}
_REPORTERS = {"self", "caregiver"}
_CONCERNS = {"emergency", "crisis"}
_NOT_NOW = {"absent", "past", "other"}


def report_of(tracker: Any, now: datetime) -> Report:
    """Return the report that the latest message of `tracker` (rasa_sdk) makes.

    The decision to report was taken before; whatever is missing here is left out, never a reason
    not to report. A message that reports nothing by itself is a "yes" to Nia's question: it carries
    what the question was about.
    """
    message = _mapping(tracker.latest_message)
    verdict = _mapping(message.get("verdict"))
    answers = bool(verdict) and _text(verdict.get("route")) not in DECIDED
    asked = _message_before(tracker) if answers else None
    sources = [source for source in (asked, message) if source] or [{}]
    verdicts = [_mapping(source.get("verdict")) for source in sources]
    heard = _heard(tracker)
    metadata = _mapping(message.get("metadata") or heard.get("metadata"))
    warmest = max(verdicts, key=_celsius_or_less)
    return Report(
        conversation_id=str(tracker.sender_id),
        message_id=_message_id(message, heard),
        channel=_text(heard.get("input_channel")) or "unknown",
        received_at=_received_at(metadata, heard, now),
        message="\n".join(_text(source.get("text")) for source in sources),
        severity=_severity(verdicts),
        signs=_unique(sign for found in verdicts for sign in _signs(found)),
        concerns=_unique(concern for found in verdicts for concern in _concerns(found)),
        worse=any(_has(found, "worse") for found in verdicts),
        temperature_c=_celsius(warmest),
        temperature_text=_text(warmest.get("temperature_text")) or None,
        reporter=_reporter(verdicts),
        contact=_text(metadata.get("contact")) or None,
        reason=_reason(verdict, asked, message),
        late=metadata.get("late") is True,
        language=_text(metadata.get("language")) or None,
        versions={
            str(name): str(value) for name, value in _mapping(metadata.get("versions")).items()
        },
    )


def _message_before(tracker: Any) -> dict[str, Any] | None:
    """Return what was said before the latest message, as it was understood."""
    said = [event for event in _events(tracker) if event.get("event") == "user"]
    if len(said) < 2:
        return None
    return {**_mapping(said[-2].get("parse_data")), "text": said[-2].get("text")}


def _heard(tracker: Any) -> dict[str, Any]:
    said = [event for event in _events(tracker) if event.get("event") == "user"]
    return said[-1] if said else {}


def _message_id(message: Mapping[str, Any], heard: Mapping[str, Any]) -> str:
    given = message.get("message_id") or heard.get("message_id")
    if given:
        return str(given)
    # Without an id, the moment it was heard tells one message from the next.
    return f"at-{heard['timestamp']}" if heard.get("timestamp") else str(uuid.uuid4())


def _received_at(metadata: Mapping[str, Any], heard: Mapping[str, Any], now: datetime) -> datetime:
    for given in (metadata.get("received_at"), heard.get("timestamp")):
        try:
            if isinstance(given, str):
                return from_text(given)
            if isinstance(given, (int, float)) and given:
                return datetime.fromtimestamp(given, timezone.utc)
        except (ValueError, OverflowError, OSError):
            continue
    return now


def _severity(verdicts: Sequence[Mapping[str, Any]]) -> Severity:
    grave = any(
        found.get("severity") == "emergency" or _text(found.get("route")) in {"emergency", "crisis"}
        for found in verdicts
    )
    return "emergency" if grave else "urgent"


def _signs(verdict: Mapping[str, Any]) -> list[str]:
    decided = [_text(sign) for sign in _list(verdict.get("signs")) if _text(sign)]
    if decided or _text(verdict.get("route")) in DECIDED:
        return decided
    return [_text(found.get("concept")) for found in _present(verdict, {"sign"})]


def _concerns(verdict: Mapping[str, Any]) -> list[str]:
    return [_text(found.get("concept")) for found in _present(verdict, _CONCERNS)]


def _has(verdict: Mapping[str, Any], kind: str) -> bool:
    return bool(_present(verdict, {kind}))


def _present(verdict: Mapping[str, Any], kinds: set[str]) -> list[dict[str, Any]]:
    findings = [_mapping(found) for found in _list(verdict.get("findings"))]
    return [
        found
        for found in findings
        if _text(found.get("kind")) in kinds
        and _text(found.get("concept"))
        and _text(found.get("assertion")) not in _NOT_NOW
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
    named = [_text(found.get("reporter")) for found in verdicts]
    return next((name for name in reversed(named) if name in _REPORTERS), "unknown")


def _reason(
    verdict: Mapping[str, Any], asked: Mapping[str, Any] | None, message: Mapping[str, Any]
) -> str:
    if not verdict:
        return "verdict missing"
    own = _text(verdict.get("reason")) or f"intent {_mapping(message.get('intent')).get('name')}"
    if asked is None:
        return own
    before = _text(_mapping(asked.get("verdict")).get("reason"))
    return f"answer to the question about signs ({before})" if before else own


def _events(tracker: Any) -> list[dict[str, Any]]:
    return [event for event in _list(tracker.events) if isinstance(event, dict)]


def _mapping(value: Any) -> dict[str, Any]:
    return dict(value) if isinstance(value, Mapping) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _unique(values: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
