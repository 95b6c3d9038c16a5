"""What this process does again and again: answers left behind, other processes' events, ends."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta

from bot.conversation_events.clock import utc_now
from bot.conversation_events.conversations import Conversations
from bot.conversation_events.database import Database
from bot.conversation_events.log import EventLog
from bot.website_channel.alert_news import NEWS_SECONDS, AlertNews
from bot.website_channel.erasing import Erasing
from bot.website_channel.hub import Hub
from bot.website_channel.turns import Turns

logger = logging.getLogger(__name__)

SWEEP_SECONDS = 15.0
POLL_SECONDS = 1.0


class Upkeep:
    """The tasks beside the requests.

    `lasts`: how long a conversation is kept; `sweep_seconds`: between two looks for what is open.
    """

    def __init__(
        self,
        database: Database,
        hub: Hub,
        turns: Turns,
        erasing: Erasing,
        news: AlertNews,
        lasts: timedelta,
        sweep_seconds: float = SWEEP_SECONDS,
    ) -> None:
        self._database, self._hub, self._turns, self._erasing = database, hub, turns, erasing
        self._log, self._conversations = EventLog(database), Conversations(database)
        self._news, self._lasts, self._sweep_seconds = news, lasts, sweep_seconds

    def start(self) -> list[asyncio.Task[None]]:
        """Begin; whoever starts it cancels the tasks."""
        tasks = [asyncio.ensure_future(_forever(self.sweep, self._sweep_seconds))]
        tasks.append(asyncio.ensure_future(_forever(self._news.look, NEWS_SECONDS)))
        if self._database.is_shared:
            tasks.append(asyncio.ensure_future(_forever(self.poll, POLL_SECONDS)))
        return tasks

    async def sweep(self) -> None:
        """Take up what nobody answers, and finish what people deleted. Raises StoreUnavailable."""
        count = await self._turns.take_up()
        if count:
            logger.warning("%d messages on the website are answered late.", count)
        expired = await self._database.run(self._conversations.expired, utc_now() - self._lasts)
        for conversation_id in expired:
            await self._database.run(self._conversations.delete, conversation_id)
            await self._erasing.erase(conversation_id)
        over = [each for each in expired if each not in self._erasing.unfinished]
        if over:
            await self._database.run(self._conversations.forget, over)
        await self._erasing.again(await self._database.run(self._conversations.deleted))
        if not self._database.is_wiped:
            await self._database.run(self._database.wipe)

    async def poll(self) -> None:
        """Wake the streams whose conversation went on in another process, in one query."""
        open_now = self._hub.open_conversations()
        if not open_now:
            return
        found = await self._database.run(self._log.last_numbers, open_now)
        for conversation_id, last in found.items():
            if last is None:
                self._hub.publish(conversation_id, "gone")
            elif last > open_now[conversation_id]:
                self._hub.publish(conversation_id, "look")


async def _forever(work: Callable[[], Awaitable[object]], seconds: float) -> None:
    is_broken = False
    while True:
        try:
            await work()
            is_broken = False
        except Exception as fault:
            if not is_broken:
                logger.error("The website's upkeep failed (%s).", type(fault).__name__)
            is_broken = True
        await asyncio.sleep(seconds)
