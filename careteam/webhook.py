"""A webhook: the notice as JSON by POST, signed when a secret is set (ESC-4, ESC-9, ESC-11).

The address may hold a secret, so it stands in no log and no record; the route's name does.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.utils import get_environ_proxies

from careteam.quiet import without_addresses
from careteam.routes import Attempt, Notice, Result

MOST_BYTES_READ = 4_096
_PHRASES = {
    "urgent": "Possible infection sign reported",
    "emergency": "Possible emergency reported",
}


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

    def send(self, notice: Notice, seconds: float) -> Attempt:
        """Try once. A time-out, a broken answer and 5xx leave it open whether it arrived."""
        limit = min(seconds, self.timeout_seconds)
        if limit <= 0:
            return Attempt(Result.UNREACHED, "no time left")
        ends = time.monotonic() + limit
        body = json.dumps(message(notice, details=self.include_details)).encode()
        try:
            with without_addresses(), requests.Session() as session:
                session.trust_env = False  # .netrc would replace what the route is set to send
                with session.post(
                    self.url,
                    data=body,
                    headers=self._headers(notice, body),
                    timeout=limit,
                    allow_redirects=False,  # an alert goes where the clinic said, nowhere else
                    stream=True,
                    proxies=get_environ_proxies(self.url) if not self._is_loopback else {},
                    verify=os.environ.get("REQUESTS_CA_BUNDLE") or True,
                ) as response:
                    _read_to_end(response, ends)
                    return _judge(response)
        except requests.RequestException as error:
            return _judge_failure(error)
        except Exception as error:
            return Attempt(Result.UNKNOWN, type(error).__name__)

    @property
    def _is_loopback(self) -> bool:
        return urlsplit(self.url).hostname in {"localhost", "127.0.0.1", "::1"}

    def _headers(self, notice: Notice, body: bytes) -> dict[str, str]:
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "nia-careteam",
            "Idempotency-Key": notice.idempotency_key,
            "X-Nia-Alert-Id": notice.alert.id,
        }
        if self.secret:
            headers["X-Nia-Signature"] = sign(body, self.secret, int(time.time()))
        return headers


def message(notice: Notice, details: bool = False) -> dict[str, Any]:
    """Return the body: by default an id, a phrase, a severity and a time; nothing personal."""
    alert = notice.alert
    phrase = _PHRASES[alert.severity]
    body: dict[str, Any] = {
        "id": alert.id,
        "notice": notice.number,
        "text": f"TEST, not a patient: {phrase}" if alert.test else phrase,
        "severity": alert.severity,
        "reported_at": alert.updated_at,
        "test": alert.test,
    }
    if details:
        reading = alert.temperature_c
        body["details"] = {
            "conversation_id": alert.conversation_id,
            "signs": list(alert.signs),
            "temperature_c": None if reading is None else float(reading),
            "reporter": alert.reporter,
            "contact": alert.contact,
            "messages": list(alert.messages),
        }
    return body


def sign(body: bytes, secret: str, at: int) -> str:
    """Return `t=<unix seconds>,v1=<hex>`: HMAC-SHA256 of `<t>.<body>` under `secret`."""
    mac = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256)
    return f"t={at},v1={mac.hexdigest()}"


def _read_to_end(response: requests.Response, ends: float) -> None:
    # Byte by byte: a larger piece would be waited for, however slowly it comes.
    for read, _ in enumerate(response.iter_content(1)):
        if read > MOST_BYTES_READ:
            return
        if time.monotonic() > ends:
            raise requests.Timeout


def _judge(response: requests.Response) -> Attempt:
    status = response.status_code
    detail = f"HTTP {status}"
    if 200 <= status < 300:
        return Attempt(Result.SENT, detail)
    if status == 429:
        return Attempt(Result.UNREACHED, detail, _seconds(response.headers.get("Retry-After")))
    if status == 408 or not 300 <= status < 500:
        return Attempt(Result.UNKNOWN, detail, _seconds(response.headers.get("Retry-After")))
    return Attempt(Result.REFUSED, detail)


def _judge_failure(error: requests.RequestException) -> Attempt:
    detail = type(error).__name__
    if isinstance(error, (requests.exceptions.InvalidURL, requests.exceptions.MissingSchema)):
        return Attempt(Result.REFUSED, detail)
    # Nothing of the request was sent before the connection and its encryption stood.
    before_sending = isinstance(
        error, (requests.exceptions.SSLError, requests.ConnectTimeout)
    ) or _cause(error) in {"NewConnectionError", "NameResolutionError"}
    return Attempt(Result.UNREACHED if before_sending else Result.UNKNOWN, detail)


def _cause(error: requests.RequestException) -> str:
    wrapped = error.args[0] if error.args else None
    return type(getattr(wrapped, "reason", None)).__name__


def _seconds(text: str | None) -> float | None:
    try:
        return max(float(text), 0.0) if text else None
    except ValueError:
        return None
