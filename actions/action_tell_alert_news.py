"""Find what a person may be told of their alert later, without having asked (S-ACK, S-NOACK).

Contract: called by the channels that can speak later, not by a rule. Whatever happens, the action
returns within the budget, changes nothing, and sets the slot `alert_news`:

* `open`: there may be news later, or an alert that is not stored yet. `over`: it is resolved.
* `unknown`: the store could not be read; nothing is uttered.

It utters at most one response, with the variable `time` where somebody saw the alert, and with
`key`: the same for the same news. Who tells it remembers the key, so that it is told once.
"""

# ruff: noqa: ARG002 (the signature is rasa_sdk's)
from __future__ import annotations

import logging
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.action_alert_status import clock_time
from actions.team import team
from careteam.clock import utc_now
from careteam.later_words import LaterWord
from careteam.store import StoreUnavailable

logger = logging.getLogger(__name__)

OPEN, OVER, UNKNOWN = "open", "over", "unknown"


class ActionTellAlertNews(Action):
    """`action_tell_alert_news`: what is true of the conversation's alert now, if it is news."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_tell_alert_news"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Utter the news, if any, and set `alert_news`; see the module."""
        word, state, time_zone = await _news(tracker.sender_id)
        if word is not None:
            seen = clock_time(word.seen_at, time_zone, utc_now()) if word.seen_at else None
            variables = {"time": seen} if seen else {}
            dispatcher.utter_message(response=word.response, key=word.key, **variables)
        return [SlotSet("alert_news", state)]


async def _news(conversation_id: str) -> tuple[LaterWord | None, str, str | None]:
    try:
        settings = team()
        found = await settings.care_team.later_async(conversation_id, settings.budget_seconds)
        return found.word, OVER if found.is_over else OPEN, settings.time_zone
    except StoreUnavailable as error:
        logger.error("news of an alert could not be read: %s", error)
    except Exception as error:
        # Its name only: an error's text may repeat what the person said (ESC-11).
        logger.error("news of an alert is unknown: %s", type(error).__name__)
    return None, UNKNOWN, None
