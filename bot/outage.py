"""Whether something that Nia depends on does not answer just now (ESC-2).

Nobody's reply is spent on finding out whether it answers again: it is asked in the background.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

logger = logging.getLogger(__name__)

PAUSE_SECONDS = 1.0


class Outage:
    """Begins when a call was in vain, and ends when `ask` returns.

    Args:
        what: how it is called in the log.
        ask: asks for a sign of life; raises where there is none.
    """

    def __init__(self, what: str, ask: Callable[[], Awaitable[object]]) -> None:
        self._what, self._ask = what, ask
        self._asking: asyncio.Task[None] | None = None

    @property
    def is_on(self) -> bool:
        """Whether it is of no use to try."""
        return self._asking is not None

    def begin(self) -> None:
        """Take note that a call was in vain; returns at once."""
        if self._asking is None:
            logger.error("%s does not answer; Nia goes on without it.", self._what)
            self._asking = asyncio.get_running_loop().create_task(self._until_it_answers())

    async def _until_it_answers(self) -> None:
        while True:
            await asyncio.sleep(PAUSE_SECONDS)
            try:
                await self._ask()
            except Exception as fault:
                logger.debug("%s: %s", self._what, type(fault).__name__)
                continue
            break
        self._asking = None
        logger.warning("%s answers again.", self._what)
