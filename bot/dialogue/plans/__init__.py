"""The rows of the table in plan.py, by what they are about; each gives the actions of a turn."""

from __future__ import annotations

Plan = tuple[str, ...]

CAN_YOU_CALL = "utter_can_you_call"
ADD_TO_ALERT = "action_add_to_alert"
STILL_CALL = "utter_still_call"
VAGUE = frozenset({"report_unclear", "report_unlisted", "nlu_fallback", "off_topic", "gibberish"})
LIKELY = 0.5  # of another intent: then that is what was said
