"""A FHIR server: each notice as a transaction that may be sent again (ESC-4, ESC-9, ESC-16)."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import timedelta

from careteam.fhir.bundle import MEDIA_TYPE, resources_of, transaction
from careteam.fhir.naming import Json
from careteam.fhir.task import task
from careteam.http_post import post
from careteam.routes import Attempt, Handled, Notice


@dataclass(frozen=True)
class FhirRoute:
    """The base address of one server.

    It holds findings and the reading, because that is what it is for; `words` adds what the person
    wrote and the number to call back. `answer_within`: how long after a report an answer is late.
    """

    name: str
    url: str = field(repr=False)
    token: str | None = field(default=None, repr=False)
    timeout_seconds: float = 8.0
    words: bool = False
    answer_within: timedelta = timedelta(minutes=10)

    def send(self, notice: Notice, seconds: float) -> Attempt:
        """Try once. Only 200 means taken: that is what a server answers to a transaction."""
        resources = resources_of(notice.alert, self.answer_within, self.words)
        return self._post(transaction(resources), seconds)

    def follow(self, notice: Notice, handled: Handled, seconds: float) -> Attempt:  # noqa: ARG002
        """Bring the Task to how things stand, once."""
        return self._post(transaction([task(notice.alert, self.answer_within)]), seconds)

    def _post(self, bundle: Json, seconds: float) -> Attempt:
        headers = {
            "Content-Type": MEDIA_TYPE,
            "Accept": MEDIA_TYPE,
        }
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        limit = min(seconds, self.timeout_seconds)
        body = json.dumps(bundle).encode()
        return post(self.url, body, headers, limit, lambda status: status == 200)
