"""What may truthfully be said of an alert now; pure (clinical-spec section 4, TXT-5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from careteam.outbox import Delivery
from careteam.routes import Result
from careteam.state import AlertState


class State(str, Enum):
    """How far the care team has been reached."""

    NOT_CONFIGURED = "not_configured"  # there is no route to anybody
    SENT = "sent"  # at least one route took it; nobody is known to have read it
    UNSURE = "unsure"  # it may have arrived, or not
    FAILED = "failed"  # every route definitely did not take it
    ACKNOWLEDGED = "acknowledged"  # a person said that she has seen it


@dataclass(frozen=True)
class Outcome:
    """What came of a report, or what is known of an alert.

    `added`: it was added to an alert that was open already. `acknowledged_at`: RFC 3339, UTC.
    """

    state: State
    added: bool = False
    alert_id: str | None = None
    acknowledged_at: str | None = None


def outcome_of_attempts(
    routes: Sequence[str], results: Sequence[Result | None], earlier: Sequence[Delivery]
) -> State:
    """Judge one notice by its attempts (None: still under way) and what went before.

    FAILED says "no one knows", so a single attempt that may have arrived, ever, rules it out.
    """
    if not routes:
        return State.NOT_CONFIGURED
    if Result.SENT in results:
        return State.SENT
    definite = len(results) >= len(routes) and all(
        result in {Result.REFUSED, Result.UNREACHED} for result in results
    )
    if definite and not any(delivery.may_have_arrived for delivery in earlier):
        return State.FAILED
    return State.UNSURE


def outcome_of_record(
    alert: AlertState, deliveries: Sequence[Delivery], routes: Sequence[str]
) -> State:
    """Judge an alert by what the store holds of its latest news, told once or several times.

    ACKNOWLEDGED needs a person's acknowledgement with no news after it; handing the alert back
    does not undo that somebody saw it.
    """
    if alert.seen:
        return State.ACKNOWLEDGED
    latest = [delivery for delivery in deliveries if delivery.notice >= alert.news]
    if any(delivery.status == "sent" for delivery in latest):
        return State.SENT
    if not routes and not deliveries:
        return State.NOT_CONFIGURED
    if latest and not any(delivery.may_have_arrived for delivery in deliveries):
        return State.FAILED
    return State.UNSURE
