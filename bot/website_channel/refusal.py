"""What is not done, and why: a code for the page, and words that a person may read."""

from __future__ import annotations

import math
from typing import Literal

Code = Literal[
    "bad_request",
    "unknown_conversation",
    "origin",
    "too_large",
    "too_many",
    "unavailable",
]
STATUS: dict[Code, int] = {
    "bad_request": 400,
    "unknown_conversation": 401,
    "origin": 403,
    "too_large": 413,
    "too_many": 429,
    "unavailable": 503,
}


class Refused(Exception):
    """A request that is not carried out. `detail`: for whoever builds pages, no word of a person.

    `wait_seconds`: after what time it may be tried again.
    """

    def __init__(self, code: Code, detail: str = "", wait_seconds: float = 0.0) -> None:
        super().__init__(code)
        self.code: Code = code
        self.detail = detail
        self.wait_seconds = wait_seconds

    @property
    def status(self) -> int:
        """The HTTP status."""
        return STATUS[self.code]

    @property
    def headers(self) -> dict[str, str]:
        """Headers that go with it."""
        if not self.wait_seconds:
            return {}
        return {"Retry-After": str(max(1, math.ceil(self.wait_seconds)))}

    def body(self, text: str) -> dict[str, str]:
        """Return the JSON body; `text` is the advice that a person reads."""
        body = {"error": self.code, "text": text}
        return {**body, "detail": self.detail} if self.detail else body
