"""The website's channel without the web: begins, takes messages, opens streams, deletes."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

from bot.assistant import Assistant
from bot.conversation_events.address import database_url
from bot.conversation_events.clock import utc_now
from bot.conversation_events.conversations import Conversations
from bot.conversation_events.database import Database
from bot.conversation_events.event import Said
from bot.conversation_events.log import EventLog
from bot.conversation_events.messages import Messages, Stored, UnknownChoice
from bot.conversation_events.rows import ConversationGone
from bot.door import OWING, route_of
from bot.message_text import clean, pieces
from bot.website_channel.advice import advice
from bot.website_channel.alert_news import AlertNews
from bot.website_channel.erasing import Erasing
from bot.website_channel.hub import Hub, Listener, TooManyStreams
from bot.website_channel.incoming import message_in
from bot.website_channel.limits import Limits
from bot.website_channel.refusal import Refused
from bot.website_channel.stream import frames
from bot.website_channel.take_over import TakeOver
from bot.website_channel.tokens import Token, TokenRefused, Tokens
from bot.website_channel.turns import Turns
from bot.website_channel.upkeep import Upkeep
from clinic.environment import Environment
from clinic.settings import Clinic

logger = logging.getLogger(__name__)

STREAM_RETRY_SECONDS = 30.0


class WebsiteService:
    """One server process's part in the website's conversations. Raises Refused."""

    def __init__(
        self,
        assistant: Assistant,
        environment: Environment,
        clinic: Clinic,
        key: bytes,
        take_over: TakeOver,
    ) -> None:
        agent = assistant.agent
        lasts = timedelta(days=clinic.privacy.retention_days)
        self.database = Database(database_url(environment))
        self.hub = Hub()
        self.log = EventLog(self.database)
        self._agent = agent
        self._tokens = Tokens(key, lasts)
        self._limits = Limits()
        self._conversations = Conversations(self.database)
        self._messages = Messages(
            self.database, holder=secrets.token_hex(8), held_seconds=take_over.held_seconds
        )
        self._erasing = Erasing(assistant.trackers, agent.lock_store, assistant.inbox)
        self.turns = Turns(
            agent.handle_message,
            self.database,
            self._messages,
            self.hub,
            clinic,
            lambda: advice(clinic),
            self._erasing.erase,
        )
        news = AlertNews(agent, self.database, self.hub, clinic)
        self.upkeep = Upkeep(
            self.database,
            self.hub,
            self.turns,
            self._erasing,
            news,
            lasts,
            take_over.sweep_seconds,
        )

    def begin(self, origin: str, address: str) -> Token:
        """Begin a conversation; nothing is stored until something is said."""
        wait = self._limits.conversation(address)
        if wait:
            raise Refused("too_many", wait_seconds=wait)
        return self._tokens.begin(origin, utc_now())

    def conversation(self, token: str, origin: str) -> str:
        """Return the conversation that a token opens from an origin."""
        try:
            return self._tokens.read(token, origin, utc_now())
        except TokenRefused:
            raise Refused("unknown_conversation") from None

    async def receive(
        self, conversation_id: str, address: str, body: dict[str, Any]
    ) -> tuple[dict[str, Any], bool]:
        """Store a message and have it answered; the answer's body, and whether it is new."""
        message_id, text, choice = message_in(body)
        known = await self.database.run(self._messages.known, conversation_id, message_id)
        if known is not None:
            return {"id": message_id, "event": known}, False
        wait = self._limits.message(conversation_id, address)
        if wait and not (text and await self._is_urgent(text, address)):
            raise Refused("too_many", wait_seconds=wait)
        storing = self._store(conversation_id, message_id, text, choice)
        # Whoever sends and leaves at once is answered too.
        stored = await asyncio.shield(asyncio.ensure_future(storing))
        return {"id": message_id, "event": stored.n}, stored.message is not None

    async def _store(
        self, conversation_id: str, message_id: str, text: str | None, choice: str | None
    ) -> Stored:
        try:
            stored = await self.database.run(
                self._messages.receive, conversation_id, message_id, text, choice
            )
        except ConversationGone:
            raise Refused("unknown_conversation") from None
        except UnknownChoice:
            raise Refused("bad_request", "this quick reply does not stand there now") from None
        if stored.event is not None:
            self.hub.publish(conversation_id, stored.event)
        if stored.message is not None:
            self.turns.start(stored.message)
        return stored

    async def listen(self, conversation_id: str, address: str) -> Listener:
        """Open a stream; `self.hub.leave` closes it."""
        if await self.database.run(self._conversations.is_deleted, conversation_id):
            raise Refused("unknown_conversation")
        try:
            return self.hub.listen(conversation_id, address)
        except TooManyStreams:
            raise Refused("too_many", wait_seconds=STREAM_RETRY_SECONDS) from None

    async def frames(self, listener: Listener, after: int) -> AsyncIterator[bytes]:
        """Yield what a stream sends after event number `after`."""
        last = await self.database.run(self.log.last_numbers, [listener.conversation_id])
        begin = min(after, last.get(listener.conversation_id) or 0)
        async for frame in frames(self.database, self.log, listener, begin):
            yield frame

    async def delete(self, conversation_id: str) -> None:
        """Remove a conversation from everything that the assistant keeps."""
        if await self.database.run(self._conversations.is_deleted, conversation_id):
            raise Refused("unknown_conversation")
        await asyncio.shield(asyncio.ensure_future(self._delete(conversation_id)))

    async def _delete(self, conversation_id: str) -> None:
        await self.database.run(self._conversations.delete, conversation_id)
        self.hub.publish(conversation_id, "gone")
        await self._erasing.erase(conversation_id)

    async def say(self, conversation_id: str, said: Said, key: str) -> bool:
        """Say something in a conversation later, once for each `key`; whether it was new.

        Open pages of this process get it at once, those of others within a second, closed ones at
        their next visit. Raises ConversationGone, StoreUnavailable; see `EventLog.append`.
        """
        event = await self.database.run(self.log.append, conversation_id, said, key)
        if event is not None:
            self.hub.publish(conversation_id, event)
        return event is not None

    async def _is_urgent(self, text: str, address: str) -> bool:
        """Understand a message that is over the limit, if there is room for that."""
        parts = pieces(clean(text))[:2]
        for part in parts:
            if not self._limits.may_look(address):
                return False
            if route_of(await self._agent.parse_message(part)) in OWING:
                return True
        return False
