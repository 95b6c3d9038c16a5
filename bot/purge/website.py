"""The website's conversations: deleted as their person would, so that open pages close too.

By age the website ends them itself (`bot.website_channel.upkeep`); this is for another age, and for
one person.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select

from bot.conversation_events.clock import to_text
from bot.conversation_events.conversations import Conversations
from bot.conversation_events.database import Database
from bot.conversation_events.tables import conversations, events
from bot.purge.removed import Removed


class WebsiteConversations:
    """The tables behind one URL; nothing is created. Every method raises StoreUnavailable."""

    def __init__(self, url: str) -> None:
        self._database = Database(url)
        self._conversations = Conversations(self._database)
        shared = self._database.is_shared
        self._path = None if shared else Path(str(self._database.url.database))

    def remove_aged(self, before: datetime, removed: Removed, dry_run: bool = False) -> None:
        """Remove the conversations that began before an aware time."""
        self._remove(conversations.c.begun_at < to_text(before), removed, dry_run)

    def remove_conversation(
        self, conversation_id: str, removed: Removed, dry_run: bool = False
    ) -> None:
        """Remove one conversation."""
        self._remove(conversations.c.id == conversation_id, removed, dry_run)

    def close(self) -> None:
        """Close all connections."""
        self._database.close()

    def _remove(self, which: object, removed: Removed, dry_run: bool) -> None:
        if self._path is not None and not self._path.exists():
            return
        query = (
            select(conversations.c.id, func.count(events.c.n).label("events"))
            .outerjoin(events, events.c.conversation_id == conversations.c.id)
            .where(which, conversations.c.deleted_at.is_(None))
            .group_by(conversations.c.id)
        )
        with self._database.reading() as connection:
            found = connection.execute(query).all()
        for row in found:
            if not dry_run:
                self._conversations.delete(row.id)
            removed.add_events(row.id, row.events)
