"""Takes a database to the tables of today, also one that was made before there were migrations."""

from __future__ import annotations

import threading
from pathlib import Path

from sqlalchemy import inspect, text
from sqlalchemy.engine import Connection

LATEST = "0007"
"""The `revision` of the last step in `careteam/migrations/versions`."""

VERSION_TABLE = "careteam_version"
"""A name of our own: the database may hold other programs' tables and versions."""

LOCK = 0x4E1A
"""Any number, the same in every process that makes the tables."""

_STEPS = Path(__file__).parent / "migrations"
_SECONDS = 30
_ONE_AT_A_TIME = threading.Lock()  # alembic keeps what it works on in its module


def version(connection: Connection) -> str | None:
    """Return the last step that was taken; None where none was."""
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    found = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()  # noqa: S608
    return None if found is None else str(found)


def is_current(connection: Connection) -> bool:
    """Tell whether nothing is to be done. A newer database is left alone: steps only add."""
    return (version(connection) or "") >= LATEST


def load() -> None:
    """Load what `upgrade` works with.

    It takes longer than all the rest of a start, so it is done only where there are steps to take,
    and before a lock is held that somebody's report might wait for.
    """
    import alembic.command
    import alembic.config  # noqa: F401


def upgrade(connection: Connection) -> None:
    """Take the steps that are missing, all or none, within the transaction of `connection`.

    Several processes may do so at once: one takes them, the others wait and find nothing to do.
    """
    from alembic import command
    from alembic.config import Config

    if connection.dialect.name == "postgresql":
        # More than a turn may take, and for this transaction only.
        for limit in ("statement_timeout", "lock_timeout"):
            connection.execute(text(f"SET LOCAL {limit} = '{_SECONDS}s'"))
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
    if is_current(connection):
        return
    config = Config()
    config.set_main_option("script_location", str(_STEPS).replace("%", "%%"))
    config.attributes["connection"] = connection
    with _ONE_AT_A_TIME:
        command.upgrade(config, LATEST)
