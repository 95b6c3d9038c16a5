"""Rasa's SQL tracker store, whose turns cost the same however long the session has become.

Rasa loads, copies and featurises a whole session at every turn, and finds what is new by counting
rows. Here a turn loads the newest rows of the session, and of those before them the newest of each
kind: slots keep their values, what Nia did stays done, and it stays known for whom somebody writes.
All of them are rows as they were stored. What is saved is what came after loading, so that nothing
is lost or doubled when somebody else has saved in between; the database keeps the whole history.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import islice, pairwise
from typing import Any, TypeVar

from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.events import Event
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy import delete
from sqlalchemy.engine import Engine
from sqlalchemy.event import listen

from bot.in_thread import in_thread
from bot.older_rows import ACTION, SESSION, SLOT, USER, Older, OlderRows
from bot.stored_event import stored_event

# About 40 turns of seven events; benchmarks/long_conversation.py shows what more of them cost.
MOST_EVENTS = 280
ROW = SQLTrackerStore.SQLEvent

Result = TypeVar("Result")


class RecentTrackerStore(SQLTrackerStore):
    """Keeps whole conversations, and loads what the next turn needs of the present session."""

    def __init__(self, **settings: Any) -> None:
        """Connect as Rasa's store does."""
        super().__init__(**settings)
        self._older = OlderRows()
        self.engine.hide_parameters = True  # errors are logged, and who wrote is personal
        if self.engine.dialect.name == "sqlite":
            # What is deleted is overwritten in the file, not only unlinked.
            listen(self.engine, "connect", lambda one, _: one.execute("PRAGMA secure_delete = ON"))
            self.engine.dispose()  # connections that were made before

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """Return the present session without most of what is long past."""
        with self.session_scope() as session:
            events = self._events(session, sender_id)
        if not events:
            return None
        return as_stored(DialogueStateTracker.from_events(sender_id, events, self.domain.slots))

    async def retrieve_full_tracker(self, conversation_id: str) -> DialogueStateTracker | None:
        """Return all sessions, whole."""
        return as_stored(await super().retrieve_full_tracker(conversation_id))

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Append what came since the tracker was loaded or saved."""
        await super().save(tracker)
        as_stored(tracker)

    async def forget(self, sender_id: str) -> None:
        """Remove a whole conversation. Raises SQLAlchemyError."""

        def remove(engine: Engine) -> None:
            with engine.begin() as connection:
                self._delete(sender_id, connection)

        await self.run(remove)

    async def run(self, work: Callable[[Engine], Result]) -> Result:
        """Do blocking work beside the turns. Raises SQLAlchemyError."""
        return await in_thread(lambda: work(self.engine), "conversations")

    def _delete(self, sender_id: str, connection: Any) -> None:
        self._older.forget(sender_id)
        connection.execute(delete(ROW).where(ROW.sender_id == sender_id))

    def _additional_events(self, session: Any, tracker: DialogueStateTracker) -> Iterable[Event]:  # noqa: ARG002
        return islice(tracker.events, getattr(tracker, "events_stored", 0), None)

    def _events(self, session: Any, sender_id: str) -> list[Event]:
        """Return the events to go on from, oldest first."""
        columns = session.query(ROW.id, ROW.type_name, ROW.action_name)
        newest = columns.filter(ROW.sender_id == sender_id).order_by(ROW.id.desc())
        rows = newest.limit(MOST_EVENTS).all()[::-1]
        if not rows:
            return []
        start, older = _session_start(rows), []
        if start is None:
            start = _turn_start(rows)
            older = self._older_rows(session, sender_id, start)
        data = session.query(ROW.data).order_by(ROW.id)
        found = [
            *(data.filter(ROW.sender_id == sender_id, ROW.id.in_(older)) if older else ()),
            *data.filter(ROW.sender_id == sender_id, ROW.id >= start),
        ]
        return [stored_event(row.data) for row in found]

    def _older_rows(self, session: Any, sender_id: str, before: int) -> list[int]:
        """Return which rows are kept of those before a row.

        What was found is remembered, so that each row is looked at once, not at every turn.
        """
        older = self._older.take(sender_id)
        if older.read >= before:  # deleted and begun anew
            older = Older()
        rows = session.query(ROW.id, ROW.type_name, ROW.action_name, ROW.data).filter(
            ROW.sender_id == sender_id,
            ROW.id > older.read,
            ROW.id < before,
            ROW.type_name.in_((SESSION, USER, ACTION, SLOT)),
        )
        for row in rows.order_by(ROW.id):
            older.add(row)
        self._older.put(sender_id, older)
        return sorted(set(older.newest.values()))


def as_stored(tracker: DialogueStateTracker | None) -> DialogueStateTracker | None:
    """Note at a tracker that all of its events are in the database, or came from there."""
    if tracker is not None:
        tracker.events_stored = len(tracker.events)
    return tracker


def _session_start(rows: Sequence[Any]) -> int | None:
    """Return the first row of the present session, None if it is not among these."""
    starts = [row.id for row in rows if row.type_name == SESSION]
    if starts:
        return int(starts[-1])
    return int(rows[0].id) if len(rows) < MOST_EVENTS else None


def _turn_start(rows: Sequence[Any]) -> int:
    """Return the first row of the first whole turn: Nia listens, and a message follows."""
    starts = (
        int(row.id)
        for row, following in pairwise(rows)
        if row.action_name == ACTION_LISTEN_NAME and following.type_name == USER
    )
    return next(starts, int(rows[0].id))
