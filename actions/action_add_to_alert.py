"""Add what was said after a report, and is no new one, to the open alert.

It takes nothing back: an alert that a person calls a mistake stays open until somebody at the
clinic resolves it (clinical-spec section 3 rule 8).

Contract: whatever happens, the action returns within the budget and sets the slot `alert_note`:

* `added`: the words are stored on the open alert. Of words that a person may take for the end of
  the alert `utter_alert_noted` says that they are added and close nothing, if anybody is told
  of alerts at all; nothing is uttered otherwise.
* `none`: there is no open alert; nothing is stored, nothing is uttered.
* `unsaved`: it is not known to be stored. `utter_alert_unsure` was said.
"""

# ruff: noqa: ARG002 (the signature is rasa_sdk's)
from __future__ import annotations

import logging
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.heard import Heard, heard
from actions.team import team
from careteam.clock import utc_now
from careteam.outcome import State
from careteam.remarks import Kind, Remark
from careteam.store import StoreUnavailable
from careteam.words import NOTED, UNSURE

logger = logging.getLogger(__name__)

ADDED, NONE, UNSAVED = "added", "none", "unsaved"

TAKES_BACK: frozenset[Kind] = frozenset({"better", "mistake", "other_person"})
KIND_OF_INTENT: dict[str, Kind] = {
    "better_now": "better",
    "report_past": "better",
    "report_denied": "better",
    "correct_mistake": "mistake",
    "correct_person": "other_person",
    "calling": "calling",
    "affirm": "calling",  # to "can you call now?", after which alone the action runs
    "reached": "reached",
    "cannot_reach": "cannot_reach",
    "deny": "cannot_reach",
    "reluctant": "declined",
}
# What Nia took it for, where the words alone were open; the rest of a name is a variant of it.
KIND_OF_ANSWER: dict[str, Kind] = {
    "utter_better_now": "better",
    "utter_correct_mistake": "mistake",
    "utter_correct_person_self": "said",  # the sign stays the writer's
    "utter_correct_person": "other_person",
    "utter_call_yes": "calling",
    "utter_calling": "calling",
    "utter_reached": "reached",
    "utter_cannot_reach": "cannot_reach",
    "utter_call_no": "cannot_reach",
    "utter_call_no_again": "cannot_reach",
    "utter_reluctant": "declined",
}


class ActionAddToAlert(Action):
    """`action_add_to_alert`: one remark for the care team's record."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_add_to_alert"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Store the remark and set `alert_note`; see the module."""
        note, response = await _add(tracker)
        if response is not None:
            dispatcher.utter_message(response=response)
        return [SlotSet("alert_note", note)]


def kind_of(latest: Heard) -> Kind:
    """Return what the care team is told it is: as it was answered, else as it was understood."""
    answered = (
        kind
        for done in latest.answered
        for name, kind in KIND_OF_ANSWER.items()
        if done.startswith(name)
    )
    return next(answered, None) or KIND_OF_INTENT.get(latest.intent, "said")


async def _add(tracker: Tracker) -> tuple[str, str | None]:
    try:
        settings = team()
        latest = heard(tracker, utc_now())
        kind = kind_of(latest)
        remark = Remark(
            latest.conversation_id, latest.message_id, latest.received_at, latest.text, kind
        )
        outcome = await settings.care_team.remark_async(remark, settings.seconds_for(tracker))
        if outcome is None:
            return NONE, None
        told = outcome.state is not State.NOT_CONFIGURED and kind in TAKES_BACK
        return ADDED, NOTED if told else None
    except StoreUnavailable as error:
        logger.error("a remark could not be stored: %s", error)
    except Exception as error:
        # Its name only: an error's text may repeat what the person said (ESC-11).
        logger.error("a remark could not be added: %s", type(error).__name__)
    return UNSAVED, UNSURE
