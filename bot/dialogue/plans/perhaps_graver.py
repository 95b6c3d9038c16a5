"""The emergency or crisis line beside another answer, where a message may be something graver.

A crisis told in a hint ("what would become of the boys if I was gone") may be too little for an
alert, and an emergency may sound like a sign; the number costs nobody anything (DET-15).
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.dialogue.plans import ADD_TO_ALERT, CAN_YOU_CALL, Plan
from bot.dialogue.thread import ESCALATED, Thread
from bot.dialogue.topics import action_of

LINES: Mapping[str, str] = {"crisis": "utter_if_crisis", "emergency": "utter_if_emergency"}
STATUS = "action_alert_status"
# What the rules do beside the answer of the intent's name (data/rules).
ADDED = frozenset(
    {
        "reluctant",
        "cannot_reach",
        "calling",
        "reached",
        "better_now",
        "correct_mistake",
        "correct_person",
    }
)
WITH_STATUS = frozenset({"ask_call_back", "ask_nia_to_call"})
# What these come to depends on Nia's question, or on the answer before.
OPEN = ("affirm", "deny", "answer_", "follow_up_")


def with_lines(thread: Thread, planned: Plan) -> Plan:
    """Return a plan with the line of everything graver that the message may be.

    An empty plan, which leaves the turn to the rules, becomes what they would do; where that
    depends on more than the intent, it stays empty.
    """
    missing = [LINES[one] for one in thread.latest.perhaps if LINES[one] not in planned]
    done = planned or (_by_rule(thread) if missing else ())
    if not missing or not done:
        return planned
    asked = done[-1:] if done[-1] == CAN_YOU_CALL else ()
    return (*done[: len(done) - len(asked)], *missing, *asked)


def _by_rule(thread: Thread) -> Plan:
    """Return what the rules do with a message, () where that does not hang on its intent alone."""
    turn = thread.latest
    if turn.intent.startswith(OPEN) or not turn.intent:
        return ()
    if turn.intent == "nlu_fallback":
        return ("utter_not_understood",)
    answer = action_of(turn.intent)
    if turn.alerting:
        return (answer, ESCALATED, CAN_YOU_CALL)
    if turn.intent in ADDED:
        return (answer, ADD_TO_ALERT)
    return (answer, STATUS) if turn.intent in WITH_STATUS else (answer,)
