"""Where Nia's replies to one message go: into the log, and from there to every open page."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Mapping
from datetime import datetime, timezone
from typing import Any

from rasa.core.channels.channel import OutputChannel

from bot.conversation_events.database import Database, StoreUnavailable
from bot.conversation_events.event import Button, Event, Said
from bot.conversation_events.log import EventLog
from bot.conversation_events.messages import Message
from bot.conversation_events.rows import ConversationGone
from bot.website_channel.call_cards import number_of, whom_to_call
from bot.website_channel.hub import Hub
from clinic.settings import Clinic

logger = logging.getLogger(__name__)

NAME = "website"
PAUSES = (0.2, 1.0)
"""Seconds before a reply that could not be stored is stored again."""


class WebsiteOutput(OutputChannel):
    """Replies to one message. Their keys are counted, so that a turn that is run again after a
    crash says nothing twice.

    `unsaid` counts replies that could not be stored.
    """

    def __init__(
        self, database: Database, log: EventLog, hub: Hub, clinic: Clinic, message: Message
    ) -> None:
        self._database, self._log, self._hub, self._clinic = database, log, hub, clinic
        self._message = message
        self._count = 0
        self.unsaid = 0

    @classmethod
    def name(cls) -> str:
        """The channel's name."""
        return NAME

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:  # noqa: ARG002
        """Store one response and show it; never raises."""
        said = said_by(message, self._clinic, self._message.id, datetime.now(timezone.utc))
        if said is None:
            return
        key = f"{self._message.id}:{self._count}"
        self._count += 1
        for pause in (*PAUSES, None):
            try:
                event = await self._database.run(
                    self._log.append, self._message.conversation_id, said, key
                )
            except ConversationGone:
                return
            except StoreUnavailable as fault:
                if pause is None:
                    self.unsaid += 1
                    logger.error("A reply could not be stored (%s).", fault)
                    return
                await asyncio.sleep(pause)
            else:
                self._show(event)
                return

    def _show(self, event: Event | None) -> None:
        # None: it stands there since the turn that was not finished.
        if event is not None:
            self._hub.publish(self._message.conversation_id, event)


def said_by(
    response: Mapping[str, Any], clinic: Clinic, message_id: str | None, now: datetime
) -> Said | None:
    """Return what a response says on the page, None if it has no words.

    ``now`` is an aware time: it decides which of the clinic's numbers is called.
    """
    text = re.sub(r"\n\s*\n+", "\n", str(response.get("text") or "").strip())
    if not text:
        return None
    whom = whom_to_call(response)
    return Said(
        text=text,
        kind="urgent" if whom else "text",
        call=number_of(whom, clinic, now) if whom else None,
        buttons=tuple(_buttons(response)),
        message_id=message_id,
    )


def _buttons(response: Mapping[str, Any]) -> list[Button]:
    found = []
    for given in response.get("buttons") or ():
        title = str(given.get("title") or "").strip()
        payload = str(given.get("payload") or "").strip()
        # A payload such as /intent is no text of a person: what is meant is what was read.
        words = title if not payload or payload.startswith("/") else payload
        if title:
            found.append(Button(title, words))
    return found
