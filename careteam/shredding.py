"""After a removal: nothing of it may be left in the database's files (GOV-3).

SQLite overwrites what is deleted (`secure_delete` in `careteam.engines`), but its log still holds
the pages of before until it is emptied. PostgreSQL keeps removed rows until it is told to clear
them; what its own log and its backups hold is its operator's to keep or end.
"""

from __future__ import annotations

import time

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from careteam.schema import alert_events, alerts, outbox
from careteam.store import Store

_TRIES = 20
_PAUSE_SECONDS = 0.1
_POSTGRES_SECONDS = 600


def shred(store: Store) -> bool:
    """Clear what removed alerts left behind; False if others use the database, so try again."""
    if not store.exists:
        return True
    try:
        return _empty_log(store) if store.kind == "sqlite" else _vacuum(store)
    except SQLAlchemyError:
        return False


def _empty_log(store: Store) -> bool:
    with store.engine.connect() as connection:
        raw = connection.connection
        for _ in range(_TRIES):
            if raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0:
                return True
            time.sleep(_PAUSE_SECONDS)
    return False


def _vacuum(store: Store) -> bool:
    with store.engine.connect() as connection:
        own = connection.execution_options(isolation_level="AUTOCOMMIT")
        own.execute(text(f"SET statement_timeout = '{_POSTGRES_SECONDS}s'"))
        try:
            for table in (alert_events, outbox, alerts):
                own.execute(text(f"VACUUM {table.name}"))
        finally:
            connection.invalidate()  # its settings are not for anybody else
    return True
