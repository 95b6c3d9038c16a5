"""After a report: what sounds as if it were over, less, denied or a mistake takes no call back.

A fever of the last 24 hours counts when it has come down, and a later no cancels nothing
(clinical-spec sections 2 and 6; TXT-10).
"""

from __future__ import annotations

from bot.dialogue.plans import ADD_TO_ALERT, LIKELY, STILL_CALL, Plan
from bot.dialogue.plans.signs_asked import ASKED_FOR_SIGNS
from bot.dialogue.thread import Thread
from bot.dialogue.topics import Topics
from bot.understanding.sentences import asks

BETTER: Plan = ("utter_better_now", ADD_TO_ALERT)
CALL: Plan = (STILL_CALL, ADD_TO_ALERT)
TAKES_BACK = frozenset({"better_now", "correct_mistake", "correct_person"})


def lower_reading(thread: Thread, topics: Topics) -> Plan | None:  # noqa: ARG001
    """Say to call still after "37.2 now": "if a sign starts" would forget the one that did."""
    turn = thread.latest
    lower = turn.intent == "report_below_level" and not turn.alerting
    if not thread.reported or not lower or turn.ranking.get("correct_mistake", 0.0) >= LIKELY:
        return None
    return CALL


def no_sign(thread: Thread, topics: Topics) -> Plan | None:  # noqa: ARG001
    """Say to call still after "no, nothing now", in answer to a question about signs too."""
    turn = thread.latest
    answered = turn.intent == "deny" and thread.asked in ASKED_FOR_SIGNS
    denies = turn.intent == "report_denied" or answered
    return BETTER if thread.reported and denies and turn.route == "none" else None


def hardly_taken_back(thread: Thread, topics: Topics) -> Plan | None:  # noqa: ARG001
    """Say to call still where it is open if anything is taken back: "what has he got wrong"."""
    turn = thread.latest
    taken = turn.intent in TAKES_BACK and turn.route == "none" and not turn.phone_number
    if not thread.reported or not taken:
        return None
    open_ = asks(turn.text) or turn.ranking.get(turn.intent, 1.0) < LIKELY
    return CALL if open_ else None
