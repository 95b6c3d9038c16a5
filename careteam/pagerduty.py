"""PagerDuty by its Events API v2: one incident for each notice (ESC-4, ESC-9, ESC-11).

PagerDuty tells nobody again about a key whose incident is open. So each notice has a key of its
own, made from the alert's id: what is news, or still unseen, is told, and a retry is not (H15).
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from careteam.http_post import post
from careteam.message import phrase
from careteam.routes import Attempt, Handled, Notice


@dataclass(frozen=True)
class PagerDuty:
    """One service of PagerDuty, or of what speaks its protocol. `key` is its routing key."""

    name: str
    url: str = field(repr=False)
    key: str = field(repr=False)
    timeout_seconds: float = 8.0
    inbox_url: str | None = None

    def send(self, notice: Notice, seconds: float) -> Attempt:
        """Try once. Only 202 means taken: another success is not PagerDuty's answer."""
        return self._post(_event(notice, self.key, self.inbox_url), seconds)

    def follow(self, notice: Notice, handled: Handled, seconds: float) -> Attempt:
        """Acknowledge or resolve the notice's incident, once; an unknown one is passed over."""
        action = "acknowledge" if handled == "acknowledged" else "resolve"
        event = {"routing_key": self.key, "event_action": action}
        return self._post({**event, "dedup_key": notice.idempotency_key}, seconds)

    def _post(self, event: dict[str, Any], seconds: float) -> Attempt:
        body = json.dumps(event).encode()
        limit = min(seconds, self.timeout_seconds)
        return post(self.url, body, {}, limit, lambda status: status == 202)


def _event(notice: Notice, key: str, inbox_url: str | None) -> dict[str, Any]:
    alert = notice.alert
    event: dict[str, Any] = {
        "routing_key": key,
        "event_action": "trigger",
        "dedup_key": notice.idempotency_key,
        "client": "Nia",
        "payload": {
            "summary": f"{phrase(notice)} (alert {alert.id})",
            "source": "nia",
            "severity": "critical",
            "timestamp": alert.received_at,
            "custom_details": {"alert": alert.id, "message": notice.number, "test": alert.test},
        },
    }
    if inbox_url:
        event["client_url"] = inbox_url
        event["links"] = [{"href": inbox_url, "text": "Nia's inbox"}]
        if notice.acknowledge_url:
            event["links"].append({"href": notice.acknowledge_url, "text": "Acknowledge"})
    return event
