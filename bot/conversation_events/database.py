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

from sqlalchemy.engine import Connection, make_url
from sqlalchemy.exc import SQLAlchemyError

from bot.bounded_database import BoundedDatabase, Unavailable
from bot.conversation_events.engines import THREADS, WAIT_SECONDS, engine_for
from bot.conversation_events.tables import metadata
from clinic.write_ahead_log import waiting_for_others

RUN_SECONDS = 6.0
SHARED_SECONDS = 1.5
"""PostgreSQL, which has many writers, answers sooner, or hangs: then people are told to call."""

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
        self._engine = engine_for(self.url)
        self._bounded: BoundedDatabase | None = None
        if self.is_shared:
            self._bounded = BoundedDatabase(self._engine, "The website's database", WAIT_SECONDS)
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
        if self._bounded is not None:
            try:
                await self._bounded.room(RUN_SECONDS)
                return await self._bounded.result(self._bounded.start(work, *args), SHARED_SECONDS)
            except Unavailable:
                raise StoreUnavailable("the database does not answer") from None
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
        if self.is_shared:
            try:
                metadata.create_all(self._engine)
            except SQLAlchemyError:
                # Another process was making the same tables at the same moment.
                metadata.create_all(self._engine)
            return
        with self._engine.connect() as connection:
            # Looking and making as a writer: SQLite refuses a reader that turns into one.
            writer = connection.execution_options(website_writes=True)
            with waiting_for_others(writer.connection.driver_connection), writer.begin():
                metadata.create_all(writer)

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


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except (SQLAlchemyError, OSError) as error:
        cause = getattr(error, "orig", None) or error
        raise StoreUnavailable(type(cause).__name__) from error
