"""What a person does with an alert: acknowledge, resolve, reopen it, write a note, mark it.

Only these end the telling; no message of a patient does. Each is one append to the record.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal, get_args

from sqlalchemy import select, update
from sqlalchemy.engine import Connection

from careteam import outbox
from careteam.clock import to_text, utc_now
from careteam.records import UnknownAlert, append, state_of
from careteam.schema import alerts
from careteam.state import AlertState
from careteam.store import Store

Mark = Literal[
    "false",  # nobody had reported a sign
    "missed",  # Nia should have raised it, or part of it, earlier
]
MARKS: tuple[Mark, ...] = get_args(Mark)


class AlreadyResolved(Exception):
    """A resolved alert is only reopened, marked or given a note; a new report opens a new one."""


class NotReopenable(Exception):
    """The alert is open already, or the conversation has another one that is."""


class HasNews(Exception):
    """The patient wrote since the person looked: nobody has seen that yet."""


def words_seen(state: AlertState) -> int:
    """Return how much the patient has said; whoever acts on less has not seen all of it."""
    return state.reports + len(state.remarks)


def acknowledge(
    store: Store, alert_id: str, by: str, now: datetime | None = None, seen: int | None = None
) -> AlertState:
    """Record that a person has seen the alert, and stop telling about it; this ends a TEST.

    Args:
        seen: `words_seen` of what the person looked at; None: all there is.

    Raises:
        UnknownAlert, AlreadyResolved, HasNews, StoreUnavailable.
    """
    with store.writing() as connection:
        return acknowledge_within(connection, alert_id, by, now or utc_now(), seen)


def acknowledge_within(
    connection: Connection, alert_id: str, by: str, now: datetime, seen: int | None = None
) -> AlertState:
    """Do as `acknowledge` does, in a transaction of the caller's."""
    state = _lock_unresolved(connection, alert_id)
    _refuse_news(state, seen)
    append(connection, alert_id, "acknowledged", {"by": by}, now)
    if state.test:
        _close(connection, alert_id, by, "TEST, acknowledged", now)
    outbox.cancel(connection, alert_id, now)
    return state_of(connection, alert_id)


def resolve(
    store: Store,
    alert_id: str,
    by: str,
    reason: str,
    now: datetime | None = None,
    seen: int | None = None,
) -> AlertState:
    """Close the alert. Who resolves has seen it, so that is recorded first if it was not.

    Raises:
        UnknownAlert, AlreadyResolved, HasNews, StoreUnavailable.
    """
    moment = now or utc_now()
    with store.writing() as connection:
        state = _lock_unresolved(connection, alert_id)
        _refuse_news(state, seen)
        if state.status != "acknowledged":
            append(connection, alert_id, "acknowledged", {"by": by}, moment)
        _close(connection, alert_id, by, reason, moment)
        outbox.cancel(connection, alert_id, moment)
        return state_of(connection, alert_id)


def reopen(store: Store, alert_id: str, by: str, now: datetime | None = None) -> AlertState:
    """Make an alert wait for somebody again: one that was resolved, or that is handed back.

    Raises:
        UnknownAlert, NotReopenable, StoreUnavailable.
    """
    moment = now or utc_now()
    with store.writing() as connection:
        key = _lock(connection, alert_id)
        if state_of(connection, alert_id).status == "open":
            raise NotReopenable(alert_id)
        others = select(alerts.c.id).where(
            alerts.c.conversation_key == key, alerts.c.closed_at.is_(None), alerts.c.id != alert_id
        )
        if connection.execute(others).first():
            raise NotReopenable(alert_id)
        append(connection, alert_id, "reopened", {"by": by}, moment)
        connection.execute(update(alerts).where(alerts.c.id == alert_id).values(closed_at=None))
        return state_of(connection, alert_id)


def note(store: Store, alert_id: str, by: str, text: str, now: datetime | None = None) -> None:
    """Add a person's words to the record; changes nothing else.

    Raises:
        UnknownAlert, StoreUnavailable.
    """
    with store.writing() as connection:
        _lock(connection, alert_id)
        append(connection, alert_id, "noted", {"by": by, "text": text}, now or utc_now())


def mark(
    store: Store, alert_id: str, by: str, as_what: Mark, text: str, now: datetime | None = None
) -> None:
    """Record that the alert was false, or that something was missed (GOV-6); it stays as it is.

    Raises:
        ValueError: if `as_what` is no mark.
        UnknownAlert, StoreUnavailable.
    """
    if as_what not in MARKS:
        raise ValueError(f"a mark is one of {MARKS}")
    payload = {"by": by, "as": as_what, "text": text}
    with store.writing() as connection:
        _lock(connection, alert_id)
        append(connection, alert_id, "marked", payload, now or utc_now())


def _refuse_news(state: AlertState, seen: int | None) -> None:
    if seen is not None and words_seen(state) != seen:
        raise HasNews(state.id)


def _lock(connection: Connection, alert_id: str) -> str:
    query = select(alerts.c.conversation_key).where(alerts.c.id == alert_id).with_for_update()
    key = connection.execute(query).scalar()
    if key is None:
        raise UnknownAlert(alert_id)
    return str(key)


def _close(connection: Connection, alert_id: str, by: str, reason: str, now: datetime) -> None:
    append(connection, alert_id, "resolved", {"by": by, "reason": reason}, now)
    close = update(alerts).where(alerts.c.id == alert_id).values(closed_at=to_text(now))
    connection.execute(close)


def _lock_unresolved(connection: Connection, alert_id: str) -> AlertState:
    query = select(alerts.c.closed_at).where(alerts.c.id == alert_id).with_for_update()
    row = connection.execute(query).first()
    if row is None:
        raise UnknownAlert(alert_id)
    if row.closed_at is not None:
        raise AlreadyResolved(alert_id)
    return state_of(connection, alert_id)
