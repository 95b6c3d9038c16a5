"""What people sent: stored with its event, answered once, found again after a crash."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, insert, or_, select, update
from sqlalchemy.engine import Connection

from bot.conversation_events import rows
from bot.conversation_events.clock import to_text, utc_now
from bot.conversation_events.database import Database
from bot.conversation_events.event import Event, Said
from bot.conversation_events.tables import choices, events, messages

HELD_SECONDS = 45.0
"""Longer than any turn takes (bot.door.TURN_SECONDS and the wait for the one before): whoever holds
a message for longer without an answer is dead."""


class UnknownChoice(Exception):
    """There is no such quick reply in this conversation, or it is one of before."""


@dataclass(frozen=True)
class Message:
    """A message that is to be answered. `words` is what Nia is told; `tries` counts from 1."""

    conversation_id: str
    id: str
    n: int
    words: str
    received_at: str
    tries: int = 1


@dataclass(frozen=True)
class Stored:
    """What became of a message that was sent: its event's number, and what is new about it.

    `message` and `event` are None if it was stored before.
    """

    n: int
    message: Message | None = None
    event: Event | None = None


class Messages:
    """The messages of all conversations; every method raises StoreUnavailable.

    Args:
        database: where they are.
        holder: names this process among several.
        clock: an aware time.
        held_seconds: how long a message that is not answered is left to its holder.
    """

    def __init__(
        self,
        database: Database,
        holder: str,
        clock: Callable[[], datetime] = utc_now,
        held_seconds: float = HELD_SECONDS,
    ) -> None:
        self._database = database
        self._holder = holder
        self._clock = clock
        self._held = timedelta(seconds=held_seconds)

    def known(self, conversation_id: str, message_id: str) -> int | None:
        """Return the number of a message's event, None if it was never stored."""
        with self._database.reading() as connection:
            return _number(connection, conversation_id, message_id)

    def receive(
        self, conversation_id: str, message_id: str, text: str | None, choice: str | None = None
    ) -> Stored:
        """Store a message once, held by this process; it is either a text or a quick reply.

        Raises:
            ConversationGone: if the person deleted the conversation.
            UnknownChoice: if the quick reply is not one of those that stand there now.
        """
        now = self._clock()
        with self._database.writing() as connection:
            rows.begin(connection, conversation_id, now)
            last = rows.lock(connection, conversation_id)
            known = _number(connection, conversation_id, message_id)
            if known is not None:
                return Stored(known)
            shown, words = text or "", text or ""
            if choice is not None:
                shown, words = _meaning(connection, conversation_id, choice)
            said = Said(shown, sender="person", message_id=message_id)
            event = rows.add(connection, conversation_id, last + 1, said, f"m:{message_id}", now)
            message = Message(conversation_id, message_id, event.n, words, to_text(now))
            connection.execute(
                insert(messages).values(
                    conversation_id=conversation_id,
                    id=message_id,
                    n=event.n,
                    words=words,
                    received_at=message.received_at,
                    held_by=self._holder,
                    held_until=self._until(now),
                    tries=1,
                )
            )
            return Stored(event.n, message, event)

    def take_open(self, most: int = 50) -> list[Message]:
        """Hold the messages that nobody answers, oldest first, and return them.

        In a database of its own, a message that another process held is one whose process ended.
        """
        now = self._clock()
        left = or_(messages.c.held_until.is_(None), messages.c.held_until < to_text(now))
        if not self._database.is_shared:
            left = or_(left, messages.c.held_by != self._holder)
        query = (
            select(messages)
            .where(messages.c.answered_at.is_(None), left)
            .order_by(messages.c.received_at, messages.c.n)
            .limit(most)
            .with_for_update(skip_locked=True)
        )
        with self._database.writing() as connection:
            found = connection.execute(query).all()
            for row in found:
                connection.execute(
                    update(messages)
                    .where(_is(row.conversation_id, row.id))
                    .values(held_by=self._holder, held_until=self._until(now), tries=row.tries + 1)
                )
        return [
            Message(row.conversation_id, row.id, row.n, row.words, row.received_at, row.tries + 1)
            for row in found
        ]

    def answered(self, message: Message) -> None:
        """Note that a message has its whole answer; its words stay in its event only."""
        with self._database.writing() as connection:
            connection.execute(
                update(messages)
                .where(_is(message.conversation_id, message.id))
                .values(answered_at=to_text(self._clock()), words="", held_until=None)
            )

    def replies(self, message: Message) -> int:
        """Return how many events answer a message."""
        query = (
            select(func.count())
            .select_from(events)
            .where(
                events.c.conversation_id == message.conversation_id,
                events.c.message_id == message.id,
                events.c.sender == "nia",
            )
        )
        with self._database.reading() as connection:
            return int(connection.execute(query).scalar_one())

    def drop(self, message: Message) -> None:
        """Forget a message of a deleted conversation, once it has been dealt with."""
        with self._database.writing() as connection:
            connection.execute(delete(messages).where(_is(message.conversation_id, message.id)))
        self._database.wipe()

    def _until(self, now: datetime) -> str:
        return to_text(now + self._held)


def _is(conversation_id: str, message_id: str) -> object:
    return (messages.c.conversation_id == conversation_id) & (messages.c.id == message_id)


def _number(connection: Connection, conversation_id: str, message_id: str) -> int | None:
    query = select(messages.c.n).where(_is(conversation_id, message_id))
    found = connection.execute(query).scalar()
    return None if found is None else int(found)


def _meaning(connection: Connection, conversation_id: str, choice: str) -> tuple[str, str]:
    """Return the title and the words of a quick reply that still stands."""
    last_said = select(func.max(events.c.n)).where(
        events.c.conversation_id == conversation_id, events.c.sender == "person"
    )
    said = int(connection.execute(last_said).scalar() or 0)
    query = select(choices.c.title, choices.c.words, choices.c.n).where(
        choices.c.conversation_id == conversation_id, choices.c.id == choice
    )
    found = connection.execute(query).first()
    if found is None or found.n < said:
        raise UnknownChoice
    return found.title, found.words
