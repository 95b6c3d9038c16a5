"""A webhook: the notice as JSON by POST, signed when a secret is set (ESC-4, ESC-9, ESC-11).

What a receiver has to know, with an example that verifies: docs/alert-routes.md.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from dataclasses import dataclass, field

from careteam.http_post import post
from careteam.message import payload
from careteam.routes import Attempt, Notice


@dataclass(frozen=True)
class Webhook:
    """One address that takes alerts.

    `secret` signs the body. `include_details` puts what the patient said into the body; it is
    off by default because bodies pass through other people's systems.
    """

    name: str
    url: str = field(repr=False)
    secret: str | None = field(default=None, repr=False)
    timeout_seconds: float = 2.0
    include_details: bool = False
    inbox_url: str | None = None

    def send(self, notice: Notice, seconds: float) -> Attempt:
        """Try once; any status of success means that it was taken. See `careteam.http_post`."""
        body = json.dumps(payload(notice, self.include_details, self.inbox_url)).encode()
        limit = min(seconds, self.timeout_seconds)
        return post(self.url, body, self._headers(notice, body), limit)

    def _headers(self, notice: Notice, body: bytes) -> dict[str, str]:
        headers = {
            "Idempotency-Key": notice.idempotency_key,
            "X-Nia-Alert-Id": notice.alert.id,
        }
        if self.secret:
            headers["X-Nia-Signature"] = sign(body, self.secret, int(time.time()))
        return headers


def sign(body: bytes, secret: str, at: int) -> str:
    """Return `t=<unix seconds>,v1=<hex>`: HMAC-SHA256 of `<t>.<body>` under `secret`."""
    mac = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256)
    return f"t={at},v1={mac.hexdigest()}"
