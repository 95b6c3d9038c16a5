"""The one door through which every channel's messages reach Rasa (design decision 0).

Whatever happens behind it, the person gets an answer: the fixed safety text when there is
no other. What was written is on disk first; an alert that is owed is found again.
"""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage

from bot.inbox import Inbox, Received, now
from bot.inbox_writes import InboxWrites
from bot.message_text import MAX_PIECE, clean, pieces
from bot.output import SafeOutput
from bot.reply_time import REPLY_SECONDS, replying
from bot.shown import Shown

logger = logging.getLogger(__name__)

TURN_SECONDS = 20.0
# Most urgent first: which piece of a long message is answered.
URGENCY = ("crisis", "emergency", "escalate", "ask", "none")
OWING = frozenset(URGENCY[:3])


def route_of(parse_data: dict[str, Any] | None) -> str:
    """The verdict's route; 'ask' where there is no verdict, because nothing may be dismissed."""
    verdict = (parse_data or {}).get("verdict")
    route = verdict.get("route") if isinstance(verdict, dict) else None
    return route if route in URGENCY else "ask"


class Door:
    """Wraps `Agent.handle_message`.

    Args:
        agent: the loaded agent.
        inbox: the durable inbox.
        safety_text: what a person reads when nothing else can be said.
        long_message_text: what is added when a message was too long to read whole.
        shown: is told after each turn what was said; None: nobody is.
        seconds: for how long a reply may wait for others.
    """

    def __init__(
        self,
        agent: Agent,
        inbox: Inbox,
        safety_text: str,
        long_message_text: str,
        shown: Shown | None = None,
        seconds: float = REPLY_SECONDS,
    ):
        self._agent = agent
        self._handle = agent.handle_message
        self._inbox = inbox
        self._safety_text = safety_text
        self._long_message_text = long_message_text
        self._shown = shown
        self._seconds = seconds
        self._writes = InboxWrites()

    @classmethod
    def install(
        cls,
        agent: Agent,
        inbox: Inbox,
        safety_text: str,
        long_message_text: str,
        shown: Shown | None = None,
        seconds: float = REPLY_SECONDS,
    ) -> Door:
        """Put the door before the agent: channels call `agent.handle_message`."""
        door = cls(agent, inbox, safety_text, long_message_text, shown, seconds)
        agent.handle_message = door.handle_message
        return door

    async def handle_message(self, message: UserMessage) -> list[dict[str, Any]] | None:
        """Handle one message; never raises, never leaves the person without an answer.

        The turn goes on when the person's connection breaks: their report still counts.
        """
        return await asyncio.shield(self._handle_whole(message))

    async def _handle_whole(self, message: UserMessage) -> list[dict[str, Any]] | None:
        original = message.text
        text = clean(original)
        output = SafeOutput(message.output_channel)
        message.output_channel = output
        received = Received(
            message_id=message.message_id,
            conversation_id=message.sender_id,
            channel=message.input_channel or output.name(),
            text=original if isinstance(original, str) else text,
            received_at=now(),
        )
        with replying(self._seconds):
            fresh = await self._writes.kept(lambda: self._inbox.receive(received))
            if fresh is False:
                logger.info("A message was delivered twice by its channel; answered once.")
                return None
            try:
                await asyncio.wait_for(self._turn(message, text, received), TURN_SECONDS)
            except Exception as fault:
                logger.error("A turn failed (%s); the safety text was sent.", type(fault).__name__)
                await self._say(message, self._safety_text)
            if not output.said:
                await self._say(message, self._safety_text)
            await self._writes.kept(lambda: self._inbox.close(message.message_id, output.said))
        if self._shown is not None:
            self._shown.after_turn(
                message.sender_id, message.message_id, output.said, output.failed
            )
        return getattr(output.channel, "messages", None)

    async def _turn(self, message: UserMessage, text: str, received: Received) -> None:
        """Understand, write down what is owed, and let Rasa answer."""
        parts = pieces(text) or [""]
        parsed = []
        for part in parts:
            parsed.append(await self._agent.parse_message(part))
            await asyncio.sleep(0)  # between two pieces others are served
        urgent = min(range(len(parts)), key=lambda i: URGENCY.index(route_of(parsed[i])))
        message.text, message.parse_data = parts[urgent], parsed[urgent]
        owes_alert = route_of(parsed[urgent]) in OWING

        def understood() -> None:
            self._inbox.receive(received)  # if that was waited for in vain
            self._inbox.understood(message.message_id, parsed[urgent], owes_alert)

        await self._writes.kept(understood)
        await self._handle(message)
        if len(text) > MAX_PIECE:
            await self._say(message, self._long_message_text)

    async def _say(self, message: UserMessage, text: str) -> None:
        await message.output_channel.send_response(message.sender_id, {"text": text})
