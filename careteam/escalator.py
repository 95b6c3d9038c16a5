"""Takes the steps of `careteam.escalation` whose time has come, each once (ESC-7).

A step is one event and its rows in the outbox, in one transaction under the alert's lock.
"""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from careteam import outbox
from careteam.clock import utc_now
from careteam.escalation import NOTHING, Step, due_escalation, next_step
from careteam.plan import Plan
from careteam.readable import read_each
from careteam.records import Recorded, append, read_alerts
from careteam.report import digest
from careteam.schema import alert_events, alerts
from careteam.store import Store, StoreUnavailable

logger = logging.getLogger(__name__)

LONGEST_LOOK_AWAY = timedelta(minutes=1)
"""However far off the next step is: a clock that was stepped is noticed by then."""

_LONGEST_RUN_SECONDS = 1.0
"""So that delivering goes on in between, whatever number of alerts there is."""

_AT_ONCE = 50
"""Alerts in one transaction: a report waits for no more than that."""


def escalate(store: Store, alert_id: str, plan: Plan, now: datetime | None = None) -> Step | None:
    """Take the alert's step if one is due; return it. Any number of workers may do so at once.

    Raises:
        StoreUnavailable: if it could not be written; then nothing of it is.
    """
    return escalate_all(store, [alert_id], plan, now).get(alert_id)


def escalate_all(
    store: Store, alert_ids: Sequence[str], plan: Plan, now: datetime | None = None
) -> dict[str, Step]:
    """Take the steps of some alerts that are due, in one transaction; return them by id.

    Raises:
        StoreUnavailable: if they could not be written; then nothing of them is.
    """
    taken = {}
    with store.writing() as connection:
        are_open = alerts.c.id.in_(alert_ids) & alerts.c.closed_at.is_(None)
        # One that somebody else holds is changing, and is looked at again after that.
        locked = select(alerts.c.id).where(are_open).with_for_update(skip_locked=True)
        free = list(connection.execute(locked).scalars())
        moment = now or utc_now()
        for recorded in read_alerts(connection, among=free):
            refused = _is_refused(recorded, plan, moment)
            step = due_escalation(recorded.state, recorded.events, moment, plan.timers, refused)
            if step is not None:
                _take(connection, recorded, step, plan, moment)
                taken[recorded.state.id] = step
    return taken


def _take(
    connection: Connection, recorded: Recorded, step: Step, plan: Plan, now: datetime
) -> None:
    alert_id, notice = recorded.state.id, recorded.state.notices + 1
    routes = plan.told(step.level, now)
    payload = {"level": step.level, "notice": notice, "routes": list(routes)}
    key = digest(alert_id, "told again", str(notice))
    append(connection, alert_id, step.kind, payload, now, key)
    outbox.enqueue(connection, alert_id, notice, routes, now, leased=False)


def _is_refused(recorded: Recorded, plan: Plan, now: datetime) -> bool:
    """Tell whether all who were told last refused, and the next level would tell anybody else."""
    state = recorded.state
    latest = [row for row in recorded.deliveries if row.notice == state.notices]
    if not latest or any(row.status != "refused" for row in latest):
        return False
    return bool(set(plan.told(state.level + 1, now)) - {row.route for row in latest})


class Escalator:
    """Looks after every unresolved alert of a store, without reading all of them all the time.

    What it remembers only saves reading: an alert is looked at when it has changed, when its next
    step is due, and in any case after `LONGEST_LOOK_AWAY`.
    """

    def __init__(self, store: Store, plan: Plan) -> None:
        self._store = store
        self._plan = plan
        self._looked: dict[str, tuple[int, float]] = {}

    def run(self, now: datetime | None = None) -> int:
        """Take the steps that are due; return how many, or 1 if there was no time for all.

        Without a route there is nobody to tell.

        Raises:
            StoreUnavailable: if the store cannot be read or written.
        """
        if not self._plan.recipients or not self._store.exists:
            return 0
        unresolved = self._unresolved()
        self._looked = {key: self._looked[key] for key in unresolved.keys() & self._looked.keys()}
        waiting = [key for key, seq in unresolved.items() if self._is_to_be_looked_at(key, seq)]
        # Workers that all began with the same alert would wait for one another.
        random.shuffle(waiting)
        ends, taken = time.monotonic() + _LONGEST_RUN_SECONDS, 0
        for first in range(0, len(waiting), _AT_ONCE):
            if time.monotonic() >= ends:
                return max(taken, 1)
            ids = waiting[first : first + _AT_ONCE]
            taken += self._look(ids, unresolved, now or utc_now())
        return taken

    def _is_to_be_looked_at(self, alert_id: str, seq: int) -> bool:
        known, until = self._looked.get(alert_id, (-1, 0.0))
        return known != seq or time.monotonic() >= until

    def _look(self, ids: Sequence[str], seqs: Mapping[str, int], now: datetime) -> int:
        """Take the steps of these alerts that are due; return how many."""

        def pass_over(alert_id: str, error: Exception) -> None:
            self._pass_over(alert_id, seqs[alert_id], error)

        due = []
        for recorded in read_each(self._store, ids, pass_over):
            alert_id = recorded.state.id
            try:
                refused = _is_refused(recorded, self._plan, now)
                step = next_step(recorded.state, recorded.events, now, self._plan.timers, refused)
            except Exception as error:
                pass_over(alert_id, error)
                continue
            wait = LONGEST_LOOK_AWAY if step is None else min(step.wait, LONGEST_LOOK_AWAY)
            if wait <= NOTHING:
                due.append(alert_id)
            self._remember(alert_id, seqs[alert_id], wait)
        return self._escalate(due, seqs, now) if due else 0

    def _escalate(self, due: Sequence[str], seqs: Mapping[str, int], now: datetime) -> int:
        try:
            return len(escalate_all(self._store, due, self._plan, now))
        except StoreUnavailable:
            raise
        except Exception as error:
            if len(due) > 1:
                return sum(self._escalate([each], seqs, now) for each in due)
            self._pass_over(due[0], seqs[due[0]], error)
            return 0

    def _pass_over(self, alert_id: str, seq: int, error: Exception) -> None:
        logger.error("alert %s cannot be told again: %s", alert_id, type(error).__name__)
        self._remember(alert_id, seq, LONGEST_LOOK_AWAY)

    def _remember(self, alert_id: str, seq: int, wait: timedelta) -> None:
        self._looked[alert_id] = (seq, time.monotonic() + max(wait, NOTHING).total_seconds())

    def _unresolved(self) -> dict[str, int]:
        newest = (
            select(alerts.c.id, func.max(alert_events.c.seq))
            .join(alert_events, alert_events.c.alert_id == alerts.c.id)
            .where(alerts.c.closed_at.is_(None))
            .group_by(alerts.c.id)
        )
        with self._store.reading() as connection:
            return {row[0]: row[1] for row in connection.execute(newest)}
