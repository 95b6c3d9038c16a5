"""One transaction for all who wait for SQLite's one writer.

Getting the writer's lock, which other processes want too, and the commit to disk take longer than
what is written. Whoever comes first does the work of all who came by then, each under a savepoint:
what fails undoes itself alone.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from sqlalchemy.engine import Connection
from sqlalchemy.exc import SQLAlchemyError

MOST_AT_ONCE = 16
"""Nobody else writes meanwhile, so it is no more than a part of the time that others wait."""

Begin = Callable[[], AbstractContextManager[Connection]]


@dataclass
class _Work:
    do: Callable[[Connection], Any]
    result: Any = None
    error: Exception | None = None
    broke: bool = False

    def run(self, connection: Connection) -> None:
        try:
            with connection.begin_nested():
                self.result = self.do(connection)
        except SQLAlchemyError:
            self.broke = True  # the database may have undone all of the transaction
            raise
        except Exception as error:
            self.error = error


class SharedTransaction:
    """`begin` yields a connection in a transaction that is durable at its end, or raises."""

    def __init__(self, begin: Begin, wait_seconds: float) -> None:
        self._begin = begin
        self._wait_seconds = wait_seconds
        self._leading = threading.Lock()
        self._adding = threading.Lock()
        self._waiting: list[_Work] = []

    def run(self, do: Callable[[Connection], Any]) -> Any:
        """Return what `do` returns, once it is durable.

        Raises:
            TimeoutError: if the others took too long; it may be done all the same.
            Exception: what `do` or `begin` raised; then nothing of it is stored.
        """
        mine = _Work(do)
        with self._adding:
            self._waiting.append(mine)
        if not self._leading.acquire(timeout=self._wait_seconds):
            with self._adding:
                if mine in self._waiting:
                    self._waiting.remove(mine)
            raise TimeoutError
        try:
            while self._is_waiting(mine):
                self._run_some()
        finally:
            self._leading.release()
        if mine.error is not None:
            raise mine.error
        return mine.result

    def _is_waiting(self, work: _Work) -> bool:
        with self._adding:
            return any(each is work for each in self._waiting)

    def _run_some(self) -> None:
        with self._adding:
            works, self._waiting = self._waiting[:MOST_AT_ONCE], self._waiting[MOST_AT_ONCE:]
        try:
            self._run(works)
        except Exception as error:
            if len(works) == 1 or not any(work.broke for work in works):
                _fail(works, error)
                return
            for work in works:
                self._run_alone(_again(work))

    def _run_alone(self, work: _Work) -> None:
        try:
            self._run([work])
        except Exception as error:
            _fail([work], error)

    def _run(self, works: list[_Work]) -> None:
        with self._begin() as connection:
            for work in works:
                work.run(connection)


def _again(work: _Work) -> _Work:
    work.result, work.error, work.broke = None, None, False
    return work


def _fail(works: list[_Work], error: Exception) -> None:
    for work in works:
        work.result, work.error = None, error
