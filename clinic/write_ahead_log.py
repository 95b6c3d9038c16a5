"""Makes a SQLite file ready, also while other processes do the same."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager

MAKING_SECONDS = 30.0
"""How long whoever makes a file or its tables waits for others that do so too.

More than a turn may take: on a slow disk each of them needs its time, and SQLite's waiting is no
queue. A turn does not wait for it, it is told that the file is not there yet.
"""
_PAUSE_SECONDS = 0.01


@contextmanager
def waiting_for_others(
    connection: sqlite3.Connection, seconds: float = MAKING_SECONDS
) -> Iterator[None]:
    """Wait for locks for up to `seconds`, and at the end for as long as before."""
    (before,) = connection.execute("PRAGMA busy_timeout").fetchone()
    connection.execute(f"PRAGMA busy_timeout = {int(seconds * 1000)}")
    try:
        yield
    finally:
        connection.execute(f"PRAGMA busy_timeout = {before}")


def set_wal(connection: sqlite3.Connection, wait_seconds: float = MAKING_SECONDS) -> None:
    """Set `journal_mode=WAL`; it is kept in the file, and set outside of a transaction.

    Of several connections that switch at the same moment SQLite refuses some at once, whatever
    their `timeout` is: each holds what the other waits for. One switch is everybody's.

    Raises:
        sqlite3.Error: if it cannot be set, or not within `wait_seconds`.
    """
    until = time.monotonic() + wait_seconds
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() >= until:
                raise
            time.sleep(_PAUSE_SECONDS)
