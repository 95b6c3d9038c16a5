"""Where the website's conversations are kept: a SQLite file, or the trackers' PostgreSQL.

Every write is one transaction that is on disk when it returns. Deleted text is overwritten in the
file (`secure_delete`), not only unlinked.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import create_engine, event
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import QueuePool

from bot.conversation_events.tables import metadata

WAIT_SECONDS = 2.0
RUN_SECONDS = 6.0
THREADS = 8

Result = TypeVar("Result")


class StoreUnavailable(Exception):
    """The database cannot be read or written just now; its text holds no word of anybody."""


class Database:
    """The tables behind one URL; nothing is opened until it is used.

    Args:
        url: `sqlite:///PATH` or `postgresql://...`.
    """

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self.is_shared = self.url.get_backend_name() == "postgresql"
        """Whether other server processes write to it too."""
        self._engine = _engine(self.url, self.is_shared)
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="website")
        self._writer = None if self.is_shared else threading.Lock()
        self._preparing = threading.Lock()
        self._prepared = False
        self.is_wiped = True

    async def run(self, work: Callable[..., Result], *args: Any) -> Result:
        """Do blocking work in one of a few threads.

        Raises:
            StoreUnavailable: if it cannot be done, or not in time.
        """
        future = asyncio.get_running_loop().run_in_executor(self._threads, work, *args)
        try:
            return await asyncio.wait_for(future, RUN_SECONDS)
        except asyncio.TimeoutError:
            raise StoreUnavailable("the database is slow") from None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Yield a connection in a transaction for reading. Raises StoreUnavailable."""
        self._prepare()
        with _translated(), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Yield a connection in a transaction that is durable at its end.

        Raises:
            StoreUnavailable: then nothing of it was stored.
        """
        self._prepare()
        with self._turn(), _translated(), self._engine.connect() as connection:
            writer = connection.execution_options(website_writes=True)
            with writer.begin():
                yield writer

    def wipe(self) -> None:
        """Empty SQLite's log, so that what was deleted stands there no more either.

        `is_wiped` is False while somebody reads in it and it is to be tried again.
        """
        if not self.is_shared:
            self.is_wiped = False
            with self._turn(), _translated():
                raw = self._engine.raw_connection()
                try:
                    row = raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
                finally:
                    raw.close()
            self.is_wiped = row[0] == 0

    def close(self) -> None:
        """Close all connections and threads."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        self._engine.dispose()

    def _prepare(self) -> None:
        with self._preparing:
            if self._prepared:
                return
            if not self.is_shared:
                path = Path(str(self.url.database))
                path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                # What people said is for this user's eyes only.
                path.touch(mode=0o600)
            with _translated():
                self._create()
            self._prepared = True

    def _create(self) -> None:
        try:
            metadata.create_all(self._engine)
        except SQLAlchemyError:
            # Another process was making the same tables at the same moment.
            metadata.create_all(self._engine)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """SQLite has one writer; waiting here is fair, waiting in SQLite is polling."""
        if self._writer is None:
            yield
        elif self._writer.acquire(timeout=WAIT_SECONDS):
            try:
                yield
            finally:
                self._writer.release()
        else:
            raise StoreUnavailable("the database is busy")


def _engine(url: Any, is_shared: bool) -> Any:
    # Parameters hold what people said: they never stand in an error or a log (ESC-11).
    options: dict[str, Any] = {"future": True, "hide_parameters": True}
    if not is_shared:
        engine = create_engine(
            url,
            connect_args={"timeout": WAIT_SECONDS, "check_same_thread": False},
            poolclass=QueuePool,  # by default a file is opened anew each time
            pool_size=THREADS,
            **options,
        )
        event.listen(engine, "connect", _configure_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    engine = create_engine(
        url,
        connect_args={"connect_timeout": 2, "application_name": "nia-website"},
        pool_pre_ping=True,
        pool_size=THREADS,
        pool_timeout=WAIT_SECONDS,
        **options,
    )
    event.listen(engine, "connect", _configure_postgres)
    return engine


def _configure_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # transactions begin where `_begin_sqlite` says
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Any) -> None:
    # A writer takes the lock at once: between reading and writing nobody comes in between.
    writes = connection.get_execution_options().get("website_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _configure_postgres(connection: Any, _record: Any) -> None:
    milliseconds = int(WAIT_SECONDS * 1000)
    with connection.cursor() as cursor:
        for setting in ("statement_timeout", "lock_timeout"):
            cursor.execute(f"SET {setting} = {milliseconds}")
        cursor.execute("SET idle_in_transaction_session_timeout = 10000")
    connection.commit()


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except (SQLAlchemyError, OSError) as error:
        cause = getattr(error, "orig", None) or error
        raise StoreUnavailable(type(cause).__name__) from error
