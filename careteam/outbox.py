"""The outbox: what is still to be told to whom, in the same database as the alerts (ESC-1).

A row is one notice of one alert on one route. It is written in the transaction of the report and
leaves only by an accepted attempt, a final refusal, a newer notice, or a person who has seen it.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import case, or_, select, update
from sqlalchemy.engine import Connection

from careteam.clock import to_text
from careteam.escalation import SKEW
from careteam.retry import LONGEST_WAIT, Wait
from careteam.routes import Attempt, Result
from careteam.schema import outbox

LEASE = timedelta(seconds=10)
"""How long a row belongs to the one who took it; a killed process gives it back by this."""


@dataclass(frozen=True)
class Delivery:
    """One row of the outbox. `status`: due, sent, refused, superseded, cancelled."""

    id: str
    alert_id: str
    notice: int
    route: str
    status: str
    attempts: int
    in_flight: bool
    ever_unknown: bool
    next_attempt_at: str
    last_result: str | None
    last_detail: str | None
    updated_at: str

    @property
    def may_have_arrived(self) -> bool:
        """Whether somebody at the other end may know; only a definite no rules it out."""
        return self.status == "sent" or self.in_flight or self.ever_unknown or not self.attempts


def read(row: Any) -> Delivery:
    """Make a `Delivery` of a row of the table."""
    values = {name: row[name] for name in Delivery.__dataclass_fields__}
    flags = {name: bool(row[name]) for name in ("in_flight", "ever_unknown")}
    return Delivery(**{**values, **flags})


def enqueue(
    connection: Connection,
    alert_id: str,
    notice: int,
    routes: Sequence[str],
    now: datetime,
    leased: bool = True,
) -> list[Delivery]:
    """Add one row per route, and retire the older notices' rows.

    `leased`: to the caller, who tries them at once; else they are due, for any worker.
    """
    moment = to_text(now)
    connection.execute(
        update(outbox)
        .where(outbox.c.alert_id == alert_id, outbox.c.status == "due")
        .values(status="superseded", updated_at=moment)
    )
    rows = [
        {
            "id": str(uuid.uuid4()),
            "alert_id": alert_id,
            "notice": notice,
            "route": route,
            "status": "due",
            "attempts": int(leased),
            "in_flight": int(leased),
            "ever_unknown": 0,
            "next_attempt_at": to_text(now + LEASE) if leased else moment,
            "last_result": None,
            "last_detail": None,
            "created_at": moment,
            "updated_at": moment,
        }
        for route in routes
    ]
    if rows:
        connection.execute(outbox.insert(), rows)
    return [read(row) for row in rows]


def claim_due(
    connection: Connection, routes: Sequence[str], now: datetime, limit: int
) -> list[Delivery]:
    """Lease the rows whose time has come; two workers never get the same one.

    A row left in flight by a killed process may have arrived, and is marked so. What was written
    by a clock well ahead of `now`, or holds a time too far ahead to be ours, counts as due. Rows of
    other routes than `routes` stay: whoever was started without them cannot say they are gone.
    """
    due = or_(
        outbox.c.next_attempt_at <= to_text(now),
        outbox.c.next_attempt_at > to_text(now + 2 * LONGEST_WAIT),
        outbox.c.updated_at > to_text(now + SKEW),
    )
    ids = (
        select(outbox.c.id)
        .where(outbox.c.status == "due", outbox.c.route.in_(routes), due)
        .order_by(outbox.c.next_attempt_at)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    claimed = list(connection.execute(ids).scalars())
    if not claimed:
        return []
    connection.execute(
        update(outbox)
        .where(outbox.c.id.in_(claimed))
        .values(
            ever_unknown=case((outbox.c.in_flight == 1, 1), else_=outbox.c.ever_unknown),
            in_flight=1,
            attempts=outbox.c.attempts + 1,
            next_attempt_at=to_text(now + LEASE),
            updated_at=to_text(now),
        )
    )
    return of(connection, outbox.c.id.in_(claimed))


def settle(
    connection: Connection, delivery: Delivery, attempt: Attempt, now: datetime, wait: Wait
) -> bool:
    """Record what an attempt came to; return whether that is a transition worth an event.

    An acceptance is recorded even when it comes after the row was leased again or superseded.
    """
    found = of(connection, outbox.c.id == delivery.id)
    if not found:
        return False
    row = found[0]
    values: dict[str, Any] = {
        "last_result": attempt.result.value,
        "last_detail": attempt.detail,
        "updated_at": to_text(now),
    }
    is_latest = row.attempts == delivery.attempts
    if attempt.result is Result.SENT:
        values |= {"status": "sent", "in_flight": 0}
    elif row.status == "sent" or not is_latest:
        return False
    else:
        values["in_flight"] = 0
        if attempt.result is Result.UNKNOWN:
            values["ever_unknown"] = 1
        if row.status == "due" and attempt.result is Result.REFUSED:
            values["status"] = "refused"
        if row.status == "due" and attempt.result is not Result.REFUSED:
            seconds = wait(row.attempts, attempt.retry_after)
            values["next_attempt_at"] = to_text(now + timedelta(seconds=seconds))
    connection.execute(update(outbox).where(outbox.c.id == row.id).values(**values))
    return bool(
        row.last_result != attempt.result.value or row.status != values.get("status", row.status)
    )


def cancel(connection: Connection, alert_id: str, now: datetime) -> None:
    """End all pending deliveries of an alert that a person has seen."""
    connection.execute(
        update(outbox)
        .where(outbox.c.alert_id == alert_id, outbox.c.status == "due")
        .values(status="cancelled", updated_at=to_text(now))
    )


def of(connection: Connection, condition: Any) -> list[Delivery]:
    """Return the rows that meet `condition`, oldest notice first."""
    query = select(outbox).where(condition).order_by(outbox.c.notice, outbox.c.route)
    return [read(row) for row in connection.execute(query).mappings()]
