"""The care team as the rest of Nia sees it: report, and ask what is known (ESC-2).

Both answer within their budget whatever hangs. The work goes on in its own thread, so that a
report that took too long to be sure of is stored all the same; a message id makes saying it
again harmless.
"""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as Late
from typing import TypeVar

from careteam import delivery
from careteam.alerts import Raised, raise_alert
from careteam.clock import utc_now
from careteam.outcome import Outcome, State, outcome_of_attempts, outcome_of_record
from careteam.records import append, latest_of_conversation
from careteam.report import Report
from careteam.routes import Route
from careteam.store import Store, StoreUnavailable
from careteam.words import words_after_report

logger = logging.getLogger(__name__)

BUDGET_SECONDS = 2.0
_RECORDING_SECONDS = 0.3
"""Kept back from the attempts' time, to record what came of them and to answer."""
_MOST_AT_ONCE = 256

T = TypeVar("T")


class CareTeam:
    """The care team behind one store and its routes. Does nothing until it is used."""

    def __init__(self, store: Store, routes: Sequence[Route] = ()) -> None:
        self.store = store
        self.routes = {route.name: route for route in routes}
        self._slots = threading.BoundedSemaphore(_MOST_AT_ONCE)

    def report(self, report: Report, budget_seconds: float = BUDGET_SECONDS) -> Outcome:
        """Record `report` durably, try every route once, and say what is true by then.

        Raises:
            StoreUnavailable: if it is not known to be stored when the budget ends.
        """
        job = _Job(self, report, time.monotonic() + budget_seconds)
        future = self._start(job.run, job.remember)
        try:
            return future.result(budget_seconds)
        except Late:
            return job.give_up()

    async def report_async(self, report: Report, budget_seconds: float = BUDGET_SECONDS) -> Outcome:
        """Do as `report` does, without holding up the event loop."""
        job = _Job(self, report, time.monotonic() + budget_seconds)
        future = asyncio.wrap_future(self._start(job.run, job.remember))
        try:
            return await asyncio.wait_for(future, budget_seconds)
        except asyncio.TimeoutError:
            return job.give_up()
        except asyncio.CancelledError:
            job.abandon()
            raise

    def status(self, conversation_id: str) -> Outcome | None:
        """Return what is known of the conversation's alert; None if it has none.

        Raises:
            StoreUnavailable: if the store cannot be read.
        """
        found = latest_of_conversation(self.store, conversation_id)
        if found is None:
            return None
        state = outcome_of_record(found.state, found.deliveries, tuple(self.routes))
        return Outcome(state, False, found.state.id, found.state.acknowledged_at)

    async def status_async(
        self, conversation_id: str, budget_seconds: float = BUDGET_SECONDS
    ) -> Outcome | None:
        """Do as `status` does, without holding up the event loop and within the budget."""
        future = asyncio.wrap_future(self._start(lambda: self.status(conversation_id)))
        try:
            return await asyncio.wait_for(future, budget_seconds)
        except asyncio.TimeoutError:
            raise StoreUnavailable("no answer in time") from None

    def _start(
        self, work: Callable[[], T], then: Callable[[T], None] = lambda _: None
    ) -> Future[T]:
        # A thread of its own for each: in a pool, a few that hang would hold up all others.
        future: Future[T] = Future()
        if not self._slots.acquire(blocking=False):
            raise StoreUnavailable("too many reports at once")
        future.set_running_or_notify_cancel()  # who stops waiting does not stop the work

        def run() -> None:
            try:
                result = work()
                future.set_result(result)
                then(result)
            except Exception as error:
                _fail(future, error)
            finally:
                self._slots.release()

        threading.Thread(target=run, daemon=True, name="careteam-report").start()
        return future


class _Job:
    """One report on its way. What it comes to is decided once, by the work or by the clock."""

    def __init__(self, team: CareTeam, report: Report, deadline: float) -> None:
        self._team = team
        self._report = report
        self._deadline = deadline
        self._decision = threading.Lock()
        self._raised: Raised | None = None
        self._outcome: Outcome | None = None

    def run(self) -> Outcome:
        names = tuple(self._team.routes)
        try:
            raised = raise_alert(self._team.store, self._report, names)
        except StoreUnavailable:
            raise
        except Exception as error:
            raise StoreUnavailable(type(error).__name__) from error
        self._raised = raised
        return self._decide(self._deliver(raised, names), raised)

    def give_up(self) -> Outcome:
        """Decide at the end of the budget, from what is known by then.

        Raises:
            StoreUnavailable: if nothing is known to be stored.
        """
        with self._decision:
            raised = self._raised
            self._outcome = self._outcome or self._unknown()
            if raised is None:
                raise StoreUnavailable("not known to be stored in time")
            return self._outcome

    def abandon(self) -> None:
        """Nobody waits any more: whatever comes of it later, the person was not told it."""
        with self._decision:
            self._outcome = self._outcome or self._unknown()

    def _unknown(self) -> Outcome:
        raised = self._raised
        if raised is None or self._team.routes:
            return _outcome(State.UNSURE, raised)
        return _outcome(State.NOT_CONFIGURED, raised)

    def _deliver(self, raised: Raised, names: Sequence[str]) -> State:
        if not raised.deliveries:
            return outcome_of_record(raised.alert, raised.earlier, names)
        until = self._deadline - _RECORDING_SECONDS
        seconds = until - time.monotonic()
        attempts = delivery.start(
            self._team.store, raised.alert, raised.deliveries, self._team.routes, seconds
        )
        results = attempts.wait(until)
        return outcome_of_attempts(names, results, raised.earlier)

    def _decide(self, state: State, raised: Raised) -> Outcome:
        with self._decision:
            if self._outcome is None:
                self._outcome = _outcome(state, raised)
            return self._outcome

    def remember(self, outcome: Outcome) -> None:
        """Record which response the person was shown (ESC-12); the answer does not wait for it."""
        if self._raised is None:
            return
        try:
            with self._team.store.writing() as connection:
                said = {"response": words_after_report(outcome), "state": outcome.state.value}
                append(connection, self._raised.alert_id, "told", said, utc_now())
        except Exception as error:
            logger.error(
                "alert %s: what was said is not recorded (%s)",
                self._raised.alert_id,
                type(error).__name__,
            )


def _outcome(state: State, raised: Raised | None) -> Outcome:
    if raised is None:
        return Outcome(state)
    return Outcome(state, not raised.created, raised.alert_id, raised.alert.acknowledged_at)


def _fail(future: Future[T], error: Exception) -> None:
    if not future.done():
        future.set_exception(error)
