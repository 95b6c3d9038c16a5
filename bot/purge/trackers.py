"""Conversations of all channels as Rasa's tracker store keeps them, one row for each event.

By age whole sessions go: of one that still goes on nothing is taken, because the next answer may
need it. A session ends an hour after the last word (`session_config` in domain.yml).
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Column,
    Float,
    Integer,
    MetaData,
    String,
    Table,
    create_engine,
    delete,
    event,
    func,
    inspect,
    select,
    text,
)
from sqlalchemy.engine import Connection, Engine, make_url

from bot.purge.removed import Removed

SESSION = "action_session_start"

events = Table(
    "events",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("sender_id", String(255)),
    Column("action_name", String(255)),
    Column("timestamp", Float),
)


class StoredTrackers:
    """The table behind one URL; nothing is opened until it is used, and nothing is created.

    Every method raises SQLAlchemyError.
    """

    def __init__(self, url: str) -> None:
        # Parameters hold who somebody is: they never stand in an error or a log (ESC-11).
        self._engine: Engine = create_engine(url, future=True, hide_parameters=True)
        self._is_sqlite = self._engine.dialect.name == "sqlite"
        self._path = Path(str(make_url(url).database)) if self._is_sqlite else None
        if self._is_sqlite:
            event.listen(self._engine, "connect", _overwrite)

    def remove_aged(self, before: datetime, removed: Removed, dry_run: bool = False) -> None:
        """Remove the sessions that ended before an aware time, a conversation at a time."""
        if not self._exists:
            return
        moment = before.timestamp()
        query = select(events.c.sender_id).where(events.c.timestamp < moment).distinct()
        with self._engine.connect() as connection:
            senders = list(connection.execute(query).scalars())
        for sender_id in senders:
            with self._engine.begin() as connection:
                end = _first_kept(connection, sender_id, moment)
                if end is not None:
                    which = (events.c.sender_id == sender_id) & (events.c.id < end)
                    removed.add_events(sender_id, _go(connection, which, dry_run))

    def remove_conversation(
        self, conversation_id: str, removed: Removed, dry_run: bool = False
    ) -> None:
        """Remove one conversation whole."""
        if self._exists:
            with self._engine.begin() as connection:
                which = events.c.sender_id == conversation_id
                removed.add_events(conversation_id, _go(connection, which, dry_run))

    def clear(self) -> None:
        """Let PostgreSQL use the space again; SQLite has overwritten it."""
        if not self._is_sqlite and self._exists:
            with self._engine.connect() as connection:
                own = connection.execution_options(isolation_level="AUTOCOMMIT")
                own.execute(text(f"VACUUM {events.name}"))

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    @property
    def _exists(self) -> bool:
        if self._path is not None and not self._path.exists():
            return False
        return bool(inspect(self._engine).has_table(events.name))


def _first_kept(connection: Connection, sender_id: str, moment: float) -> int | None:
    """Return the first row that stays; None: all do, because it is not known where they begin."""
    own = events.c.sender_id == sender_id
    newest = select(func.max(events.c.id)).where(own)
    first_new = select(func.min(events.c.id)).where(own, events.c.timestamp >= moment)
    new = connection.execute(first_new).scalar()
    if new is None:
        last = connection.execute(newest).scalar()
        return None if last is None else int(last) + 1
    start = select(func.max(events.c.id)).where(
        own, events.c.action_name == SESSION, events.c.id <= new
    )
    found = connection.execute(start).scalar()
    return None if found is None else int(found)


def _go(connection: Connection, which: Any, dry_run: bool) -> int:
    if dry_run:
        count = select(func.count()).select_from(events).where(which)
        return int(connection.execute(count).scalar_one())
    return int(connection.execute(delete(events).where(which)).rowcount)


def _overwrite(connection: Any, _record: Any) -> None:
    # What is deleted is overwritten in the file, not only unlinked.
    connection.execute("PRAGMA secure_delete = ON")
