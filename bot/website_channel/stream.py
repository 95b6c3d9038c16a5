"""The frames of one event stream: what was missed, then what happens, each number once."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

from bot.conversation_events.database import Database
from bot.conversation_events.event import Event
from bot.conversation_events.log import EventLog
from bot.conversation_events.rows import ConversationGone
from bot.website_channel.hub import Listener, Typing

HEARTBEAT_SECONDS = 12.0
HEARTBEAT = b": here\n\n"
GONE = b"event: gone\ndata: {}\n\n"


def frame(name: str, data: Any, n: int | None = None) -> bytes:
    """Return one server-sent event; its data is one line of JSON."""
    number = f"id: {n}\n" if n is not None else ""
    return f"{number}event: {name}\ndata: {json.dumps(data)}\n\n".encode()


async def frames(
    database: Database, log: EventLog, listener: Listener, after: int
) -> AsyncIterator[bytes]:
    """Yield the frames of a stream until the conversation is deleted or the server stops.

    Args:
        after: the number of the last event that the page has.

    Raises:
        StoreUnavailable: the page comes back and goes on where it was.
    """
    yield HEARTBEAT
    cursor = _Cursor(database, log, listener, after)
    try:
        async for event in cursor.missed():
            yield event
        while True:
            item = await listener.next(HEARTBEAT_SECONDS)
            if item is None:
                yield HEARTBEAT
            elif isinstance(item, Typing):
                yield frame("typing", {"on": item.on})
            elif item == "gone":
                raise ConversationGone
            elif item == "close":
                return
            elif isinstance(item, Event) and item.n == listener.seen + 1:
                yield cursor.pass_on(item)
            elif item == "look" or item.n > listener.seen:
                async for event in cursor.missed():
                    yield event
    except ConversationGone:
        yield GONE


class _Cursor:
    def __init__(self, database: Database, log: EventLog, listener: Listener, after: int) -> None:
        self._database, self._log, self._listener = database, log, listener
        listener.seen = after

    def pass_on(self, event: Event) -> bytes:
        self._listener.seen = event.n
        return frame("message", event.to_json(), event.n)

    async def missed(self) -> AsyncIterator[bytes]:
        listener = self._listener
        while True:
            events = await self._database.run(
                self._log.after, listener.conversation_id, listener.seen
            )
            if not events:
                return
            for event in events:
                yield self.pass_on(event)
