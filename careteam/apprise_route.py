"""Everything apprise reaches: text messages, Slack, Teams, Telegram, ntfy ... (ESC-4, ESC-11).

Apprise answers yes or no. A yes is the service's own acceptance. A no may be a wrong password as
well as an answer that never came, or one of several targets; it cannot be told which. So a no is
UNKNOWN: the person is never told on its strength that nobody knows (S-FAIL), and it is tried again.
"""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass, field

from careteam.message import phrase, short_text
from careteam.routes import Attempt, Notice, Result

logger = logging.getLogger(__name__)

MOST_UNDER_WAY = 16
"""Calls that apprise has not come back from; it offers no way to end one."""


@dataclass(frozen=True)
class AppriseRoute:
    """One apprise URL, which holds secrets. `careteam.apprise_service` says what it has to be."""

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
        call = _Call(self.url, phrase(notice), short_text(notice, self.inbox_url), limit)

        def run() -> None:
            try:
                call.run()
            finally:
                self._slots.release()

        thread = threading.Thread(target=run, daemon=True, name="careteam-apprise")
        thread.start()
        thread.join(limit)
        return call.leave()

    def prepare(self) -> None:
        """Load apprise in the background, and log what is wrong with the URL."""

        def run() -> None:
            fault = _fault_in(self.url)
            if fault:
                logger.error("route %s cannot send: %s", self.name, fault)

        threading.Thread(target=run, daemon=True, name="careteam-apprise").start()


class _Call:
    """One call, which is either left before it sends anything or may have sent it."""

    def __init__(self, url: str, title: str, body: str, seconds: float) -> None:
        self._url, self._title, self._body, self._seconds = url, title, body, seconds
        self._turn = threading.Lock()
        self._left = False
        self._attempt = Attempt(Result.UNREACHED, "not ready in time")

    def run(self) -> None:
        fault = _fault_in(self._url)
        with self._turn:
            if fault:
                self._attempt = Attempt(Result.UNREACHED, fault)
            if fault or self._left:
                return
            self._attempt = Attempt(Result.UNKNOWN, "no answer in time")
        self._attempt = self._notify()

    def leave(self) -> Attempt:
        """Return what is known by now; what has not begun to send will not."""
        with self._turn:
            self._left = True
            return self._attempt

    def _notify(self) -> Attempt:
        from careteam.apprise_service import notify

        try:
            if notify(self._url, self._title, self._body, self._seconds):
                return Attempt(Result.SENT)
            return Attempt(Result.UNKNOWN, "not taken")
        except Exception as error:
            return Attempt(Result.UNKNOWN, type(error).__name__)


def _fault_in(url: str) -> str | None:
    try:
        from careteam.apprise_service import fault_in

        return fault_in(url)
    except Exception as error:
        return type(error).__name__
