"""Connections to both kinds of database, each with the settings that the website needs."""

from __future__ import annotations

from typing import Any

from sqlalchemy import create_engine, event
from sqlalchemy.engine import URL, Engine
from sqlalchemy.pool import QueuePool

from clinic.write_ahead_log import set_wal

WAIT_SECONDS = 2.0
THREADS = 8


def engine_for(url: URL) -> Engine:
    """Return an engine for SQLite or PostgreSQL; it connects when it is used."""
    # Parameters hold what people said: they never stand in an error or a log (ESC-11).
    options: dict[str, Any] = {"future": True, "hide_parameters": True}
    if url.get_backend_name() == "sqlite":
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
        pool_size=THREADS,
        pool_timeout=WAIT_SECONDS,
        **options,
    )
    event.listen(engine, "connect", _configure_postgres)
    return engine


def _configure_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # transactions begin where `_begin_sqlite` says
    set_wal(connection)
    for pragma in ("synchronous=FULL", "secure_delete=ON"):
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
