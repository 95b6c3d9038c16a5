"""Removes by age or by person from everything that the assistant keeps, and writes the record."""

from __future__ import annotations

from datetime import datetime

from bot.inbox import Inbox
from bot.purge import received, removed
from bot.purge.removed import Removed
from bot.purge.trackers import StoredTrackers
from bot.purge.website import WebsiteConversations


class Purge:
    """`close` it when it is not needed for a while. `website`: None leaves its conversations alone.

    Every method that removes raises sqlite3.Error, SQLAlchemyError or StoreUnavailable; what was
    removed until then stands in the record.
    """

    def __init__(
        self, inbox: Inbox, trackers: StoredTrackers, website: WebsiteConversations | None = None
    ) -> None:
        self._inbox, self._trackers, self._website = inbox, trackers, website

    def aged(self, before: datetime, by: str, dry_run: bool = False) -> Removed:
        """Remove what is from before an aware UTC time; with `dry_run` only count it."""
        found = Removed()
        try:
            if self._website is not None:
                self._website.remove_aged(before, found, dry_run)
            self._trackers.remove_aged(before, found, dry_run)
            received.remove_aged(self._inbox, before, found, dry_run)
        finally:
            if not dry_run:
                removed.write(self._inbox, found, by, "age")
        self._end(found, dry_run)
        return found

    def conversation(self, conversation_id: str, by: str, dry_run: bool = False) -> Removed:
        """Remove one person's conversation, except what an alert still needs."""
        found = Removed()
        try:
            if self._website is not None:
                self._website.remove_conversation(conversation_id, found, dry_run)
            self._trackers.remove_conversation(conversation_id, found, dry_run)
            received.remove_conversation(self._inbox, conversation_id, found, dry_run)
        finally:
            if not dry_run:
                removed.write(self._inbox, found, by, "person")
        self._end(found, dry_run)
        return found

    def close(self) -> None:
        """Close the databases that are its own; the inbox is not."""
        self._trackers.close()
        if self._website is not None:
            self._website.close()

    def _end(self, found: Removed, dry_run: bool) -> None:
        if not dry_run and not found.is_nothing:
            self._trackers.clear()
        if not dry_run:
            self._inbox.empty_log()
