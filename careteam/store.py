"""The durable store: connections, transactions and one error for everything that can go wrong.

SQLite by default (WAL, synchronous=FULL), PostgreSQL by URL. Waiting for a lock ends well within
the two seconds that a person's turn may take (ESC-2).
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import TypeVar

from sqlalchemy import inspect
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.exc import SQLAlchemyError

from careteam import migration
from careteam.engines import LOCK_WAIT_SECONDS, engine_for
from careteam.shared_transaction import SharedTransaction
from clinic.write_ahead_log import set_wal, waiting_for_others

DEFAULT_URL = "sqlite:///var/alerts.db"
_KINDS = ("sqlite", "postgresql")

T = TypeVar("T")


class StoreUnavailable(Exception):
    """The store could not be read or written; nothing may be promised about the alert."""


class Store:
    """The alert store behind one database URL; opens nothing until it is used."""

    def __init__(self, url: str = DEFAULT_URL) -> None:
        """Prepare an engine for `url`.

        Raises:
            StoreUnavailable: if `url` is not a database URL of a kind known here.
        """
        try:
            self._url = make_url(url)
            self.kind: str = self._url.get_backend_name()
            if self.kind not in _KINDS:
                raise StoreUnavailable(f"alerts are kept in SQLite or PostgreSQL, not {self.kind}")
            self.engine = engine_for(self._url, self.kind)
        except (SQLAlchemyError, ImportError, ValueError) as error:
            raise StoreUnavailable(f"not a usable database URL ({_name(error)})") from None
        self._prepared = False
        self._preparing = threading.Lock()
        # SQLite has one writer; waiting here is fair and quick, waiting in SQLite is polling.
        self._writer = threading.Lock() if self.kind == "sqlite" else None
        self._shared = SharedTransaction(self.writing, LOCK_WAIT_SECONDS)

    @property
    def exists(self) -> bool:
        """Whether there is a database with alert tables; looking creates nothing.

        Raises:
            StoreUnavailable: if the database cannot be read.
        """
        path = self._path
        if path is not None and not path.exists():
            return False
        with _translated(), self.engine.connect() as connection:
            return bool(inspect(connection).has_table("alerts"))

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Yield a connection in one transaction for reading.

        Raises:
            StoreUnavailable: if the database cannot be read.
        """
        with _translated(), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Yield a connection in one transaction that commits durably at the end.

        Raises:
            StoreUnavailable: if it cannot be written; then nothing of it is stored, except that
                a connection lost during the commit leaves it open whether it was.
        """
        self.prepare()  # which may take longer than anybody waits for a turn
        with self._turn():
            try:
                with _translated(), self.engine.connect() as connection:
                    writer = connection.execution_options(careteam_writes=True)
                    with writer.begin():
                        yield writer
            except StoreUnavailable:
                self._prepared = False  # perhaps the file was replaced: look again next time
                raise

    def write(self, work: Callable[[Connection], T]) -> T:
        """Return what `work` returns, once what it wrote is durable.

        As `writing`, for what many do at the same time: on SQLite they share a transaction.

        Raises:
            StoreUnavailable: as `writing`; or if others took too long, and then it may be done.
            Exception: what `work` raised; then nothing of it is stored.
        """
        if self._writer is None:
            with self.writing() as connection:
                return work(connection)
        try:
            result: T = self._shared.run(work)
        except TimeoutError:
            raise StoreUnavailable("the alert database is busy") from None
        return result

    def prepare(self) -> None:
        """Make the tables, or take older ones to today's; several processes may do so at once.

        Raises:
            StoreUnavailable: if that cannot be done.
        """
        with self._preparing:
            if not self._prepared:
                with _translated():
                    if not self._is_current():
                        self._upgrade()
            self._prepared = True

    def _is_current(self) -> bool:
        path = self._path
        if path is not None and not path.exists():
            return False
        with self.engine.connect() as connection:
            return migration.is_current(connection)

    def _upgrade(self) -> None:
        migration.load()
        path = self._path
        if path is not None:
            # What patients said is for this user's eyes only.
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            path.touch(mode=0o600)
            self._set_wal()
        with self.engine.connect() as connection:
            writer = connection.execution_options(careteam_writes=True)
            with _waiting_for_others(writer), writer.begin():
                migration.upgrade(writer)

    def _set_wal(self) -> None:
        raw = self.engine.raw_connection()
        try:
            set_wal(raw.driver_connection)
        except sqlite3.Error as error:
            raise StoreUnavailable(_name(error)) from error
        finally:
            raw.close()

    @property
    def description(self) -> str:
        """The URL without its password, for messages to the operator."""
        return str(self._url.render_as_string(hide_password=True))

    @property
    def _path(self) -> Path | None:
        name = self._url.database
        plain = self.kind == "sqlite" and name and not name.startswith("file:")
        return Path(name) if plain else None

    @contextmanager
    def _turn(self) -> Iterator[None]:
        if self._writer is None:
            yield
        elif self._writer.acquire(timeout=LOCK_WAIT_SECONDS):
            try:
                yield
            finally:
                self._writer.release()
        else:
            raise StoreUnavailable("the alert database is busy")


def _waiting_for_others(connection: Connection) -> AbstractContextManager[None]:
    if connection.dialect.name != "sqlite":
        return nullcontext()  # `upgrade` sets what PostgreSQL waits
    return waiting_for_others(connection.connection.driver_connection)


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except (SQLAlchemyError, OSError) as error:
        raise StoreUnavailable(_name(error)) from error


def _name(error: BaseException) -> str:
    cause = getattr(error, "orig", None) or error
    known = ("locked", "readonly", "full", "disk I/O", "unable to open", "not a database")
    words = next((word for word in known if word in str(cause)), "")
    return f"{type(cause).__name__}: {words}" if words else type(cause).__name__
