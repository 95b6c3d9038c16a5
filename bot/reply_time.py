"""How long a reply may still wait for others (ESC-2).

A person's reply is due within two seconds, whatever hangs. All that a turn waits for, one after
the other (the inbox on disk, the actions and the databases and receivers behind them), shares one
deadline that begins when the message comes in; what understanding and a busy machine take of it is
not there to wait any more. Whoever is late goes on by himself, and what is not known is not said.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

REPLY_SECONDS = 1.2
"""The rest of the two seconds is for what Nia does herself after the last answer she waited for."""

_OWN_SECONDS = 0.5
"""Of the time that an operator lets actions take."""

_ends: ContextVar[float | None] = ContextVar("reply_ends", default=None)


def reply_seconds(action_timeout: float) -> float:
    """Return how long a reply waits where actions may take `action_timeout` seconds.

    Who lets them take longer than by default lets people wait for as much longer.
    """
    return max(REPLY_SECONDS, action_timeout - _OWN_SECONDS)


@contextmanager
def replying(seconds: float) -> Iterator[None]:
    """Begin the time of one reply; it holds for everything that is awaited within."""
    before = _ends.set(time.monotonic() + seconds)
    try:
        yield
    finally:
        _ends.reset(before)


def is_waited_for() -> bool:
    """Tell whether a person waits for the reply."""
    return _ends.get() is not None


def seconds_for(most: float, least: float) -> float:
    """Return for how many seconds something may be waited for now.

    At most `most`, and never less than `least`, without which it would not be tried at all.
    Where no reply is waited for it is `most`.
    """
    ends = _ends.get()
    return most if ends is None else min(most, max(ends - time.monotonic(), least))
