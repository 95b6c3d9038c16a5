"""Add a number to call back, from the latest message, to the open alert (ESC-13).

Contract: whatever happens, the action returns within the budget, utters exactly one response and
sets the slot `contact_state`:

* `taken`: the number is stored on the open alert. `utter_contact_taken` gets the variable
  `contact`, the number as it was typed; where nobody is told of alerts, `utter_alert_none`.
* `unsaved`: it is not known to be stored (`utter_contact_unsaved`).
* `invalid`: there is no number to call the person back at in the message (`utter_contact_invalid`).
* `no_report`: there is no open alert; nothing is stored (`utter_contact_no_report`).
"""

# ruff: noqa: ARG002 (the signature is rasa_sdk's)
from __future__ import annotations

import logging
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.heard import heard
from actions.team import team
from careteam.clock import utc_now
from careteam.outcome import State
from careteam.remarks import Remark
from careteam.store import StoreUnavailable
from careteam.words import NONE

logger = logging.getLogger(__name__)

TAKEN, UNSAVED, INVALID, NO_REPORT = "taken", "unsaved", "invalid", "no_report"


class ActionTakeContact(Action):
    """`action_take_contact`: one number for the care team to call back."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_take_contact"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Store the number, say what became of it, and set `contact_state`; see the module."""
        state, response, variables = await _take(tracker)
        dispatcher.utter_message(response=response, **variables)
        return [SlotSet("contact_state", state)]


async def _take(tracker: Tracker) -> tuple[str, str, dict[str, str]]:
    """Return the slot's value, the response and its variables."""
    try:
        settings = team()
        latest = heard(tracker, utc_now())
        number = settings.read_contact(latest.text)
        if number is None:
            return INVALID, _response(INVALID), {}
        remark = Remark(
            latest.conversation_id,
            latest.message_id,
            latest.received_at,
            latest.text,
            "contact",
            number.tidy,
            number.e164,
        )
        outcome = await settings.care_team.remark_async(remark, settings.seconds_for(tracker))
        if outcome is None:
            return NO_REPORT, _response(NO_REPORT), {}
        if outcome.state is State.NOT_CONFIGURED:  # kept, but nobody is told: nothing is claimed
            return TAKEN, NONE, {}
        return TAKEN, _response(TAKEN), {"contact": number.tidy}
    except StoreUnavailable as error:
        logger.error("a number to call back could not be stored: %s", error)
    except Exception as error:
        # Its name only: an error's text may repeat what the person said (ESC-11).
        logger.error("a number to call back could not be taken: %s", type(error).__name__)
    return UNSAVED, _response(UNSAVED), {}


def _response(state: str) -> str:
    return f"utter_contact_{state}"
