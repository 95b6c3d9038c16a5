"""Ends a thread's wait for a PostgreSQL that hangs, by cutting its connection.

A thread cannot be stopped, and neither the server's statement timeout nor TCP ends a wait for a
process that stands still while its machine still takes what is sent to it. Whoever reads from a
socket that was shut down is told at once that the connection has ended.
"""

from __future__ import annotations

import contextlib
import os
import socket
import threading
from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy.engine import Engine
from sqlalchemy.event import listen
from sqlalchemy.exc import DisconnectionError

Result = TypeVar("Result")

_SOCKET = "bot_socket"
_thread = threading.local()


class Cuttable:
    """One piece of work in a thread, and the connections that it uses of a `watched` engine."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._used: set[socket.socket] = set()
        self._is_cut = False

    def run(self, work: Callable[[], Result]) -> Result:
        """Do the work in this thread."""
        _thread.work = self
        try:
            return work()
        finally:
            del _thread.work

    def cut(self) -> None:
        """End whatever the work waits for; may be called from any thread."""
        with self._lock:
            self._is_cut = True
            for each in self._used:
                _shut(each)

    def takes(self, used: socket.socket) -> None:
        """Take note of a connection."""
        with self._lock:
            self._used.add(used)
            if self._is_cut:
                _shut(used)

    def returns(self, used: socket.socket) -> None:
        """Take note that a connection is used no more: from now on it is another's."""
        with self._lock:
            self._used.discard(used)


def watch(engine: Engine) -> None:
    """Let the work of each thread know its connections, and see that they answer."""

    def taken(connection: Any, record: Any, _proxy: Any) -> None:
        _take(record)
        # As `pool_pre_ping`, which asks before the work knows the connection that it waits for.
        if not engine.dialect.do_ping(connection):
            raise DisconnectionError

    listen(engine, "connect", _connected, insert=True)  # whatever else is done then may hang
    listen(engine, "checkout", taken)
    listen(engine, "checkin", _returned)
    listen(engine, "close", _closed)


def _connected(connection: Any, record: Any) -> None:
    # A descriptor of its own: the connection's number may be another's by the time it is cut.
    record.info[_SOCKET] = socket.socket(fileno=os.dup(connection.fileno()))
    _take(record)


def _take(record: Any) -> None:
    work = getattr(_thread, "work", None)
    if work is not None:
        work.takes(record.info[_SOCKET])


def _returned(_connection: Any, record: Any) -> None:
    work = getattr(_thread, "work", None)
    if work is not None and _SOCKET in record.info:
        work.returns(record.info[_SOCKET])


def _closed(connection: Any, record: Any) -> None:
    _returned(connection, record)
    used = record.info.pop(_SOCKET, None)
    if used is not None:
        used.close()


def _shut(used: socket.socket) -> None:
    with contextlib.suppress(OSError):
        used.shutdown(socket.SHUT_RDWR)
