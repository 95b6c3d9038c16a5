"""One turn at a time in a conversation: within this server always, between servers by Redis.

Redis may hang or be away (ESC-2). Then a turn waits for it no longer than its reply can, and the
order within the server stays; which of several servers takes a message is up to whoever spreads
them. Locks of a server that was killed soon expire.
"""

from __future__ import annotations

import asyncio
import logging
import time
import uuid
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import TypeVar

from rasa.core.lock_store import LockStore
from redis.asyncio import Redis
from redis.asyncio.lock import Lock
from redis.exceptions import LockError, RedisError

from bot.door import TURN_SECONDS
from bot.outage import Outage
from bot.reply_time import seconds_for

logger = logging.getLogger(__name__)

WAIT_SECONDS, LEAST_SECONDS = 0.4, 0.1
AGAIN_SECONDS = 0.05
KEPT_SECONDS = TURN_SECONDS + 5.0
"""After that a lock in Redis ends by itself; Rasa's minute is longer than a turn waits for it."""

Result = TypeVar("Result")


@dataclass
class Left:
    """A lock of this server that Redis did not answer about: it may still come to be."""

    lock: Lock
    token: bytes
    ends: float


class TurnLocks(LockStore):
    """Locks by a `redis://`, `rediss://` or `unix://` address, which is opened when it is used.

    `seconds`: how long Redis may take where no reply waits for it.
    """

    def __init__(self, url: str, seconds: float) -> None:
        super().__init__()
        self._redis: Redis[bytes] = Redis.from_url(
            url, socket_timeout=seconds, socket_connect_timeout=seconds
        )
        self._outage = Outage("Redis", self._redis.ping)
        self._here: dict[str, asyncio.Lock] = {}
        self._waiting: dict[str, int] = {}
        self._left: dict[str, list[Left]] = {}

    @asynccontextmanager
    async def lock(
        self,
        conversation_id: str,
        lock_lifetime: float = KEPT_SECONDS,
        wait_time_in_seconds: float = AGAIN_SECONDS,
    ) -> AsyncIterator[None]:
        """Hold a conversation's lock for a turn; waits for its other turns, in their order."""
        here = self._here.setdefault(conversation_id, asyncio.Lock())
        self._waiting[conversation_id] = self._waiting.get(conversation_id, 0) + 1
        try:
            async with here:
                there = Lock(
                    self._redis, f"lock:{conversation_id}", lock_lifetime, thread_local=False
                )
                is_held = await self._acquired(conversation_id, there, wait_time_in_seconds)
                try:
                    yield
                finally:
                    if is_held:
                        await self._release(conversation_id, there)
        finally:
            self._waiting[conversation_id] -= 1
            if not self._waiting[conversation_id]:
                del self._waiting[conversation_id], self._here[conversation_id]

    async def _acquired(self, conversation_id: str, lock: Lock, pause: float) -> bool:
        """Wait for the other servers; False: Redis does not answer."""
        token = uuid.uuid4().hex.encode()
        while not self._outage.is_on:
            try:
                await self._clear(conversation_id)
                if await self._answer(lock.acquire(blocking=False, token=token)):
                    return True
            except (RedisError, OSError, asyncio.TimeoutError):
                self._leave(conversation_id, lock, token)
                self._outage.begin()
            except asyncio.CancelledError:
                self._leave(conversation_id, lock, token)
                raise
            else:
                await asyncio.sleep(pause)
        return False

    async def _release(self, conversation_id: str, lock: Lock) -> None:
        token = lock.local.token
        try:
            with suppress(LockError):  # it ended by itself
                await self._answer(lock.release())
        except (RedisError, OSError, asyncio.TimeoutError):
            self._leave(conversation_id, lock, token)
            self._outage.begin()

    def _leave(self, conversation_id: str, lock: Lock, token: bytes) -> None:
        now = time.monotonic()
        for each, left in list(self._left.items()):
            self._left[each] = [one for one in left if one.ends > now]
            if not self._left[each]:
                del self._left[each]
        ends = now + (lock.timeout or KEPT_SECONDS)
        self._left.setdefault(conversation_id, []).append(Left(lock, token, ends))

    async def _clear(self, conversation_id: str) -> None:
        """Release what this server left behind: whoever is here is alone in the server."""
        for left in list(self._left.get(conversation_id, ())):
            left.lock.local.token = left.token
            with suppress(LockError):  # it is not there, or not yet
                await self._answer(left.lock.release())

    async def _answer(self, asked: Awaitable[Result]) -> Result:
        return await asyncio.wait_for(asked, seconds_for(WAIT_SECONDS, LEAST_SECONDS))
