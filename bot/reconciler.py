"""Raises late what was owed: reports that were received, but whose alert was never saved.

Design decision 5. At the start of the server and every minute it looks through the inbox
for messages that were never answered (the process was killed) or whose alert could not be
saved, and through the conversations for reports that the inbox knows nothing of, and runs the
alerting action for them, marked late.
"""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from datetime import datetime, timedelta, timezone
from typing import Any

import rasa
from rasa.core.agent import Agent
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity

from bot.action_endpoint import ALERTING, ActionEndpoint, saved
from bot.door import OWING, TURN_SECONDS, route_of
from bot.inbox import Inbox, Received
from bot.message_text import clean, pieces
from bot.shown import Shown
from bot.told_reports import ToldReports

logger = logging.getLogger(__name__)

EVERY_SECONDS = 60.0


class Reconciler:
    """Settles the inbox against the alerts."""

    def __init__(
        self,
        agent: Agent,
        inbox: Inbox,
        actions: ActionEndpoint,
        shown: Shown | None = None,
        told: ToldReports | None = None,
    ) -> None:
        self._agent = agent
        self._inbox = inbox
        self._actions = actions
        self._shown = shown
        self._told = told
        self._owed: list[Received] = []

    async def run_forever(self) -> None:
        """Settle at once what an earlier process left behind, then once a minute what is older."""
        before = datetime.now(timezone.utc)
        while True:
            for what, settle in (("inbox", self.settle), ("conversations", self.settle_told)):
                try:
                    await settle(before)
                except Exception as fault:
                    logger.error("The %s could not be settled (%s).", what, type(fault).__name__)
            await asyncio.sleep(EVERY_SECONDS)
            before = datetime.now(timezone.utc) - timedelta(seconds=2 * TURN_SECONDS)

    async def settle_now(self) -> int:
        """Settle everything that was received up to now."""
        return await self.settle(datetime.now(timezone.utc))

    async def settle(self, received_before: datetime) -> int:
        """Raise what messages from before a time still owe; returns how many alerts that were."""
        before = received_before.isoformat(timespec="milliseconds")
        raised = 0
        for message in await asyncio.to_thread(self._inbox.unsettled, before):
            raised += await self._settle_one(message)
        if raised:
            logger.warning("%d alerts were raised late.", raised)
        return raised

    async def settle_told(self, received_before: datetime) -> None:
        """Raise what conversations from before a time show to be owed, and the inbox does not."""
        if self._told is None:
            return
        self._owed += await self._told.since_last(received_before)
        owed, self._owed = self._owed, []
        for message in owed:
            if not await self._is_known(message.message_id) and not await self._settle_one(message):
                self._owed.append(message)

    async def _is_known(self, message_id: str) -> bool:
        try:
            state = await asyncio.to_thread(self._inbox.alert_state, message_id)
        except sqlite3.Error:
            return False
        return state in {"owed", "raised"}

    async def _settle_one(self, message: Received) -> bool:
        parse_data = message.parse_data or await self._most_urgent(message.text)
        owes = message.alert == "owed" or route_of(parse_data) in OWING
        raised = False
        if owes and message.alert != "raised":
            answer = await self._actions.request(json=self._call(message, parse_data))
            raised = saved(answer)
            self._actions.was_about_alert(message.message_id)  # no turn follows that would ask
            if not raised:
                return False
            if self._shown is not None and message.replies:
                await self._shown.hand_on(
                    message.conversation_id,
                    message.message_id,
                    message.replies,
                    message.closed_at,
                    pauses=(0.0,),  # the next message that is owed waits for it
                )
        if not message.closed:
            await asyncio.to_thread(self._inbox.close, message.message_id, [])
        return raised

    async def _most_urgent(self, text: str) -> dict[str, Any]:
        parsed = [await self._agent.parse_message(part) for part in pieces(clean(text)) or [""]]
        owing = [data for data in parsed if route_of(data) in OWING]
        return dict((owing or parsed)[0])

    def _call(self, message: Received, parse_data: dict[str, Any]) -> dict[str, Any]:
        """An action call about this one message, marked late."""
        uttered = UserUttered(
            message.text,
            parse_data.get("intent"),
            parse_data.get("entities"),
            parse_data,
            input_channel=message.channel,
            message_id=message.message_id,
            metadata={"late": True, "received_at": message.received_at},
        )
        tracker = DialogueStateTracker.from_events(message.conversation_id, [uttered])
        return {
            "next_action": ALERTING,
            "sender_id": message.conversation_id,
            "tracker": tracker.current_state(EventVerbosity.ALL),
            "version": rasa.__version__,
        }
