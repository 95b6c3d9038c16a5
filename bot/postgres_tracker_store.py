"""Conversations in PostgreSQL, which may hang or be away: nobody's reply waits for it (ESC-2).

Who writes meanwhile is answered from what this process still has to store of their conversation,
or from the message alone. It is stored when PostgreSQL answers again: in order, each turn once, and
before anything else is read or written of its conversation.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.events import Event
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DataError, IntegrityError, SQLAlchemyError
from sqlalchemy.orm import sessionmaker

from bot.bounded_database import BoundedDatabase, Unavailable, engine_for
from bot.older_rows import OlderRows
from bot.recent_tracker_store import RecentTrackerStore, as_stored
from bot.reply_time import is_waited_for, seconds_for
from bot.stored_event import stored_event
from bot.stored_turns import lock_conversation, prepare, row_of, store
from bot.unsaved_turns import Batch, UnsavedTurns

logger = logging.getLogger(__name__)

LOAD_SECONDS, SAVE_SECONDS, LEAST_SECONDS = 0.6, 0.4, 0.1
LATER_SECONDS = 1.0

_NEVER = (DataError, IntegrityError, TypeError, ValueError)
"""What is wrong with the rows themselves, whenever they are stored."""

Result = TypeVar("Result")


class PostgresTrackerStore(RecentTrackerStore):
    """Nothing is opened until it is used. `seconds`: see BoundedDatabase."""

    def __init__(self, url: str, seconds: float) -> None:
        # Rasa's own connects here and now, for as long as that takes.
        TrackerStore.__init__(self, None)
        self._database = BoundedDatabase(
            engine_for(url, seconds), "The database of conversations", seconds
        )
        self.engine = self._database.engine
        self.sessionmaker = sessionmaker(bind=self.engine)
        self._seconds = seconds
        self._older = OlderRows()
        self._unsaved = UnsavedTurns()
        self._going: dict[str, asyncio.Future[Any]] = {}
        self._catching_up: asyncio.Task[None] | None = None
        self._preparing = threading.Lock()
        self._is_prepared = False

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """Return the present session, or what is known of it; None: nothing."""
        seconds = self._patience(LOAD_SECONDS)
        try:
            events = await self._in_order(sender_id, self._load, seconds)
        except (Unavailable, SQLAlchemyError) as fault:
            logger.warning("A conversation could not be read (%s).", type(fault).__name__)
            batches = self._unsaved.of(sender_id)
            events = [stored_event(row["data"]) for batch in batches for row in batch.rows]
        if not events:
            return None
        return as_stored(DialogueStateTracker.from_events(sender_id, events, self.domain.slots))

    async def retrieve_full_tracker(self, conversation_id: str) -> DialogueStateTracker | None:
        """Return all sessions, whole. Raises Unavailable."""
        whole = super().retrieve_full_tracker

        def load(_: str, batches: Sequence[Batch]) -> DialogueStateTracker | None:
            self._store(conversation_id, batches)
            return asyncio.run(whole(conversation_id))

        return await self._in_order(conversation_id, load, self._seconds)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Store what came since the tracker was loaded or saved, now or later."""
        await self.stream_events(tracker)
        sender_id = tracker.sender_id
        rows = [row_of(sender_id, event) for event in self._additional_events(None, tracker)]
        as_stored(tracker)
        if not rows:
            return
        self._unsaved.add(sender_id, rows)
        seconds = self._patience(SAVE_SECONDS)
        try:
            await self._in_order(sender_id, self._store, seconds)
        except Exception as fault:
            logger.warning("A turn is stored later (%s).", type(fault).__name__)
            self._unsaved.are_late(sender_id)
            self._catch_up()

    async def forget(self, sender_id: str) -> None:
        """Remove a whole conversation. Raises Unavailable, SQLAlchemyError."""
        self._unsaved.forget(sender_id)
        await self._in_order(sender_id, self._remove, self._seconds)

    async def run(self, work: Callable[[Engine], Result]) -> Result:
        """Do blocking work beside the turns. Raises Unavailable, SQLAlchemyError."""
        going = self._database.start(work, self.engine)
        # Its statements end a little earlier by themselves, and that is no outage.
        return await self._database.result(going, self._seconds + 0.5)

    def _patience(self, most: float) -> float:
        return seconds_for(most, LEAST_SECONDS) if is_waited_for() else self._seconds

    async def _in_order(
        self,
        sender_id: str,
        work: Callable[[str, Sequence[Batch]], Result],
        seconds: float,
    ) -> Result:
        """Do work with a conversation and what is to be stored of it, one after the other."""
        ends = asyncio.get_running_loop().time() + seconds
        while (before := self._going.get(sender_id)) is not None:
            left = ends - asyncio.get_running_loop().time()
            done, _ = await asyncio.wait({before}, timeout=left)
            if not done:
                raise Unavailable
        batches = self._unsaved.of(sender_id)
        going = self._database.start(work, sender_id, batches)
        self._going[sender_id] = going
        going.add_done_callback(lambda done: self._ended(sender_id, batches, done))
        return await self._database.result(going, ends - asyncio.get_running_loop().time())

    def _ended(self, sender_id: str, batches: Sequence[Batch], done: asyncio.Future[Any]) -> None:
        del self._going[sender_id]
        fault = done.exception()
        if fault is None:
            self._unsaved.settle(sender_id, batches)
            return
        for batch in batches:
            batch.is_late = True
        if batches and isinstance(fault, _NEVER):
            logger.error("A turn can never be stored (%s).", type(fault).__name__)
            self._unsaved.settle(sender_id, batches)

    def _catch_up(self) -> None:
        if self._catching_up is None or self._catching_up.done():
            self._catching_up = asyncio.get_running_loop().create_task(self._store_later())

    async def _store_later(self) -> None:
        while waiting := self._unsaved.conversations():
            await asyncio.sleep(LATER_SECONDS)
            for sender_id in waiting:
                if self._database.is_away:
                    break
                try:
                    await self._in_order(sender_id, self._store, self._seconds)
                except Exception as fault:
                    logger.debug("A turn is stored later (%s).", type(fault).__name__)

    def _load(self, sender_id: str, batches: Sequence[Batch]) -> list[Event]:
        self._store(sender_id, batches)
        with self.sessionmaker() as session:
            return self._events(session, sender_id)

    def _remove(self, sender_id: str, _: Sequence[Batch]) -> None:
        self._prepare()
        with self.engine.begin() as connection:
            lock_conversation(connection, sender_id)
            self._delete(sender_id, connection)

    def _store(self, sender_id: str, batches: Sequence[Batch]) -> None:
        self._prepare()
        if not batches:
            return
        with self.engine.begin() as connection:
            lock_conversation(connection, sender_id)
            store(connection, sender_id, batches)

    def _prepare(self) -> None:
        with self._preparing:
            if not self._is_prepared:
                prepare(self.engine)
                self._is_prepared = True
