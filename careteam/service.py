"""The care team as the rest of Nia sees it: report, add a remark, ask what is known (ESC-2).

All answer within their budget whatever hangs. The work goes on in its own thread, so that a
report that took too long to be sure of is stored all the same; a message id makes saying it
again harmless.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as Late
from datetime import timedelta
from typing import TypeVar

from careteam.alerts import Raised, raise_alert
from careteam.job import Job
from careteam.later_words import Later, later
from careteam.ledger import Ledger
from careteam.outcome import Outcome, outcome_of_record
from careteam.plan import Plan
from careteam.records import latest_of_conversation
from careteam.remarks import NoOpenAlert, Remark, add_remark
from careteam.report import Report
from careteam.routes import Route
from careteam.store import Store, StoreUnavailable

BUDGET_SECONDS = 2.0
_MOST_AT_ONCE = 256

T = TypeVar("T")


class CareTeam:
    """The care team behind one store and its routes. Does nothing until it is used.

    `plan`: who is told and when; without one, all routes at once and always. `retention`: how long
    after its resolution an alert is kept; without one, for good.
    """

    def __init__(
        self,
        store: Store,
        routes: Sequence[Route] = (),
        plan: Plan | None = None,
        retention: timedelta | None = None,
    ) -> None:
        self.store = store
        self.routes = {route.name: route for route in routes}
        self.plan = plan or Plan.of(tuple(self.routes))
        self.retention = retention
        self._ledger = Ledger(store)
        self._slots = threading.BoundedSemaphore(_MOST_AT_ONCE)

    def report(self, report: Report, budget_seconds: float = BUDGET_SECONDS) -> Outcome:
        """Record `report` durably, try every route once, and say what is true by then.

        Raises:
            StoreUnavailable: if it is not known to be stored when the budget ends.
        """
        job = self._reporting(report, budget_seconds)
        future = self._start(job.run, job.remember)
        try:
            return future.result(budget_seconds)
        except Late:
            return job.give_up()

    async def report_async(self, report: Report, budget_seconds: float = BUDGET_SECONDS) -> Outcome:
        """Do as `report` does, without holding up the event loop."""
        job = self._reporting(report, budget_seconds)
        return await _finished(job, self._start(job.run, job.remember), budget_seconds)

    async def remark_async(
        self, remark: Remark, budget_seconds: float = BUDGET_SECONDS
    ) -> Outcome | None:
        """Add `remark` to the conversation's open alert; None if it has none.

        A number to call back that is news is told by every route once, as a report is.

        Raises:
            StoreUnavailable: if it is not known to be stored when the budget ends.
        """

        def record() -> Raised:
            return add_remark(self.store, remark, self.plan)

        job = self._job(record, budget_seconds)
        try:
            return await _finished(job, self._start(job.run), budget_seconds)
        except NoOpenAlert:
            return None

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

    async def later_async(
        self, conversation_id: str, budget_seconds: float = BUDGET_SECONDS
    ) -> Later:
        """Return what the person may be told now without having asked, within the budget.

        Raises:
            StoreUnavailable: if the store cannot be read in time.
        """

        def read() -> Later:
            found = latest_of_conversation(self.store, conversation_id)
            return later(found.events if found else ())

        future = asyncio.wrap_future(self._start(read))
        try:
            return await asyncio.wait_for(future, budget_seconds)
        except asyncio.TimeoutError:
            raise StoreUnavailable("no answer in time") from None

    def _reporting(self, report: Report, budget_seconds: float) -> Job:
        def record() -> Raised:
            return raise_alert(self.store, report, self.plan)

        return self._job(record, budget_seconds)

    def _job(self, record: Callable[[], Raised], budget_seconds: float) -> Job:
        ends = time.monotonic() + budget_seconds
        return Job(self.store, self.routes, record, self._ledger, ends)

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


async def _finished(job: Job, started: Future[Outcome], budget_seconds: float) -> Outcome:
    try:
        return await asyncio.wait_for(asyncio.wrap_future(started), budget_seconds)
    except asyncio.TimeoutError:
        return job.give_up()
    except asyncio.CancelledError:
        job.abandon()
        raise


def _fail(future: Future[T], error: Exception) -> None:
    if not future.done():
        future.set_exception(error)
