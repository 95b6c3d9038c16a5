"""A server that takes a silent one for dead after seconds: a test need not wait for a minute.

`python -m tests.services.website.hasty run`; everything else is as it always is.
"""

from __future__ import annotations

import sys

from bot.__main__ import main
from bot.channels.website import WebsiteInput
from bot.turn_locks import TurnLocks
from bot.website_channel.take_over import TakeOver

HELD_SECONDS = 10.0

if __name__ == "__main__":
    WebsiteInput.take_over = TakeOver(held_seconds=HELD_SECONDS, sweep_seconds=0.5)
    TurnLocks.ticket_seconds = HELD_SECONDS - 2
    sys.exit(main())
