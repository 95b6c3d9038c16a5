"""Trackers as the server sends them to actions."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Tracker


def heard(
    text: str,
    verdict: dict[str, Any] | None = None,
    intent: str = "report_sign",
    **fields: Any,
) -> dict[str, Any]:
    """Return the event of one message of the person."""
    parse_data: dict[str, Any] = {"text": text, "intent": {"name": intent}, "entities": []}
    if verdict is not None:
        parse_data["verdict"] = verdict
    event = {
        "event": "user",
        "text": text,
        "timestamp": 1769860800.0,  # 2026-01-31 12:00 UTC
        "input_channel": "rest",
        "message_id": f"id of {text}",
        "metadata": {},
        **fields,
    }
    parse_data["message_id"] = event["message_id"]
    parse_data["metadata"] = event["metadata"]
    return {**event, "parse_data": parse_data}


def tracker(*events: dict[str, Any], sender_id: str = "c1") -> Tracker:
    """Return a tracker whose latest message is the last one among `events`."""
    said = [event["parse_data"] for event in events if event["event"] == "user"]
    latest = said[-1] if said else {}
    return Tracker(sender_id, {}, latest, list(events), False, None, {}, None)


def verdict(route: str = "escalate", **fields: Any) -> dict[str, Any]:
    """Return a verdict of the understanding, as it stands in parse data."""
    return {
        "route": route,
        "intent": "report_sign",
        "severity": "urgent",
        "signs": ["fever"],
        "temperature_c": 38.6,
        "temperature_text": "38,6",
        "reporter": "self",
        "reason": "fever (present)",
        "findings": [],
        **fields,
    }
