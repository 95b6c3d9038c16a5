"""Runs custom actions with a time limit, inside the server or on a separate action server.

Measured (rasa-notes.md, 'It goes silent'): Rasa waits 300 s for an action and swallows its
errors. Here an action that fails, hangs or answers nonsense ends after the time limit with
a response that claims nothing, and what is owed is written into the inbox.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
from rasa.utils.endpoints import EndpointConfig
from rasa_sdk.executor import ActionExecutor

from bot.action_answers import checked
from bot.in_thread import in_thread
from bot.inbox import Inbox
from bot.inbox_writes import InboxWrites
from bot.reply_time import seconds_for

logger = logging.getLogger(__name__)

ALERTING = "action_escalate"
ALERT_STATE = "alert_state"
UNSAVED = "unsaved"
# ESC-2: what a person reads when it is not known whether the alert was saved ...
FALLBACK_RESPONSE = "utter_alert_unsure"
# ... and after actions that are not about the alert's message.
FALLBACKS = {
    "action_take_contact": "utter_contact_unsaved",
    "action_store_feedback": None,
    "action_tell_alert_news": None,
    "action_record_shown": None,
}
# Actions whose turn belongs into the record of an alert.
ABOUT_ALERTS = frozenset({ALERTING, "action_add_to_alert", "action_take_contact"})

# Metadata of the message by which an action knows for how long it is waited for.
SECONDS = "action_seconds"
# Enough to begin: what an action has begun goes on when nobody waits for it any more.
LEAST_SECONDS = 0.3

Call = Callable[[dict[str, Any]], Awaitable[dict[str, Any]]]


def in_process(package: str) -> Call:
    """Run actions of a package inside this process, each in a thread of its own.

    A thread that hangs is left behind as a daemon; it holds up nobody else.
    """
    executor = ActionExecutor()
    executor.register_package(package)

    async def call(body: dict[str, Any]) -> dict[str, Any]:
        name = str(body.get("next_action"))
        return await in_thread(lambda: asyncio.run(executor.run(body)), name) or {}

    return call


def remote(url: str, seconds: float) -> Call:
    """Run actions on an action server at a URL."""

    async def call(body: dict[str, Any]) -> dict[str, Any]:
        limit = aiohttp.ClientTimeout(total=seconds)
        async with (
            aiohttp.ClientSession(timeout=limit) as session,
            session.post(url, json=body) as answer,
        ):
            answer.raise_for_status()
            content = await answer.json()
        if not isinstance(content, dict):
            raise ValueError("the action server did not answer with an object")
        return content

    return call


class ActionEndpoint(EndpointConfig):
    """What Rasa's RemoteAction calls; `request` never raises and never exceeds the limit.

    Args:
        call: how an action is run.
        seconds: time limit of one action; within a turn also what is left of its time.
        inbox: told after each alerting action whether the alert is saved or still owed.
    """

    def __init__(self, call: Call, seconds: float, inbox: Inbox) -> None:
        super().__init__(url="actions")
        self._call = call
        self._seconds = seconds
        self._inbox = inbox
        self._about_alerts: set[str] = set()
        self._writes = InboxWrites()

    def was_about_alert(self, message_id: str) -> bool:
        """Tell, once for each message, whether an action about an alert was run for it."""
        is_about = message_id in self._about_alerts
        self._about_alerts.discard(message_id)
        return is_about

    async def request(self, *_: Any, **kwargs: Any) -> dict[str, Any]:
        """Run the action that `json` names; the answer has `events` and `responses`."""
        body: dict[str, Any] = kwargs.get("json") or {}
        name = str(body.get("next_action"))
        message_id = message_id_of(body)
        if name in ABOUT_ALERTS and message_id is not None:
            self._about_alerts.add(message_id)
        seconds = seconds_for(self._seconds, LEAST_SECONDS)
        try:
            answer = checked(await asyncio.wait_for(self._call(within(body, seconds)), seconds))
        except Exception as fault:
            logger.error("%s failed (%s).", name, type(fault).__name__)
            answer = failed(name)
        if name == ALERTING:
            await self._settle(message_id, saved(answer))
        return answer

    async def _settle(self, message_id: str | None, raised: bool) -> None:
        if message_id is not None:
            await self._writes.kept(lambda: self._inbox.alert(message_id, raised))


def within(body: dict[str, Any], seconds: float) -> dict[str, Any]:
    """An action call that says for how many seconds it is waited for."""
    tracker = body.get("tracker") or {}
    latest = tracker.get("latest_message") or {}
    metadata = {**(latest.get("metadata") or {}), SECONDS: round(seconds, 3)}
    return {**body, "tracker": {**tracker, "latest_message": {**latest, "metadata": metadata}}}


def failed(name: str) -> dict[str, Any]:
    """What stands in for an action that gave no usable answer: it claims nothing."""
    said = FALLBACKS.get(name, FALLBACK_RESPONSE)
    state = {"event": "slot", "name": ALERT_STATE, "value": UNSAVED}
    return {
        "events": [state] if name == ALERTING else [],
        "responses": [{"response": said}] if said else [],
    }


def saved(answer: dict[str, Any]) -> bool:
    """Whether an alerting action said that its alert is in the store."""
    states = [
        event.get("value")
        for event in answer["events"]
        if isinstance(event, dict) and event.get("name") == ALERT_STATE
    ]
    return bool(states) and states[-1] not in (None, UNSAVED)


def message_id_of(body: dict[str, Any]) -> str | None:
    """Id of the person's message that an action call is about."""
    latest = (body.get("tracker") or {}).get("latest_message") or {}
    message_id = latest.get("message_id")
    return str(message_id) if message_id else None
