"""The durable store: connections, transactions and one error for everything that can go wrong.

SQLite by default (WAL, synchronous=FULL), PostgreSQL by URL. Waiting for a lock ends well within
the two seconds that a person's turn may take (ESC-2).
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, event, inspect, text
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.exc import SQLAlchemyError

from careteam.schema import metadata

DEFAULT_URL = "sqlite:///var/alerts.db"
LOCK_WAIT_SECONDS = 1.4
"""Shorter than the budget of a turn, longer than any healthy transaction."""

_SCHEMA_LOCK = 0x4E1A  # any number, the same in every process that makes the tables
_KINDS = ("sqlite", "postgresql")


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
            self.engine = _engine(self._url, self.kind)
        except (SQLAlchemyError, ImportError, ValueError) as error:
            raise StoreUnavailable(f"not a usable database URL ({_name(error)})") from None
        self._prepared = False
        self._preparing = threading.Lock()
        # SQLite has one writer; waiting here is fair and quick, waiting in SQLite is polling.
        self._writer = threading.Lock() if self.kind == "sqlite" else None

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
        with self._turn():
            self.prepare()
            try:
                with _translated(), self.engine.connect() as connection:
                    writer = connection.execution_options(careteam_writes=True)
                    with writer.begin():
                        yield writer
            except StoreUnavailable:
                self._prepared = False  # perhaps the file was replaced: look again next time
                raise

    def prepare(self) -> None:
        """Create the tables where they are missing; several processes may do so at once.

        Raises:
            StoreUnavailable: if they cannot be made.
        """
        with self._preparing:
            if not self._prepared:
                with _translated():
                    self._create()
            self._prepared = True

    def _create(self) -> None:
        path = self._path
        if path is not None:
            # What patients said is for this user's eyes only.
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            path.touch(mode=0o600)
            self._set_wal()
        with self.engine.connect() as connection:
            writer = connection.execution_options(careteam_writes=True)
            with writer.begin():
                if self.kind == "postgresql":
                    lock = text("SELECT pg_advisory_xact_lock(:key)")
                    writer.execute(lock, {"key": _SCHEMA_LOCK})
                metadata.create_all(writer)

    def _set_wal(self) -> None:
        # Kept in the file, and not to be changed within a transaction.
        raw = self.engine.raw_connection()
        try:
            raw.cursor().execute("PRAGMA journal_mode=WAL")
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


def _engine(url: Any, kind: str) -> Any:
    # Parameters hold what patients said: they never stand in an error or a log (ESC-11).
    options: dict[str, Any] = {"future": True, "hide_parameters": True}
    if kind == "sqlite":
        if not url.database or url.database == ":memory:":
            raise ValueError("alerts need a file")
        engine = create_engine(url, connect_args={"timeout": LOCK_WAIT_SECONDS}, **options)
        event.listen(engine, "connect", _configure_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    engine = create_engine(
        url,
        connect_args={"connect_timeout": 2, "application_name": "nia-careteam"},
        pool_pre_ping=True,
        pool_timeout=LOCK_WAIT_SECONDS,
        max_overflow=20,
        **options,
    )
    event.listen(engine, "connect", _configure_postgres)
    return engine


def _configure_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # transactions begin where `_begin_sqlite` says
    for pragma in ("synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Any) -> None:
    # A writer takes the lock at once: between reading and writing nobody comes in between.
    writes = connection.get_execution_options().get("careteam_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _configure_postgres(connection: Any, _record: Any) -> None:
    milliseconds = int(LOCK_WAIT_SECONDS * 1000)
    with connection.cursor() as cursor:
        for setting, value in (
            ("statement_timeout", milliseconds),
            ("lock_timeout", milliseconds),
            ("idle_in_transaction_session_timeout", 10_000),
        ):
            cursor.execute(f"SET {setting} = {value}")
    connection.commit()


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
