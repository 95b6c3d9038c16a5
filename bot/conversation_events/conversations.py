"""How a conversation ends: deleted by the person, or forgotten when its time is over."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.engine import Connection

from bot.conversation_events import rows
from bot.conversation_events.clock import to_text, utc_now
from bot.conversation_events.database import Database
from bot.conversation_events.rows import ConversationGone
from bot.conversation_events.tables import choices, conversations, events, messages

_MOST = 500


class Conversations:
    """Deletes. Every method raises StoreUnavailable."""

    def __init__(self, database: Database, clock: Callable[[], datetime] = utc_now) -> None:
        self._database = database
        self._clock = clock

    def is_deleted(self, conversation_id: str) -> bool:
        """Return whether a conversation was deleted."""
        query = select(conversations.c.deleted_at).where(conversations.c.id == conversation_id)
        with self._database.reading() as connection:
            return connection.execute(query).scalar() is not None

    def delete(self, conversation_id: str) -> None:
        """Remove all that was said; only that it was deleted is kept, so that nobody goes on.

        A message that nobody answered yet keeps its words until it has been dealt with, because
        it may be a report. Deleting again changes nothing.
        """
        with self._database.writing() as connection:
            rows.begin(connection, conversation_id, self._clock())
            try:
                rows.lock(connection, conversation_id)
            except ConversationGone:
                return
            self._remove(connection, [conversation_id])
            connection.execute(
                update(conversations)
                .where(conversations.c.id == conversation_id)
                .values(deleted_at=to_text(self._clock()), last_n=0)
            )
        self._database.wipe()

    def deleted(self) -> list[str]:
        """Return the conversations that were deleted and whose token may not have expired."""
        query = select(conversations.c.id).where(conversations.c.deleted_at.is_not(None))
        with self._database.reading() as connection:
            return [row.id for row in connection.execute(query)]

    def expired(self, begun_before: datetime) -> list[str]:
        """Return the conversations that began before an aware time, deleted ones too."""
        query = (
            select(conversations.c.id)
            .where(conversations.c.begun_at < to_text(begun_before))
            .limit(_MOST)
        )
        with self._database.reading() as connection:
            return [row.id for row in connection.execute(query)]

    def forget(self, conversation_ids: Iterable[str]) -> None:
        """Remove conversations whose tokens have expired, with every trace of them."""
        ids = list(conversation_ids)
        with self._database.writing() as connection:
            self._remove(connection, ids)
            connection.execute(delete(conversations).where(conversations.c.id.in_(ids)))
        self._database.wipe()

    def _remove(self, connection: Connection, ids: list[str]) -> None:
        for table in (events, choices):
            connection.execute(delete(table).where(table.c.conversation_id.in_(ids)))
        answered = messages.c.answered_at.is_not(None)
        connection.execute(delete(messages).where(messages.c.conversation_id.in_(ids), answered))
