"""Store the answer to "did this help?" for the clinic.

Contract: whatever happens, the action returns within the budget, utters nothing and sets nothing:
Nia has thanked already, and a lost answer costs nobody anything. Nothing personal is stored
(`careteam.feedback`, ESC-11).
"""

# ruff: noqa: ARG002 (the signature is rasa_sdk's)
from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.heard import heard, items, mapping, text
from actions.team import team
from careteam.clock import utc_now
from careteam.feedback import Feedback, give

logger = logging.getLogger(__name__)

HELPED = frozenset({"affirm", "thank"})
_QUESTION, _ANSWER = "ask_", "utter_"


class ActionStoreFeedback(Action):
    """`action_store_feedback`: one yes or no, with the topics it is about."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_store_feedback"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Store the answer; see the module."""
        try:
            settings = team()
            store, now = settings.care_team.store, utc_now()
            given = feedback_of(tracker, domain)
            await _within(settings.seconds_for(tracker), lambda: give(store, given, now))
        except Exception as error:
            # Its name only: an error's text may repeat what the person said (ESC-11).
            logger.error("an answer to 'did this help?' is not stored: %s", type(error).__name__)
        return []


def feedback_of(tracker: Any, domain: Mapping[str, Any]) -> Feedback:
    """Return the answer in the latest message, as far as it is kept."""
    latest = heard(tracker, utc_now())
    return Feedback(
        helped=latest.intent in HELPED,
        topics=topics_answered(items(tracker.events), intents_of(domain)),
        channel=latest.channel,
    )


def topics_answered(events: Iterable[Any], intents: frozenset[str]) -> tuple[str, ...]:
    """Return the questions among `intents` that were answered in this session, oldest first.

    The answer to ask_x is utter_x, so greetings, advice and news of an alert are none.
    """
    found: dict[str, None] = {}
    for event in map(mapping, events):
        if event.get("event") == "session_started":
            found.clear()
        action = text(event.get("name")) if event.get("event") == "action" else ""
        topic = _QUESTION + action.removeprefix(_ANSWER)
        if action.startswith(_ANSWER) and topic in intents:
            found[topic] = None
    return tuple(found)


def intents_of(domain: Any) -> frozenset[str]:
    """Return the intents' names of a domain as the server sends it.

    An intent is written as its name, or as a mapping from its name to its settings.
    """
    given = items(mapping(domain).get("intents"))
    return frozenset(name for one in given for name in (mapping(one) or {text(one): None}))


async def _within(seconds: float, work: Callable[[], None]) -> None:
    """Wait for `work` this long; it goes on in a thread that holds up nobody's exit.

    Raises:
        asyncio.TimeoutError: if it is not done by then.
        Exception: what `work` raised.
    """
    future: Future[None] = Future()
    future.set_running_or_notify_cancel()  # who stops waiting does not stop the work

    def run() -> None:
        try:
            work()
        except Exception as error:
            future.set_exception(error)
        else:
            future.set_result(None)

    threading.Thread(target=run, daemon=True, name="careteam-feedback").start()
    await asyncio.wait_for(asyncio.wrap_future(future), seconds)
