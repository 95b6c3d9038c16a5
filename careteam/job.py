"""One report or remark on its way: recorded, told to the routes, and judged (ESC-1, ESC-2)."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Mapping

from careteam import delivery
from careteam.alerts import Raised
from careteam.clock import utc_now
from careteam.ledger import Ledger
from careteam.outcome import Outcome, State, outcome_of_attempts, outcome_of_record
from careteam.records import append
from careteam.remarks import NoOpenAlert
from careteam.routes import Route
from careteam.store import Store, StoreUnavailable
from careteam.words import words_after_report

logger = logging.getLogger(__name__)

_ANSWERING_SECONDS = 0.1
"""Kept back from the time that attempts are waited for, to answer in."""

_LEAST_ATTEMPT_SECONDS = 2.0
"""An attempt that nobody waits for any more goes on for so long: a slow receiver is no worse."""


class Job:
    """What it comes to is decided once, by the work or by the clock.

    Args:
        store: where it is recorded.
        routes: the ways out by name.
        record: writes it into the store.
        ledger: where attempts are written down.
        deadline: monotonic seconds; until then an attempt may be waited for.
    """

    def __init__(
        self,
        store: Store,
        routes: Mapping[str, Route],
        record: Callable[[], Raised],
        ledger: Ledger,
        deadline: float,
    ) -> None:
        self._began = time.monotonic()
        self._store = store
        self._routes = routes
        self._record = record
        self._ledger = ledger
        self._deadline = deadline
        self._decision = threading.Lock()
        self._raised: Raised | None = None
        self._outcome: Outcome | None = None

    def run(self) -> Outcome:
        """Record it, try every route once, and say what is true by then.

        Raises:
            StoreUnavailable: if it could not be written.
            NoOpenAlert: if it is a remark on nothing.
        """
        try:
            raised = self._record()
        except (StoreUnavailable, NoOpenAlert):
            raise
        except Exception as error:
            raise StoreUnavailable(type(error).__name__) from error
        self._raised = raised
        return self._decide(self._deliver(raised), raised)

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
        if raised is None or self._routes:
            return _outcome(State.UNSURE, raised)
        return _outcome(State.NOT_CONFIGURED, raised)

    def _deliver(self, raised: Raised) -> State:
        if not raised.deliveries:
            return outcome_of_record(raised.alert, raised.earlier, tuple(self._routes))
        until = self._deadline - _ANSWERING_SECONDS
        seconds = max(until - time.monotonic(), _LEAST_ATTEMPT_SECONDS)
        attempts = delivery.start(
            raised.alert, raised.deliveries, self._routes, seconds, self._began, self._ledger
        )
        results = attempts.wait(until)
        return outcome_of_attempts(attempts.routes, results, raised.earlier)

    def _decide(self, state: State, raised: Raised) -> Outcome:
        with self._decision:
            if self._outcome is None:
                self._outcome = _outcome(state, raised)
            return self._outcome

    def remember(self, outcome: Outcome) -> None:
        """Record which response the person was shown (ESC-12); the answer does not wait for it."""
        if self._raised is None:
            return
        alert_id = self._raised.alert_id
        said = {"response": words_after_report(outcome), "state": outcome.state.value}
        try:
            self._store.write(lambda to: append(to, alert_id, "told", said, utc_now()))
        except Exception as error:
            logger.error(
                "alert %s: what was said is not recorded (%s)", alert_id, type(error).__name__
            )


def _outcome(state: State, raised: Raised | None) -> Outcome:
    if raised is None:
        return Outcome(state)
    return Outcome(state, not raised.created, raised.alert_id, raised.alert.acknowledged_at)
