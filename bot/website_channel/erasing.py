"""Removes what the assistant itself keeps of a conversation, when its person deleted it.

The care team's alert stays with them. What an alert that is not raised yet still needs stays in
the door's inbox until it is raised; `Erasing.again` then removes it.
"""

from __future__ import annotations

import asyncio
import logging

from rasa.core.lock_store import LockStore

from bot.inbox import Inbox
from bot.recent_tracker_store import RecentTrackerStore

logger = logging.getLogger(__name__)

LOCK_SECONDS = 3.0


class Erasing:
    """The tracker and the inbox of this process.

    `unfinished` holds the conversations of which something is still needed, or could not be
    removed.
    """

    def __init__(self, trackers: RecentTrackerStore, locks: LockStore, inbox: Inbox) -> None:
        self._trackers, self._locks, self._inbox = trackers, locks, inbox
        self._finished: set[str] = set()
        self.unfinished: set[str] = set()

    async def erase(self, conversation_id: str) -> None:
        """Remove what can be removed now; never raises."""
        self._finished.discard(conversation_id)
        try:
            await self._erase_tracker(conversation_id)
            needed = await asyncio.to_thread(self._inbox.forget, conversation_id)
        except Exception as fault:
            logger.error("A conversation is not wholly deleted yet (%s).", type(fault).__name__)
            needed = 1
        if needed:
            self.unfinished.add(conversation_id)
        else:
            self.unfinished.discard(conversation_id)
            self._finished.add(conversation_id)

    async def again(self, deleted: list[str]) -> None:
        """Go on with the conversations that were deleted, here or in another process."""
        self._finished &= set(deleted)
        for conversation_id in (set(deleted) - self._finished) | self.unfinished:
            await self.erase(conversation_id)

    async def _erase_tracker(self, conversation_id: str) -> None:
        # A turn that is under way saves its tracker at its end: wait for that, but not for long.
        try:
            await asyncio.wait_for(self._erase_between_turns(conversation_id), LOCK_SECONDS)
        except Exception:
            await self._trackers.forget(conversation_id)
            raise

    async def _erase_between_turns(self, conversation_id: str) -> None:
        async with self._locks.lock(conversation_id):
            await self._trackers.forget(conversation_id)
