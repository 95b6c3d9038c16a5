"""Answer "did you tell them, has anybody seen it?" from what the store knows at that moment."""

# ruff: noqa: ARG002 (the signature is rasa_sdk's)
from __future__ import annotations

import logging
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.team import team
from careteam.clock import from_text, utc_now
from careteam.store import StoreUnavailable
from careteam.words import ACKNOWLEDGED, UNSURE, words_when_asked

logger = logging.getLogger(__name__)


class ActionAlertStatus(Action):
    """`action_alert_status`: what is known of this conversation's alert; changes nothing."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_alert_status"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Utter one response; `utter_alert_acknowledged` gets the variable `time`."""
        response, variables = await _known(tracker)
        dispatcher.utter_message(response=response, **variables)
        return []


async def _known(tracker: Tracker) -> tuple[str, dict[str, str]]:
    try:
        settings = team()
        seconds = settings.seconds_for(tracker)
        outcome = await settings.care_team.status_async(tracker.sender_id, seconds)
        response = words_when_asked(outcome)
        if response == ACKNOWLEDGED and outcome and outcome.acknowledged_at:
            seen = clock_time(outcome.acknowledged_at, settings.time_zone, utc_now())
            return response, {"time": seen}
        return response, {}
    except StoreUnavailable as error:
        logger.error("the state of an alert could not be read: %s", error)
    except Exception as error:
        logger.error("the state of an alert is unknown: %s", type(error).__name__)
    return UNSURE, {}


def clock_time(moment: str, time_zone: str | None, now: datetime) -> str:
    """Return `14:05`, at the clinic if its zone is known, with the day if it is another one."""
    zone = ZoneInfo(time_zone or "UTC")
    local = from_text(moment).astimezone(zone)
    clock = f"{local:%H:%M}" if time_zone else f"{local:%H:%M} UTC"
    return (
        clock
        if local.date() == now.astimezone(zone).date()
        else f"{clock} on {local:%b} {local.day}"
    )
