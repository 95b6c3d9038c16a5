"""Raise or update the alert for what was just reported, and say what became of it.

The advice to call is a plain response and was given before; this action only tells the care team.

Contract with the door: whatever happens, the action returns within the budget, utters exactly one
of the alert responses (`careteam.words`) and one event, the slot `alert_state`:

* `sent`, `unsure`, `failed`, `not_configured`, `acknowledged`: the alert is stored durably.
* `unsaved`: it is not known to be stored. `utter_alert_unsure` was said, nothing was promised,
  and the alert is still owed: the door finds the message in its durable inbox and has it raised
  again. Reports are idempotent by message id, so saying one again is harmless.

Metadata of the message may carry `late: true` and `received_at` (RFC 3339 or seconds) when the
message was found after a failure, and `contact`.
"""

# ruff: noqa: ARG002 (the signature is rasa_sdk's)
from __future__ import annotations

import logging
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.reported import report_of
from actions.team import team
from careteam.clock import utc_now
from careteam.store import StoreUnavailable
from careteam.words import UNSURE, words_after_report

logger = logging.getLogger(__name__)

UNSAVED = "unsaved"


class ActionEscalate(Action):
    """`action_escalate`: one report to the care team."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_escalate"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Report, utter what is true, and set `alert_state`; see the module."""
        response, state = await _report(tracker)
        dispatcher.utter_message(response=response)
        return [SlotSet("alert_state", state)]


async def _report(tracker: Tracker) -> tuple[str, str]:
    try:
        settings = team()
        report = report_of(tracker, utc_now(), settings.read_contact)
        outcome = await settings.care_team.report_async(report, settings.seconds_for(tracker))
        return words_after_report(outcome), outcome.state.value
    except StoreUnavailable as error:
        logger.error("an alert could not be stored: %s", error)
    except Exception as error:
        # Its name only: an error's text may repeat what the person said (ESC-11).
        logger.error("an alert could not be raised: %s", type(error).__name__)
    return UNSURE, UNSAVED
