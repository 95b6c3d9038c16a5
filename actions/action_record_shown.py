"""Record what the person was shown in a turn, word for word (ESC-12).

No rule predicts this action: the server runs it by itself when a turn that was about an alert is
over, because only then are the words known. The person does not wait for it and sees nothing of it.
The words, their time and how many could not be sent are metadata of the message.
"""

# ruff: noqa: ARG002 (the signature is rasa_sdk's)
from __future__ import annotations

import asyncio
import logging
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.heard import items, mapping, text
from actions.team import team
from careteam.clock import from_text
from careteam.records import latest_of_conversation
from careteam.store import StoreUnavailable
from careteam.words_shown import record_shown

logger = logging.getLogger(__name__)

RECORDED = "shown_recorded"
"""The one event of the answer says by this name whether it stands in the record; None: there is
no open alert in whose record it could stand."""


class ActionRecordShown(Action):
    """`action_record_shown`: the words of one turn, for the care team's record."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_record_shown"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Record the words; utter nothing."""
        return [SlotSet(RECORDED, await asyncio.to_thread(_record, tracker))]


def _record(tracker: Tracker) -> bool | None:
    latest = mapping(tracker.latest_message)
    given = mapping(latest.get("metadata"))
    texts = [text(one) for one in items(given.get("shown")) if text(one)]
    unsent = given.get("unsent")
    store, conversation = team().care_team.store, str(tracker.sender_id)
    try:
        is_recorded = record_shown(
            store,
            conversation,
            str(latest.get("message_id")),
            texts,
            from_text(text(given.get("shown_at"))),
            unsent if isinstance(unsent, int) else 0,
        )
        if is_recorded:
            return True
        found = latest_of_conversation(store, conversation)
        return None if found is None or found.state.status == "resolved" else False
    except StoreUnavailable as error:
        logger.error("what was shown could not be stored: %s", error)
    except Exception as error:
        # Its name only: an error's text may repeat what was said (ESC-11).
        logger.error("what was shown could not be recorded: %s", type(error).__name__)
    return False
