"""What a way out is: it takes a notice, and says what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Literal, Protocol, runtime_checkable

from careteam.state import AlertState


class Result(str, Enum):
    """What one attempt came to. Only UNREACHED and REFUSED are a definite no."""

    SENT = "sent"
    UNKNOWN = "unknown"  # may have arrived: time-out, broken or half answer, 5xx
    UNREACHED = "unreached"  # did not arrive, try again: no connection, no name, TLS, 429
    REFUSED = "refused"  # did not arrive and never will like this: 4xx, redirect


@dataclass(frozen=True)
class Attempt:
    """A result, a few words without personal data, and the wait that the receiver asked for."""

    result: Result
    detail: str = ""
    retry_after: float | None = None


@dataclass(frozen=True)
class Notice:
    """One telling of one alert. Its key stays the same through all retries (ESC-9).

    `acknowledge_url`: a page that asks whether to acknowledge, for whoever holds the message.
    """

    alert: AlertState
    number: int
    acknowledge_url: str | None = None

    @property
    def idempotency_key(self) -> str:
        """The alert's id, and from the second notice on its number too.

        A receiver that honours keys would swallow news about a known alert otherwise.
        """
        return self.alert.id if self.number == 1 else f"{self.alert.id}.{self.number}"


class Route(Protocol):
    """One configured way out."""

    @property
    def name(self) -> str:
        """Its name, unique among the routes."""

    def send(self, notice: Notice, seconds: float) -> Attempt:
        """Try once, for about `seconds`; never raises."""


Handled = Literal["acknowledged", "resolved"]
"""What a person did with an alert."""


@runtime_checkable
class FollowingRoute(Route, Protocol):
    """A route whose receiver can be told that a person has an alert, or is done with it."""

    def follow(self, notice: Notice, handled: Handled, seconds: float) -> Attempt:
        """Tell what became of `notice`, once, for about `seconds`; never raises."""
