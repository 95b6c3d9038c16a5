"""Locks in Redis, one to a conversation; those of a server that was killed soon expire."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager

from rasa.core.lock import TicketLock
from rasa.core.lock_store import RedisLockStore

from bot.door import TURN_SECONDS


class TurnLocks(RedisLockStore):
    """Rasa's locks; by default hers are kept for a minute after their server was killed.

    That would be longer than a turn waits (bot.door.TURN_SECONDS), so that what the person says
    next, to another server, would go without its answer.
    """

    ticket_seconds = TURN_SECONDS + 5.0

    def lock(
        self,
        conversation_id: str,
        lock_lifetime: float | None = None,
        wait_time_in_seconds: float = 1,
    ) -> AbstractAsyncContextManager[TicketLock]:
        """Hold a conversation's lock for a turn.

        Raises:
            rasa.core.lock_store.LockError: if it cannot be had.
        """
        seconds = self.ticket_seconds if lock_lifetime is None else lock_lifetime
        held: AbstractAsyncContextManager[TicketLock] = super().lock(
            conversation_id, seconds, wait_time_in_seconds
        )
        return held
