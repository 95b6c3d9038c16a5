"""Switches a SQLite file to its write-ahead log, also while other processes do the same."""

from __future__ import annotations

import sqlite3
import time

_PAUSE_SECONDS = 0.01


def set_wal(connection: sqlite3.Connection, wait_seconds: float) -> None:
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
