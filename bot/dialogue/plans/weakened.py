"""After a report: what sounds as if it were over, less, denied or a mistake takes no call back.

A fever of the last 24 hours counts when it has come down, and a later no cancels nothing
(clinical-spec sections 2 and 6; TXT-10).
"""

from __future__ import annotations

from bot.dialogue.plans import ADD_TO_ALERT, LIKELY, STILL_CALL, Plan
from bot.dialogue.thread import ASKED_FOR_SIGNS, Thread
from bot.dialogue.topics import Topics
from bot.understanding.sentences import asks

BETTER: Plan = ("utter_better_now", ADD_TO_ALERT)
CALL: Plan = (STILL_CALL, ADD_TO_ALERT)
SURELY = 0.9  # then "I should say that it is my brother" asks nothing
TAKES_BACK = frozenset({"better_now", "correct_mistake", "correct_person"})


def lower_reading(thread: Thread, topics: Topics) -> Plan | None:  # noqa: ARG001
    """Say to call still after "37.2 now": "if a sign starts" would forget the one that did."""
    turn = thread.latest
    lower = turn.intent == "report_below_level" and not turn.alerting
    if not thread.reported or not lower or turn.ranking.get("correct_mistake", 0.0) >= LIKELY:
        return None
    return BETTER if turn.ranking.get("better_now", 0.0) >= LIKELY else CALL


def one_of_several(thread: Thread, topics: Topics) -> Plan | None:  # noqa: ARG001
    """Say to call still after "37.6, not 38" where another sign was told: it still stands."""
    turn = thread.latest
    misread = turn.intent == "correct_mistake" and turn.route == "none" and turn.reading
    others = {sign for one in thread.turns for sign in one.signs} - {"fever"}
    return CALL if thread.reported and misread and others else None


def no_sign(thread: Thread, topics: Topics) -> Plan | None:  # noqa: ARG001
    """Say to call still after "no, nothing now", in answer to a question about signs too."""
    turn = thread.latest
    answered = turn.intent == "deny" and thread.asked in ASKED_FOR_SIGNS
    denies = turn.intent == "report_denied" or answered
    return BETTER if thread.reported and denies and turn.route == "none" else None


def it_is_me(thread: Thread, topics: Topics) -> Plan | None:  # noqa: ARG001
    """Hear "no, it is me who is on chemo" as what it says: the words change, nothing else."""
    turn = thread.latest
    said = turn.intent == "correct_person" and turn.route == "none" and turn.patient == "writer"
    return ("utter_correct_person_self", ADD_TO_ALERT) if said else None


def it_is_another(thread: Thread, topics: Topics) -> Plan | None:  # noqa: ARG001
    """Hear "I don't have it, he does" after a report as another patient, and no sign as gone."""
    turn = thread.latest
    denies = turn.intent == "report_denied" and turn.route == "none"
    if not thread.reported or not denies or turn.patient != "other" or turn.findings:
        return None
    return ("utter_correct_person", ADD_TO_ALERT)


def hardly_taken_back(thread: Thread, topics: Topics) -> Plan | None:  # noqa: ARG001
    """Say to call still where it is open if anything is taken back: "what has he got wrong"."""
    turn = thread.latest
    taken = turn.intent in TAKES_BACK and turn.route == "none" and not turn.phone_number
    if not thread.reported or not taken:
        return None
    likely = turn.ranking.get(turn.intent, 1.0)
    open_ = likely < LIKELY or (likely < SURELY and asks(turn.text))
    return CALL if open_ else None
