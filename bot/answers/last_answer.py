"""What Nia said last, to say it again: the variable {last_answer}.

What was said about an alert is left out: it was true then, and may not be now (TXT-5).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rasa.shared.core.events import BotUttered, UserUttered

ABOUT_AN_ALERT = "utter_alert_"
REPEATING = "utter_repeat"


def last_answer(events: Iterable[Any]) -> str:
    """Return the texts of the latest turn in which Nia said something else, in order, or ''."""
    turn: list[str] = []
    for event in reversed(list(events)):
        if isinstance(event, UserUttered) and turn:
            break
        if isinstance(event, BotUttered) and event.text and _is_repeatable(event):
            turn.insert(0, str(event.text))
    return "\n".join(turn)


def _is_repeatable(event: BotUttered) -> bool:
    said_by = str((event.metadata or {}).get("utter_action", ""))
    return not said_by.startswith(ABOUT_AN_ALERT) and said_by != REPEATING
