"""Everything apprise reaches: text messages, Slack, Teams, Telegram, ntfy ... (ESC-4, ESC-11).

Apprise answers yes or no. A yes is the service's own acceptance. A no may be a wrong password as
well as an answer that never came, or one of several targets; it cannot be told which. So a no is
UNKNOWN: the person is never told on its strength that nobody knows (S-FAIL), and it is tried again.
"""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import apprise
from apprise import NotifyType

from careteam.message import phrase, short_text
from careteam.quiet import without_addresses
from careteam.routes import Attempt, Notice, Result
from clinic.route_checks import stays_inside

MOST_UNDER_WAY = 16
"""Calls that apprise has not come back from; it offers no way to end one."""

_SECOND_URL = re.compile(r"[\s,;][A-Za-z][A-Za-z0-9+.-]*://")
_ASSET = apprise.AppriseAsset(
    app_id="Nia",
    app_desc="Nia, alerts for the care team",
    storage_mode="memory",
    http_redirects=False,  # an alert goes where the clinic said, nowhere else
)


@dataclass(frozen=True)
class AppriseRoute:
    """One apprise URL, which holds secrets. See `fault_in` for what it has to be."""

    name: str
    url: str = field(repr=False)
    timeout_seconds: float = 8.0
    inbox_url: str | None = None
    _slots: threading.BoundedSemaphore = field(
        default_factory=lambda: threading.BoundedSemaphore(MOST_UNDER_WAY), repr=False
    )

    def send(self, notice: Notice, seconds: float) -> Attempt:
        """Try once, in a thread of its own that is left behind if it does not end in time."""
        limit = min(seconds, self.timeout_seconds)
        if limit <= 0:
            return Attempt(Result.UNREACHED, "no time left")
        if not self._slots.acquire(blocking=False):
            return Attempt(Result.UNREACHED, "too many calls without an answer")
        results: list[Attempt] = []

        def run() -> None:
            try:
                with without_addresses():
                    results.append(self._notify(notice, limit))
            finally:
                self._slots.release()

        thread = threading.Thread(target=run, daemon=True, name="careteam-apprise")
        thread.start()
        thread.join(limit)
        return results[0] if results else Attempt(Result.UNKNOWN, "no answer in time")

    def _notify(self, notice: Notice, limit: float) -> Attempt:
        try:
            # A fresh one each time: it would hold back a second message for some seconds.
            service = _service(self.url)
            if service is None:
                return Attempt(Result.UNREACHED, "not an apprise URL")
            service.socket_connect_timeout = service.socket_read_timeout = limit
            accepted = service.notify(
                title=phrase(notice),
                body=short_text(notice, self.inbox_url),
                notify_type=NotifyType.WARNING,
            )
        except Exception as error:
            return Attempt(Result.UNKNOWN, type(error).__name__)
        return Attempt(Result.SENT if accepted else Result.UNKNOWN, "" if accepted else "not taken")


def fault_in(url: str) -> str | None:
    """Return what is wrong with an apprise URL, without repeating it; None if it can be used."""
    with without_addresses():
        service = _service(url)
    if service is None:
        return "it is not one apprise URL, such as twilio://..."
    if stays_inside(service.host or ""):
        return None
    if not service.verify_certificate:
        return "alerts must not go to whoever answers (take verify=no out of it)"
    if urlsplit(url).scheme.lower() in _schemas(service.protocol):
        encrypted = _schemas(service.secure_protocol)
        remedy = f" (use {encrypted[0]}://)" if encrypted else ""
        return f"alerts must not cross a network unencrypted{remedy}"
    return None


def _service(url: str) -> apprise.NotifyBase | None:
    if _SECOND_URL.search(url):
        return None  # apprise would read it as a part of the first
    service = apprise.Apprise.instantiate(url, asset=_ASSET, suppress_exceptions=True)
    return service if isinstance(service, apprise.NotifyBase) else None


def _schemas(protocol: object) -> tuple[str, ...]:
    if isinstance(protocol, str):
        return (protocol,)
    return tuple(protocol) if isinstance(protocol, (tuple, list, set)) else ()
