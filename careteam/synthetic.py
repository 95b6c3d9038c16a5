"""TEST alerts: they go the way of a patient's, and can not be mistaken for one (ESC-14).

A TEST has a key that no conversation can have, so it never meets a patient's words. It is told
once, by every route, and ends with its acknowledgement.
"""

from __future__ import annotations

import json
import uuid
from datetime import datetime, timedelta

from sqlalchemy import select

from careteam.clock import from_text, utc_now
from careteam.outcome import Outcome
from careteam.report import Report
from careteam.schema import alert_events, alerts
from careteam.service import CareTeam
from careteam.store import Store

_SCHEDULED = "TEST-scheduled"
_CLOCK_SET_BACK = timedelta(minutes=-1)


def synthetic_report(name: str, message_id: str, reason: str, now: datetime) -> Report:
    """Return the report of a TEST alert. `name` takes the place of the conversation."""
    return Report(
        conversation_id=name,
        message_id=message_id,
        channel="test",
        received_at=now,
        message="TEST. This is not a patient.",
        reason=f"TEST {reason}",
        test=True,
    )


def by_hand(team: CareTeam) -> Outcome:
    """Raise a TEST alert of its own and try every route.

    Raises:
        StoreUnavailable: if it is not known to be stored.
    """
    name = f"TEST-{uuid.uuid4()}"
    return team.report(synthetic_report(name, name, "by the command line", utc_now()))


def on_schedule(team: CareTeam, now: datetime | None = None) -> Outcome | None:
    """Raise the scheduled TEST alert if its time has come; None if there is nothing to do.

    One that nobody acknowledged is told again rather than joined by another. Of several workers
    that come at once one raises it, because all give it the same name.

    Raises:
        StoreUnavailable: if it is not known to be stored.
    """
    moment, every = now or utc_now(), team.plan.test_every
    if every is None or not team.plan.recipients:
        return None
    last = _last_scheduled(team.store)
    if last is not None and _CLOCK_SET_BACK < moment - from_text(last) < every:
        return None
    name = f"after {last or 'none'}"
    return team.report(synthetic_report(_SCHEDULED, name, "on schedule", moment))


def _last_scheduled(store: Store) -> str | None:
    if not store.exists:
        return None
    key = synthetic_report(_SCHEDULED, "", "", utc_now()).conversation_key
    newest = (
        select(alert_events.c.payload)
        .join(alerts, alerts.c.id == alert_events.c.alert_id)
        .where(alerts.c.conversation_key == key, alert_events.c.kind == "reported")
        .order_by(alert_events.c.seq.desc())
        .limit(1)
    )
    with store.reading() as connection:
        payload = connection.execute(newest).scalar()
    return None if payload is None else str(json.loads(payload)["received_at"])
