"""Connections to both kinds of database, each with the settings that alerts need."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, event
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import QueuePool

LOCK_WAIT_SECONDS = 1.4
"""Shorter than the budget of a turn, longer than any healthy transaction."""


_KEPT_OPEN = 8
_FILE = "careteam_file"


def engine_for(url: Any, kind: str) -> Any:
    """Return an engine; it connects when it is used.

    Raises:
        ValueError: for a database in memory, which would end with its process.
    """
    # Parameters hold what patients said: they never stand in an error or a log (ESC-11).
    options: dict[str, Any] = {"future": True, "hide_parameters": True}
    if kind == "sqlite":
        if not url.database or url.database == ":memory:":
            raise ValueError("alerts need a file")
        engine = create_engine(
            url,
            connect_args={"timeout": LOCK_WAIT_SECONDS, "check_same_thread": False},
            # By default a file is opened anew for each transaction, which takes longer than the
            # transaction, and the last one to close it writes its log back each time.
            poolclass=QueuePool,
            pool_size=_KEPT_OPEN,
            max_overflow=-1,
            **options,
        )
        event.listen(engine, "connect", _configure_sqlite)
        event.listen(engine, "checkout", _see_that_it_is_the_file)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    engine = create_engine(
        url,
        connect_args={"connect_timeout": 2, "application_name": "nia-careteam"},
        pool_pre_ping=True,
        pool_timeout=LOCK_WAIT_SECONDS,
        # Server, inbox and some workers together stay below the hundred that PostgreSQL allows.
        max_overflow=10,
        **options,
    )
    event.listen(engine, "connect", _configure_postgres)
    return engine


def _configure_sqlite(connection: Any, record: Any) -> None:
    record.info[_FILE] = _file_of(connection)
    connection.isolation_level = None  # transactions begin where `_begin_sqlite` says
    # What is removed is overwritten, not only let go of (GOV-3).
    for pragma in ("synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _see_that_it_is_the_file(connection: Any, record: Any, _proxy: Any) -> None:
    # What is written into a file that was removed or replaced is lost without an error.
    if record.info[_FILE] != _file_of(connection):
        raise DisconnectionError


def _file_of(connection: Any) -> tuple[int, int] | None:
    """Return which file stands under the name that the connection was opened by; None: none."""
    path = connection.execute("PRAGMA database_list").fetchone()[2]
    try:
        found = Path(path).stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


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
