"""The durable inbox: what a person wrote is on disk before anything is done with it.

Design decision 0 and 5; hazards H01, H08, H37. A message that was received but never
answered (the process was killed), or whose alert could not be saved, is found here by
`bot.reconciler` and its alert is raised late.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from bot.inbox_schema import SCHEMA
from clinic.write_ahead_log import set_wal, waiting_for_others

BUSY_SECONDS = 1.0
NO_REPLIES = json.dumps([])


@dataclass(frozen=True)
class Received:
    """One message of one person. `received_at` is RFC 3339, UTC, and so is `closed_at`.

    `replies`: what the person was shown in answer; empty, as `closed_at`, until the turn is over.
    """

    message_id: str
    conversation_id: str
    channel: str
    text: str
    received_at: str
    parse_data: dict[str, Any] | None = None
    closed: bool = False
    alert: str = "none"
    replies: list[str] = field(default_factory=list)
    closed_at: str = ""


def now() -> str:
    """The time as RFC 3339 in UTC, to the millisecond."""
    return datetime.now(timezone.utc).isoformat(timespec="milliseconds")


class Inbox:
    """SQLite file of received messages; every write is synced to disk before it returns.

    Raises sqlite3.Error from any method when the file cannot be written; the door
    answers the person all the same.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Yield the connection in a transaction, alone; it commits at the end."""
        with self._lock:
            if self._connection is None:
                self._connection = self._connect()
            with self._connection:
                yield self._connection

    def _connect(self) -> sqlite3.Connection:
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        connection = sqlite3.connect(self._path, timeout=BUSY_SECONDS, check_same_thread=False)
        connection.row_factory = sqlite3.Row
        set_wal(connection)
        connection.execute("PRAGMA synchronous = FULL")
        # What is deleted is overwritten in the file, not only unlinked.
        connection.execute("PRAGMA secure_delete = ON")
        with waiting_for_others(connection):
            connection.executescript(SCHEMA)
        self._path.chmod(0o600)
        return connection

    def receive(self, message: Received) -> bool:
        """Write a message down. False when this message id was already answered (a duplicate).

        A message whose alert the reconciler raised was closed without a reply: its channel may
        still bring it again, and the person then gets an answer.
        """
        with self.transaction() as connection:
            known = connection.execute(
                "SELECT closed_at, replies FROM messages WHERE message_id = ?",
                (message.message_id,),
            ).fetchone()
            if known is not None:
                return known["closed_at"] is None or known["replies"] == NO_REPLIES
            connection.execute(
                "INSERT INTO messages (message_id, conversation_id, channel, text, received_at)"
                " VALUES (?, ?, ?, ?, ?)",
                (
                    message.message_id,
                    message.conversation_id,
                    message.channel,
                    message.text,
                    message.received_at,
                ),
            )
            return True

    def understood(self, message_id: str, parse_data: dict[str, Any], owes_alert: bool) -> None:
        """Keep what was understood; an alert is owed from now on until it is known to be raised."""
        with self.transaction() as connection:
            connection.execute(
                "UPDATE messages SET parse_data = ?,"
                " alert = CASE WHEN ? AND alert = 'none' THEN 'owed' ELSE alert END"
                " WHERE message_id = ?",
                (json.dumps(parse_data, default=str), owes_alert, message_id),
            )

    def alert(self, message_id: str, raised: bool) -> None:
        """Record whether the alert for this message was saved. Once raised, it stays so."""
        with self.transaction() as connection:
            connection.execute(
                "UPDATE messages SET alert = ? WHERE message_id = ? AND alert != 'raised'",
                ("raised" if raised else "owed", message_id),
            )

    def alert_state(self, message_id: str) -> str | None:
        """Return whether an alert is "owed", "raised" or "none"; None: the message is not here."""
        with self.transaction() as connection:
            query = "SELECT alert FROM messages WHERE message_id = ?"
            rows = list(connection.execute(query, (message_id,)))
        return rows[0]["alert"] if rows else None

    def close(self, message_id: str, replies: list[str]) -> None:
        """The turn is over; `replies` is what the person was shown, word for word.

        What was shown before stays written down.
        """
        with self.transaction() as connection:
            connection.execute(
                "UPDATE messages SET closed_at = ?, replies = ? WHERE message_id = ?"
                " AND (closed_at IS NULL OR replies = ?)",
                (now(), json.dumps(replies), message_id, NO_REPLIES),
            )

    def unsettled(self, before: str, limit: int = 200) -> list[Received]:
        """Messages from before a time that were never answered, or whose alert is still owed."""
        query = (
            "SELECT * FROM messages WHERE (closed_at IS NULL OR alert = 'owed')"
            " AND received_at < ? ORDER BY received_at LIMIT ?"
        )
        with self.transaction() as connection:
            rows = connection.execute(query, (before, limit)).fetchall()
        return [
            Received(
                message_id=row["message_id"],
                conversation_id=row["conversation_id"],
                channel=row["channel"],
                text=row["text"],
                received_at=row["received_at"],
                parse_data=json.loads(row["parse_data"]) if row["parse_data"] else None,
                closed=row["closed_at"] is not None,
                alert=row["alert"],
                replies=json.loads(row["replies"]) if row["replies"] else [],
                closed_at=row["closed_at"] or "",
            )
            for row in rows
        ]

    def forget(self, conversation_id: str) -> int:
        """Remove a conversation, except what an alert still needs; returns how many rows that is.

        Those are messages that were never answered, or whose alert is owed.
        """
        with self.transaction() as connection:
            connection.execute(
                "DELETE FROM messages WHERE conversation_id = ?"
                " AND closed_at IS NOT NULL AND alert != 'owed'",
                (conversation_id,),
            )
            needed = connection.execute(
                "SELECT count(*) FROM messages WHERE conversation_id = ?", (conversation_id,)
            ).fetchone()[0]
        self.empty_log()
        return int(needed)

    def empty_log(self) -> bool:
        """Let nothing that was removed stand in SQLite's log; False: somebody reads in it."""
        with self._lock:
            if self._connection is None:
                return True
            row = self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return bool(row[0] == 0)

    def shut(self) -> None:
        """Close the file."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None
