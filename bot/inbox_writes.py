"""Writes to the door's inbox for which a reply waits only so long: a slow disk stops no answer."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Any, TypeVar

from bot.reply_time import seconds_for

logger = logging.getLogger(__name__)

SECONDS, LEAST_SECONDS = 0.4, 0.1

Result = TypeVar("Result")


class InboxWrites:
    """What is not written in time is still written when it can be: the wait ends, the work not."""

    def __init__(self) -> None:
        self._going: set[asyncio.Future[Any]] = set()

    async def kept(self, write: Callable[[], Result]) -> Result | None:
        """Return what `write` returns; None where it fails or takes too long. Never raises."""
        work = asyncio.ensure_future(asyncio.to_thread(write))
        self._going.add(work)
        work.add_done_callback(self._ended)
        # Unlike wait_for, this cancels nothing, which would take along what stands in the queue.
        done, _ = await asyncio.wait({work}, timeout=seconds_for(SECONDS, LEAST_SECONDS))
        if not done:
            logger.warning("The inbox is slow; what is not waited for is written later.")
            return None
        return None if work.exception() else work.result()

    async def settled(self) -> None:
        """Wait for what is still to be written."""
        while self._going:
            await asyncio.wait(set(self._going))

    def _ended(self, work: asyncio.Future[Any]) -> None:
        self._going.discard(work)
        if not work.cancelled() and (fault := work.exception()) is not None:
            logger.error("The inbox could not be written (%s).", type(fault).__name__)
