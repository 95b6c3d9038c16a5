"""Delivers until nothing is due, however much it is: for the worker.

A round of `AT_ONCE` rows would end with its slowest receiver, and the worker's other duties would
come between every two of them. Here the next row is taken as soon as there is room for it.
"""

from __future__ import annotations

import time
from collections.abc import Sequence

from careteam.delivery import AT_ONCE, ATTEMPT_SECONDS, Attempts, begin_due
from careteam.ledger import Ledger
from careteam.routes import Route
from careteam.store import Store

LONGEST_SECONDS = 5.0
"""Then the worker's other duties have their turn: timers, the heartbeat."""

_PATIENCE_SECONDS = 0.2
"""For what is under way, before there is a look at how much room there is."""


def deliver_all(
    store: Store, routes: Sequence[Route], longest_seconds: float = LONGEST_SECONDS
) -> int:
    """Try what is due and what comes due meanwhile; return how many rows were tried.

    Takes up nothing more after `longest_seconds`, and then waits for what is under way.

    Raises:
        StoreUnavailable: if the outbox cannot be read.
    """
    ledger, ends = Ledger(store), time.monotonic() + longest_seconds
    under_way: list[Attempts] = []
    tried = 0
    while True:
        room = AT_ONCE - len(under_way)
        count, started = begin_due(store, routes, ledger, room) if room else (0, [])
        tried += count
        under_way += started
        if count < room or time.monotonic() >= ends:
            break
        _wait(under_way, time.monotonic() + _PATIENCE_SECONDS)
        under_way = [attempts for attempts in under_way if not attempts.are_over]
    _wait(under_way, time.monotonic() + ATTEMPT_SECONDS + 1)
    return tried


def _wait(under_way: Sequence[Attempts], until: float) -> None:
    for attempts in under_way:
        attempts.wait(until)
