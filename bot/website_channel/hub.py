"""Wakes the open streams of a conversation in this process. Everything is on the event loop.

A stream that is not read holds up nobody: its queue is short, and what does not fit is found in
the log again by its number.
"""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass
from typing import Literal

from bot.conversation_events.event import Event

MOST_OF_CONVERSATION = 8
MOST_OF_ADDRESS = 100
MOST_WAITING = 32


@dataclass(frozen=True)
class Typing:
    """Nia works on an answer, or has stopped."""

    on: bool


Item = Event | Typing | Literal["look", "gone", "close"]


class TooManyStreams(Exception):
    """The conversation or the address has as many open streams as it may have."""


class Listener:
    """One open stream's queue; the newest items are kept when it is full."""

    def __init__(self, conversation_id: str, address: str) -> None:
        self.conversation_id = conversation_id
        self.address = address
        self.seen = 0
        """The number of the last event that was handed to the reader."""
        self._items: deque[Item] = deque(maxlen=MOST_WAITING)
        self._wake = asyncio.Event()

    def put(self, item: Item) -> None:
        """Add an item; the oldest falls out of a full queue."""
        self._items.append(item)
        self._wake.set()

    async def next(self, seconds: float) -> Item | None:
        """Return the next item, None if there is none for so long."""
        if not self._items:
            self._wake.clear()
            try:
                await asyncio.wait_for(self._wake.wait(), seconds)
            except asyncio.TimeoutError:
                return None
        return self._items.popleft()


class Hub:
    """The open streams of this process."""

    def __init__(self) -> None:
        self._by_conversation: dict[str, set[Listener]] = {}
        self._of_address: dict[str, int] = {}
        self._typing: set[str] = set()
        self._is_closed = False

    def listen(self, conversation_id: str, address: str) -> Listener:
        """Open a stream. Raises TooManyStreams."""
        listeners = self._by_conversation.get(conversation_id, set())
        of_address = self._of_address.get(address, 0)
        if len(listeners) >= MOST_OF_CONVERSATION or of_address >= MOST_OF_ADDRESS:
            raise TooManyStreams
        listener = Listener(conversation_id, address)
        self._by_conversation.setdefault(conversation_id, set()).add(listener)
        self._of_address[address] = of_address + 1
        if conversation_id in self._typing:
            listener.put(Typing(True))
        if self._is_closed:
            listener.put("close")
        return listener

    def leave(self, listener: Listener) -> None:
        """Close a stream."""
        listeners = self._by_conversation[listener.conversation_id]
        listeners.remove(listener)
        if not listeners:
            del self._by_conversation[listener.conversation_id]
        self._of_address[listener.address] -= 1
        if not self._of_address[listener.address]:
            del self._of_address[listener.address]

    def publish(self, conversation_id: str, item: Item) -> None:
        """Hand something to all streams of a conversation."""
        for listener in self._by_conversation.get(conversation_id, ()):
            listener.put(item)

    def typing(self, conversation_id: str, on: bool) -> None:
        """Say whether Nia works on an answer, also to those who open a stream meanwhile."""
        if on:
            self._typing.add(conversation_id)
        else:
            self._typing.discard(conversation_id)
        self.publish(conversation_id, Typing(on))

    def open_conversations(self) -> dict[str, int]:
        """Return the conversations with open streams, and what the slowest of each has seen."""
        return {
            conversation_id: min(listener.seen for listener in listeners)
            for conversation_id, listeners in self._by_conversation.items()
        }

    def close(self) -> None:
        """End all streams: the server stops, and the pages will come back."""
        self._is_closed = True
        for conversation_id in list(self._by_conversation):
            self.publish(conversation_id, "close")
