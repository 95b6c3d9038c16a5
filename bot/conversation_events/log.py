"""The numbered events of each conversation."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from sqlalchemy import func, select

from bot.conversation_events import rows
from bot.conversation_events.clock import from_text, to_text, utc_now
from bot.conversation_events.database import Database
from bot.conversation_events.event import Event, Said
from bot.conversation_events.rows import ConversationGone
from bot.conversation_events.tables import conversations, events

MOST_AT_ONCE = 200


class EventLog:
    """Appends to conversations and reads them again. Every method raises StoreUnavailable."""

    def __init__(self, database: Database, clock: Callable[[], datetime] = utc_now) -> None:
        self._database = database
        self._clock = clock

    def append(self, conversation_id: str, said: Said, key: str) -> Event | None:
        """Say something in a conversation, once: None if `key` was used in it before.

        This is also how others say something later, such as "an alert was seen": any process
        that has the database may call it, with a key that it will use again when it tries again
        ("seen:<alert id>"). Pages that are open get it at once in this process if it is handed to
        `Hub.publish` too, within a second in others; pages that are closed at their next visit.

        Raises:
            ConversationGone: if the person deleted the conversation, or its time is over.
        """
        now = self._clock()
        with self._database.writing() as connection:
            last = rows.lock(connection, conversation_id)
            known = select(events.c.n).where(
                events.c.conversation_id == conversation_id, events.c.key == key
            )
            if connection.execute(known).first():
                return None
            return rows.add(connection, conversation_id, last + 1, said, key, now)

    def after(self, conversation_id: str, n: int, most: int = MOST_AT_ONCE) -> list[Event]:
        """Return the next events after number `n`, in order; at most `most` of them.

        Raises:
            ConversationGone: if the person deleted the conversation.
        """
        with self._database.reading() as connection:
            query = select(conversations.c.deleted_at).where(conversations.c.id == conversation_id)
            row = connection.execute(query).first()
            if row is not None and row.deleted_at is not None:
                raise ConversationGone
            return rows.read(connection, conversation_id, n, most)

    def said(self, conversation_id: str, key: str) -> Event | None:
        """Return what was said in a conversation under `key`; None: nothing, or it is gone."""
        query = select(events.c.n).where(
            events.c.conversation_id == conversation_id, events.c.key == key
        )
        with self._database.reading() as connection:
            n = connection.execute(query).scalar()
            if n is None:
                return None
            return next(iter(rows.read(connection, conversation_id, n - 1, 1)), None)

    def last_numbers(self, conversation_ids: Iterable[str]) -> dict[str, int | None]:
        """Return the last number of each conversation that exists; None: it was deleted."""
        query = select(
            conversations.c.id, conversations.c.last_n, conversations.c.deleted_at
        ).where(conversations.c.id.in_(list(conversation_ids)))
        with self._database.reading() as connection:
            return {
                row.id: None if row.deleted_at is not None else int(row.last_n)
                for row in connection.execute(query)
            }

    def recent(self, since: datetime) -> list[str]:
        """Return the conversations in which something was said since an aware time."""
        query = select(events.c.conversation_id).where(events.c.at >= to_text(since)).distinct()
        with self._database.reading() as connection:
            return [row.conversation_id for row in connection.execute(query)]

    def urgent(self, since: datetime) -> dict[str, datetime]:
        """Return the conversations with an urgent event since an aware time, and when it was."""
        query = (
            select(events.c.conversation_id, func.max(events.c.at))
            .where(events.c.kind == "urgent", events.c.at >= to_text(since))
            .group_by(events.c.conversation_id)
        )
        with self._database.reading() as connection:
            return {row[0]: from_text(row[1]) for row in connection.execute(query)}
