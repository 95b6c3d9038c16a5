"""The door's inbox. What an alert still needs stays: what nobody answered, or an alert owed."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime

from bot.inbox import Inbox
from bot.purge.removed import Removed

AT_ONCE = 500
"""Messages in one transaction: a message that comes in waits for no more than that."""

_OVER = "closed_at IS NOT NULL AND alert != 'owed'"
_AGED = f"received_at < ? AND {_OVER}"
_OWN = f"conversation_id = ? AND {_OVER}"


def remove_aged(inbox: Inbox, before: datetime, removed: Removed, dry_run: bool = False) -> None:
    """Remove what was received before an aware time. Raises sqlite3.Error."""
    moment = before.isoformat(timespec="milliseconds")
    if dry_run:
        with inbox.transaction() as connection:
            _count(removed, _select(connection, _AGED, moment))
        return
    while _remove(inbox, _AGED, moment, removed):
        pass


def remove_conversation(
    inbox: Inbox, conversation_id: str, removed: Removed, dry_run: bool = False
) -> None:
    """Remove what was received in one conversation. Raises sqlite3.Error."""
    with inbox.transaction() as connection:
        if dry_run:
            _count(removed, _select(connection, _OWN, conversation_id))
        removed.kept = connection.execute(
            f"SELECT count(*) FROM messages WHERE conversation_id = ? AND NOT ({_OVER})",  # noqa: S608 (constant)
            (conversation_id,),
        ).fetchone()[0]
    while not dry_run and _remove(inbox, _OWN, conversation_id, removed):
        pass


def _remove(inbox: Inbox, which: str, value: str, removed: Removed) -> int:
    with inbox.transaction() as connection:
        rows = _select(connection, f"{which} LIMIT {AT_ONCE}", value)
        connection.executemany(
            "DELETE FROM messages WHERE message_id = ?", [(row["message_id"],) for row in rows]
        )
    _count(removed, rows)
    return len(rows)


def _select(connection: sqlite3.Connection, which: str, value: str) -> list[sqlite3.Row]:
    query = f"SELECT message_id, conversation_id FROM messages WHERE {which}"  # noqa: S608 (constants)
    return connection.execute(query, (value,)).fetchall()


def _count(removed: Removed, rows: Sequence[sqlite3.Row]) -> None:
    removed.messages += len(rows)
    removed.conversations.update(row["conversation_id"] for row in rows)
