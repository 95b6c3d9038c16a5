"""A report that Nia missed, recorded by a person who came to know of it (GOV-6).

It becomes an alert like any other, so that it is kept, found, exported and removed as they are. Who
records it has it: nobody else is told, unless it is not resolved in time. There is no conversation
behind it that Nia would say anything in.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from careteam.alerts import raise_alert
from careteam.clock import utc_now
from careteam.handling import acknowledge, mark, resolve
from careteam.report import Report
from careteam.state import AlertState
from careteam.store import Store

CHANNEL = "care team"
"""In place of the channel by which a person writes to Nia."""


@dataclass(frozen=True)
class Missed:
    """What a person of the care team records.

    `words`: what was reported, `happened`: what went wrong, as far as is known. `contact`: a number
    to call back. `done`: what was done already; None: it is still to do.
    """

    words: str
    happened: str
    contact: str | None = None
    done: str | None = None


def record_missed(store: Store, missed: Missed, by: str, now: datetime | None = None) -> AlertState:
    """Record `missed` as an alert that `by` has; resolved, if it is done.

    Raises:
        StoreUnavailable: if it could not be written. What was written by then waits as an alert
            that nobody has seen, and is told: better twice than not at all.
    """
    moment, name = now or utc_now(), f"missed-{uuid.uuid4()}"
    report = Report(
        conversation_id=name,
        message_id=name,
        channel=CHANNEL,
        received_at=moment,
        message=missed.words,
        contact=missed.contact,
        reason=f"recorded by {by}: no alert was raised",
        late=True,
    )
    alert_id = raise_alert(store, report, now=moment).alert_id
    mark(store, alert_id, by, "missed", missed.happened, moment)
    if missed.done is not None:
        return resolve(store, alert_id, by, missed.done, moment)
    return acknowledge(store, alert_id, by, moment)
