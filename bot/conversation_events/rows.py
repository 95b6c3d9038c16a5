"""What the log and the messages do alike, within a transaction of their own."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection

from bot.conversation_events.clock import to_text
from bot.conversation_events.event import Button, Call, Choice, Event, Said
from bot.conversation_events.tables import choices, conversations, events

_INSERT = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
_CHOICE_BYTES = 12


class ConversationGone(Exception):
    """The conversation was deleted by the person, or its time is over."""


def begin(connection: Connection, conversation_id: str, now: datetime) -> None:
    """Make a conversation's row if there is none."""
    row = {"id": conversation_id, "last_n": 0, "begun_at": to_text(now)}
    make = _INSERT[connection.dialect.name](conversations).values(**row).on_conflict_do_nothing()
    connection.execute(make)


def lock(connection: Connection, conversation_id: str) -> int:
    """Lock a conversation until the transaction ends, and return its last number.

    Raises:
        ConversationGone: if it was deleted, or never begun.
    """
    query = (
        select(conversations.c.last_n, conversations.c.deleted_at)
        .where(conversations.c.id == conversation_id)
        .with_for_update()
    )
    found = connection.execute(query).first()
    if found is None or found.deleted_at is not None:
        raise ConversationGone
    return int(found.last_n)


def add(
    connection: Connection, conversation_id: str, n: int, said: Said, key: str, now: datetime
) -> Event:
    """Write event number `n` of a locked conversation."""
    at = to_text(now)
    connection.execute(
        insert(events).values(
            conversation_id=conversation_id,
            n=n,
            key=key,
            at=at,
            sender=said.sender,
            message_id=said.message_id,
            kind=said.kind,
            text=said.text,
            call_number=said.call.number if said.call else None,
            call_href=said.call.href if said.call else None,
        )
    )
    offered = _offer(connection, conversation_id, n, said.buttons)
    connection.execute(
        update(conversations).where(conversations.c.id == conversation_id).values(last_n=n)
    )
    return Event(n, at, said.sender, said.message_id, said.kind, said.text, offered, said.call)


def _offer(
    connection: Connection, conversation_id: str, n: int, buttons: Iterable[Button]
) -> tuple[Choice, ...]:
    offered = []
    for position, button in enumerate(buttons):
        choice = Choice(secrets.token_urlsafe(_CHOICE_BYTES), button.title)
        connection.execute(
            insert(choices).values(
                conversation_id=conversation_id,
                id=choice.id,
                n=n,
                position=position,
                title=button.title,
                words=button.words,
            )
        )
        offered.append(choice)
    return tuple(offered)


def read(connection: Connection, conversation_id: str, after: int, most: int) -> list[Event]:
    """Return the events after number `after`, at most so many, in order."""
    query = (
        select(events)
        .where(events.c.conversation_id == conversation_id, events.c.n > after)
        .order_by(events.c.n)
        .limit(most)
    )
    rows = connection.execute(query).all()
    if not rows:
        return []
    offered = (
        select(choices)
        .where(
            choices.c.conversation_id == conversation_id,
            choices.c.n.between(rows[0].n, rows[-1].n),
        )
        .order_by(choices.c.n, choices.c.position)
    )
    by_event: dict[int, list[Choice]] = {}
    for row in connection.execute(offered):
        by_event.setdefault(row.n, []).append(Choice(row.id, row.title))
    return [_event(row, tuple(by_event.get(row.n, ()))) for row in rows]


def _event(row: object, offered: tuple[Choice, ...]) -> Event:
    found = row._mapping  # type: ignore[attr-defined]
    number = found["call_number"]
    return Event(
        n=found["n"],
        at=found["at"],
        sender=found["sender"],
        message_id=found["message_id"],
        kind=found["kind"],
        text=found["text"],
        choices=offered,
        call=Call(number, found["call_href"]) if number else None,
    )
