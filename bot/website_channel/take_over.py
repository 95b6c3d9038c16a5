"""When a server answers what another one took and, being dead, left unanswered."""

from __future__ import annotations

from dataclasses import dataclass

from bot.conversation_events.messages import HELD_SECONDS
from bot.website_channel.upkeep import SWEEP_SECONDS


@dataclass(frozen=True)
class TakeOver:
    """After `held_seconds`, at the next look; one is taken every `sweep_seconds`."""

    held_seconds: float = HELD_SECONDS
    sweep_seconds: float = SWEEP_SECONDS
