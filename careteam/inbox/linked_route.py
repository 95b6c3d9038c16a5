"""A route whose messages carry a link by which the alert is acknowledged (ESC-8)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from careteam.clock import utc_now
from careteam.inbox import ack_link
from careteam.routes import Attempt, Notice, Route


@dataclass(frozen=True)
class LinkedRoute:
    """Sends by `route`, with a new link in every attempt.

    A link names the route, so that the record says by which way the alert was acknowledged.
    """

    route: Route
    key: bytes = field(repr=False)
    base_url: str

    @property
    def name(self) -> str:
        """The route's own name."""
        return self.route.name

    def send(self, notice: Notice, seconds: float) -> Attempt:
        """Try once, for about `seconds`; never raises."""
        link = ack_link.make(self.key, self.base_url, notice.alert.id, self.name, utc_now())
        return self.route.send(replace(notice, acknowledge_url=link), seconds)
