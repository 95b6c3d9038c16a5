"""Rasa's SQL tracker store, whose turns cost the same however long the session has become.

Rasa loads, copies and featurises a whole session at every turn, and finds what is new by counting
rows. Here a turn loads the newest rows of the session, and of those before them the newest of each
kind: slots keep their values, what Nia did stays done, and it stays known for whom somebody writes.
All of them are rows as they were stored. What is saved is what came after loading, so that nothing
is lost or doubled when somebody else has saved in between; the database keeps the whole history.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise
from typing import Any

from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.events import ActionExecuted, Event, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy import delete
from sqlalchemy.event import listen
from sqlalchemy.exc import SQLAlchemyError

from bot.answers.message import LatestMessage
from bot.dialogue.thread import turn_of
from bot.stored_event import stored_event

logger = logging.getLogger(__name__)

# About 40 turns of seven events; benchmarks/long_conversation.py shows what more of them cost.
MOST_EVENTS = 280
MOST_CONVERSATIONS = 1000  # of which it is remembered what their older rows hold
INDEX = "CREATE INDEX IF NOT EXISTS ix_events_sender_id_id ON events (sender_id, id)"

SESSION, USER = SessionStarted.type_name, UserUttered.type_name
ACTION, SLOT = ActionExecuted.type_name, SlotSet.type_name
ANSWERED = "answered"
UNPROMPTED = frozenset({ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME})
ROW = SQLTrackerStore.SQLEvent


@dataclass
class Older:
    """The newest row of each kind among a session's rows up to `read`, by their ids.

    ``message`` is the row of the latest message among them.
    """

    read: int = 0
    message: int = 0
    newest: dict[tuple[str, str | None], int] = field(default_factory=dict)

    def add(self, row: Any) -> None:
        """Take in the next row."""
        if row.type_name == SESSION:
            self.newest.clear()
            self.message = 0
        if row.type_name == USER:
            self.message = row.id
            self.newest |= {(USER, kind): row.id for kind in _said(row.data)}
        else:
            self.newest[row.type_name, row.action_name] = row.id
        if row.type_name == ACTION and row.action_name not in UNPROMPTED:
            # What Nia did belongs to a message; without one it would count as never done.
            self.newest[ANSWERED, row.action_name] = self.message
        self.read = row.id


class RecentTrackerStore(SQLTrackerStore):
    """Keeps whole conversations, and loads what the next turn needs of the present session."""

    def __init__(self, **settings: Any) -> None:
        """Connect as Rasa's store does, and see to the index."""
        super().__init__(**settings)
        self.engine.hide_parameters = True  # errors are logged, and who wrote is personal
        if self.engine.dialect.name == "sqlite":
            # What is deleted is overwritten in the file, not only unlinked.
            listen(self.engine, "connect", lambda one, _: one.execute("PRAGMA secure_delete = ON"))
            self.engine.dispose()  # connections that were made before
        self._older: dict[str, Older] = {}
        self._see_to_index()

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """Return the present session without most of what is long past."""
        with self.session_scope() as session:
            events = self._events(session, sender_id)
        if not events:
            return None
        return _as_stored(DialogueStateTracker.from_events(sender_id, events, self.domain.slots))

    async def retrieve_full_tracker(self, conversation_id: str) -> DialogueStateTracker | None:
        """Return all sessions, whole."""
        return _as_stored(await super().retrieve_full_tracker(conversation_id))

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Append what came since the tracker was loaded or saved."""
        await super().save(tracker)
        _as_stored(tracker)

    def forget(self, sender_id: str) -> None:
        """Remove a whole conversation. Blocks; raises SQLAlchemyError."""
        self._older.pop(sender_id, None)
        with self.engine.begin() as connection:
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
            *(data.filter(ROW.id.in_(older)) if older else ()),
            *data.filter(ROW.sender_id == sender_id, ROW.id >= start),
        ]
        return [stored_event(row.data) for row in found]

    def _older_rows(self, session: Any, sender_id: str, before: int) -> list[int]:
        """Return which rows are kept of those before a row.

        What was found is remembered, so that each row is looked at once, not at every turn.
        """
        older = self._older.pop(sender_id, Older())
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
        self._older[sender_id] = older
        if len(self._older) > MOST_CONVERSATIONS:
            del self._older[next(iter(self._older))]
        return sorted(set(older.newest.values()))

    def _see_to_index(self) -> None:
        """Index what the newest rows are found by, also in a table that is older than this.

        SQLite's index on sender_id holds the row's id already; PostgreSQL would rather walk
        through everybody's rows.
        """
        if self.engine.dialect.name != "postgresql":
            return
        try:
            with self.engine.begin() as connection:
                connection.exec_driver_sql(INDEX)
        except SQLAlchemyError as fault:
            logger.warning("Conversations have no index (%s); they are slow.", type(fault).__name__)


def _as_stored(tracker: DialogueStateTracker | None) -> DialogueStateTracker | None:
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


def _said(data: str) -> list[str]:
    """Return what of a message may be spoken of much later, read as the answers read it."""
    uttered = stored_event(data)
    message = LatestMessage.in_conversation([uttered])
    held = {
        "speaker": message.reporter != "unknown",
        "entities": message.entity_ids,
        "kinds": turn_of(uttered).kinds,
    }
    return [kind for kind, there in held.items() if there]
