"""Answers stored messages through the door, each once, also after the process was killed.

A message is in the database before this begins, and stays open there until its answer stands in
the log. Whoever finds it open later runs it again: the same replies have the same keys and are not
said twice, and the alert is recorded once by the message's id (careteam).
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta, timezone
from typing import Any

from rasa.core.channels.channel import UserMessage

from bot.conversation_events.clock import from_text
from bot.conversation_events.conversations import Conversations
from bot.conversation_events.database import Database, StoreUnavailable
from bot.conversation_events.log import EventLog
from bot.conversation_events.messages import Message, Messages
from bot.website_channel.hub import Hub
from bot.website_channel.output import NAME, WebsiteOutput
from clinic.settings import Clinic

logger = logging.getLogger(__name__)

LATE = timedelta(seconds=60)
"""A message that waited longer tells the care team when it was written."""

WAIT_FOR_LAST_SECONDS = 5.0
"""How long a message waits for the one before it; Rasa's own lock keeps the order after that."""

MOST_TRIES = 5

Handle = Callable[[UserMessage], Awaitable[Any]]
Erase = Callable[[str], Awaitable[None]]


class Turns:
    """The turns of this process.

    Args:
        handle: the door.
        safety_text: what is said when a message cannot be answered at all.
        erase: what is done after a turn in a conversation that was deleted meanwhile.
    """

    def __init__(
        self,
        handle: Handle,
        database: Database,
        messages: Messages,
        hub: Hub,
        clinic: Clinic,
        safety_text: Callable[[], str],
        erase: Erase,
    ) -> None:
        self._handle, self._safety_text, self._erase = handle, safety_text, erase
        self._database, self._messages, self._hub = database, messages, hub
        self._log, self._conversations = EventLog(database), Conversations(database)
        self._clinic = clinic
        self._last: dict[str, asyncio.Task[None]] = {}

    def start(self, message: Message) -> None:
        """Answer a message that this process holds; the turn goes on whoever leaves."""
        conversation_id = message.conversation_id
        before = self._last.get(conversation_id)
        task = asyncio.ensure_future(self._run(message, before))
        self._last[conversation_id] = task
        task.add_done_callback(lambda done: self._forget(conversation_id, done))

    async def take_up(self) -> int:
        """Answer what nobody answers; returns how many messages that were."""
        left = await self._database.run(self._messages.take_open)
        for message in left:
            self.start(message)
        return len(left)

    async def finish(self, seconds: float) -> None:
        """Let the turns that run come to their end, so long at most; the rest is taken up later."""
        if self._last:
            await asyncio.wait(list(self._last.values()), timeout=seconds)

    def _forget(self, conversation_id: str, done: asyncio.Task[None]) -> None:
        if self._last.get(conversation_id) is done:
            del self._last[conversation_id]

    async def _run(self, message: Message, before: asyncio.Task[None] | None) -> None:
        if before is not None:
            await asyncio.wait([before], timeout=WAIT_FOR_LAST_SECONDS)
        self._hub.typing(message.conversation_id, True)
        try:
            await self._answer(message)
        except StoreUnavailable as fault:
            # It stays open, and is taken up again.
            logger.error("A message could not be marked as answered (%s).", fault)
        except Exception as fault:
            logger.error("A turn on the website failed (%s).", type(fault).__name__)
        finally:
            self._hub.typing(message.conversation_id, False)

    async def _answer(self, message: Message) -> None:
        output = WebsiteOutput(self._database, self._log, self._hub, self._clinic, message)
        if message.tries <= MOST_TRIES:
            await self._handle(_for_the_door(message, output))
        if await self._drop_if_deleted(message):
            return
        if output.unsaid or not await self._database.run(self._messages.replies, message):
            await output.send_response(message.conversation_id, {"text": self._safety_text()})
        if await self._database.run(self._messages.replies, message):
            await self._database.run(self._messages.answered, message)
        else:
            await self._drop_if_deleted(message)

    async def _drop_if_deleted(self, message: Message) -> bool:
        conversation_id = message.conversation_id
        if not await self._database.run(self._conversations.is_deleted, conversation_id):
            return False
        await self._database.run(self._messages.drop, message)
        await self._erase(conversation_id)
        return True


def _for_the_door(message: Message, output: WebsiteOutput) -> UserMessage:
    received_at = from_text(message.received_at)
    late = datetime.now(timezone.utc) - received_at > LATE
    return UserMessage(
        message.words,
        output,
        message.conversation_id,
        input_channel=NAME,
        # The page chose the message's id: the conversation before it keeps people's ids apart.
        message_id=f"{message.conversation_id}-{message.id}",
        metadata={"late": True, "received_at": message.received_at} if late else None,
    )
