"""An output channel that never raises into the turn, and remembers what was said.

Measured (rasa-notes.md, 'Faults'): when sending one reply raises, Rasa drops the rest of
the turn, the alert included.
"""

from __future__ import annotations

import logging
from typing import Any

from rasa.core.channels.channel import OutputChannel

logger = logging.getLogger(__name__)


class SafeOutput(OutputChannel):
    """Passes responses on to the real channel; a failed send is logged without its content.

    `said` holds the text of each response in order; `failed` counts sends that raised.
    """

    def __init__(self, channel: OutputChannel) -> None:
        self.channel = channel
        self.said: list[str] = []
        self.failed = 0

    def name(self) -> str:
        """Name of the real channel: variations by channel depend on it."""
        return str(self.channel.name())

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Send one response; never raises."""
        if message.get("text"):
            self.said.append(str(message["text"]))
        try:
            await self.channel.send_response(recipient_id, message)
        except Exception as fault:
            self.failed += 1
            logger.error("A reply could not be sent on %s (%s).", self.name(), type(fault).__name__)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.channel, name)
