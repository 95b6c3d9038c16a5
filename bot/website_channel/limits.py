"""How much one conversation and one address may ask for, so that others are served too.

A hospital's patients may share an address: it has many times what a person can type. What is over
the limit is still understood, as far as there is room for that: a report is always taken.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from bot.website_channel.buckets import Buckets, Rate

CONVERSATIONS_OF_ADDRESS = Rate(burst=60, per_second=1)
MESSAGES_OF_ADDRESS = Rate(burst=120, per_second=4)
MESSAGES_OF_CONVERSATION = Rate(burst=12, per_second=0.5)
# Understanding takes milliseconds of the one thread that serves everybody.
LOOKS_OF_ADDRESS = Rate(burst=20, per_second=1)
LOOKS_OF_ALL = Rate(burst=40, per_second=10)
ALL = "all"


class Limits:
    """The limits of one server process; `clock` counts seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._conversations = Buckets(CONVERSATIONS_OF_ADDRESS)
        self._address = Buckets(MESSAGES_OF_ADDRESS)
        self._conversation = Buckets(MESSAGES_OF_CONVERSATION)
        self._looks_of_address = Buckets(LOOKS_OF_ADDRESS)
        self._looks = Buckets(LOOKS_OF_ALL)

    def conversation(self, address: str) -> float:
        """Count a new conversation; return how many seconds to wait, 0.0 if it is within."""
        return self._conversations.take(address, self._clock())

    def message(self, conversation_id: str, address: str) -> float:
        """Count a message; return how many seconds to wait, 0.0 if it is within."""
        now = self._clock()
        wait = max(self._conversation.wait(conversation_id, now), self._address.wait(address, now))
        if wait == 0.0:
            self._conversation.take(conversation_id, now)
            self._address.take(address, now)
        return wait

    def may_look(self, address: str) -> bool:
        """Count a look at a message that is over the limit; whether there is room for it."""
        now = self._clock()
        if self._looks_of_address.wait(address, now) or self._looks.wait(ALL, now):
            return False
        self._looks_of_address.take(address, now)
        self._looks.take(ALL, now)
        return True
