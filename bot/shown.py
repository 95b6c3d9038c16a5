"""Hands on what a person was shown, word for word, after a turn that was about an alert.

The words are chosen and filled in here, the record is the care team's. Nobody waits for it: a turn
is over before it begins, and when it fails the record lacks the words and nothing else.
"""

from __future__ import annotations

import asyncio
import logging
from typing import Any

import rasa

from bot.action_endpoint import ActionEndpoint
from bot.inbox import now

logger = logging.getLogger(__name__)

RECORDING = "action_record_shown"
RECORDED = "shown_recorded"
PAUSES_SECONDS = (0.0, 5.0, 30.0)
"""A report that took longer than its turn is stored a little later."""


class Shown:
    """Hands words on through the actions. `pauses`: seconds before each attempt."""

    def __init__(self, actions: ActionEndpoint, pauses: tuple[float, ...] = PAUSES_SECONDS) -> None:
        self._actions = actions
        self._pauses = pauses
        self._tasks: set[asyncio.Task[bool]] = set()

    def after_turn(
        self, conversation_id: str, message_id: str, said: list[str], unsent: int = 0
    ) -> None:
        """Hand on what was said in a turn, in the background, if it was about an alert."""
        if not self._actions.was_about_alert(message_id) or not said:
            return
        work = self.hand_on(conversation_id, message_id, list(said), now(), unsent)
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def hand_on(
        self,
        conversation_id: str,
        message_id: str,
        said: list[str],
        shown_at: str,
        unsent: int = 0,
        pauses: tuple[float, ...] | None = None,
    ) -> bool:
        """Hand on what was said in answer to one message; returns whether it is recorded."""
        metadata = {"shown": said, "shown_at": shown_at, "unsent": unsent}
        is_recorded: bool | None = None
        for pause in self._pauses if pauses is None else pauses:
            await asyncio.sleep(pause)
            answer = await self._actions.request(
                json={
                    "next_action": RECORDING,
                    "sender_id": conversation_id,
                    "tracker": {
                        "sender_id": conversation_id,
                        "latest_message": {"message_id": message_id, "metadata": metadata},
                        "events": [],
                        "slots": {},
                    },
                    "version": rasa.__version__,
                }
            )
            is_recorded = _is_recorded(answer)
            if is_recorded:
                return True
        if is_recorded is not None:
            logger.warning("What a person was shown is not in the record of the alert.")
        return False


def _is_recorded(answer: dict[str, Any]) -> bool | None:
    """Return what the action says of it; None: no alert is open; False where it says nothing."""
    for event in answer["events"]:
        if isinstance(event, dict) and event.get("name") == RECORDED:
            value = event.get("value")
            return None if value is None else value is True
    return False
