"""What a person says to "can you call now?", or to "please call" (clinical-spec section 6)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from bot.dialogue.plans import ADD_TO_ALERT, CAN_YOU_CALL, LIKELY, STILL_CALL, Plan
from bot.dialogue.plans.reluctance import CALLED, RELUCTANT, YESES
from bot.dialogue.plans.signs_asked import YES
from bot.dialogue.plans.topics_asked import HELPED
from bot.dialogue.thread import ASKED_FOR_SIGNS, ESCALATED, Thread
from bot.dialogue.topics import Topics
from bot.understanding.sentences import asks

CALL_ANSWERS: Mapping[str, Plan] = {
    "affirm": ("utter_call_yes", ADD_TO_ALERT),
    "calling": ("utter_call_yes", ADD_TO_ALERT),
    "reached": ("utter_reached", ADD_TO_ALERT),
    "deny": ("utter_call_no", ADD_TO_ALERT),
    "cannot_reach": ("utter_cannot_reach", ADD_TO_ALERT),
    "not_sure": ("utter_call_unsure",),
}
# They say the same to "can you call now?", and would halve each other's chance.
YES_TO_THE_CALL = frozenset({"affirm", "calling", "reached"})
NOES = frozenset({"deny", "not_sure"})
NO_AGAIN: Plan = ("utter_call_no_again", ADD_TO_ALERT)  # somebody near was named already
NOT = re.compile(r"\b(?:no|not|nobody|cannot|can['\u2019]?t|won['\u2019]?t|but)\b", re.IGNORECASE)

BESIDE_THE_CALL = frozenset({"off_topic", "not_covered_living"})
TOLD_TO_CALL = frozenset({ESCALATED, CAN_YOU_CALL, STILL_CALL, "utter_call_unsure", *RELUCTANT})
SOMETHING_ELSE_ASKED = ASKED_FOR_SIGNS | {HELPED}
OF_THE_CALL = re.compile(
    r"\b(?:call|ring|phone|telephone)(?:s|ed|ing)?\b|\bi (?:can|will)\b", re.IGNORECASE
)
NOBODY = re.compile(
    r"\b(?:nobody|no ?one|no answer|engaged|voice ?mail|answerphone|on hold|(?:got|only|just) an?"
    r" (?:machine|recording|recorded message)|rings? out|cuts? (?:me )?off)\b",
    re.IGNORECASE,
)
BESIDE = 0.9  # of what the page is not about: then it is nothing else
_HOLDS = r"credit|airtime|minutes|battery|charge|phone|telephone|landline|mobile|cell ?phone"
# What keeps somebody from calling at all; a line that fails or is busy is tried again.
NO_MEANS = re.compile(
    rf"\b(?:no|not?(?: got| have)? any|out of|without|(?:haven|hasn|don)['\u2019]?t (?:got|have)"
    rf"(?: any| enough| a| the)?)\s+(?:\w+\s+)?(?:{_HOLDS})\b"
    r"|\b(?:phone|mobile|cell|battery)(?: is|['\u2019]s)?(?: gone| completely)?"
    r" (?:dead|broken|flat|cut off)\b"
    r"|\b(?:cannot|can ?not|can['\u2019]?t|not able to|unable to)"
    r" (?:talk|speak|use (?:a|the|my) phone)\b"
    r"|\b(?:lost|losing) my voice\b",
    re.IGNORECASE,
)
CANNOT = frozenset({"reluctant", "cannot_reach", "deny", "not_sure"})


def told_to_call(thread: Thread) -> bool:
    """Say whether Nia's last words were to call, or asked whether the person can."""
    if thread.asked in SOMETHING_ELSE_ASKED or not thread.turns:
        return False
    return bool(TOLD_TO_CALL.intersection(thread.turns[-1].actions))


def cannot_call(thread: Thread, topics: Topics) -> Plan | None:
    """Hear "I have no credit" and "I can't talk at work" as a no, which somebody near can mend."""
    turn = thread.latest
    surely = sum(turn.ranking.get(name, 0.0) for name in CANNOT) >= LIKELY
    hears = turn.intent in CANNOT or (surely and not turn.alerting)
    if not thread.reported or not hears or not NO_MEANS.search(turn.text) or asks(turn.text):
        return None
    if thread.asked in SOMETHING_ELSE_ASKED:
        return None
    heard = Thread((*thread.turns,), replace(turn, intent="deny", route="none", ranking={}))
    perhaps = ("utter_if_emergency",) if "emergency present" in turn.findings else ()
    return (*(call_answer(heard, topics) or CALL_ANSWERS["deny"]), *perhaps)


def call_answer(thread: Thread, topics: Topics) -> Plan | None:  # noqa: ARG001
    """Take the answer to "can you call now?", or to "please call", for what it is.

    Without the question too: "ok" to the advice is no second report. A no is one to the call
    for as long as nothing else was asked.
    """
    intent = thread.latest.intent
    still_no = thread.reported and intent in NOES and thread.asked not in SOMETHING_ELSE_ASKED
    if thread.latest.route != "none" or not (told_to_call(thread) or still_no):
        return None
    unsure = _chance(thread, intent) < LIKELY
    if unsure and intent in NOES and YES.search(thread.latest.text) and not _refuses(thread):
        return CALL_ANSWERS["affirm"]
    if intent == "calling" and CALLED.search(thread.latest.text) and nobody(thread):
        return CALL_ANSWERS["cannot_reach"]
    if intent == "deny" and CALL_ANSWERS["deny"][0] in thread.done:
        return NO_AGAIN
    hardly = intent in YESES and unsure
    return (STILL_CALL, ADD_TO_ALERT) if hardly else CALL_ANSWERS.get(intent)


def _chance(thread: Thread, intent: str) -> float:
    """Return how likely an answer is, and all that say the same to the call."""
    ranking = thread.latest.ranking
    alike = YES_TO_THE_CALL if intent in YES_TO_THE_CALL else {intent}
    return sum(ranking.get(one, 0.0) for one in alike) if intent in ranking else 1.0


def _refuses(thread: Thread) -> bool:
    return bool(NOT.search(thread.latest.text))


def yes_to_the_call(thread: Thread, topics: Topics) -> Plan | None:  # noqa: ARG001
    """Hear "yes, I can ring them" as one to the call, whatever was spoken of in between."""
    turn = thread.latest
    yes = turn.intent == "affirm" and turn.route == "none" and OF_THE_CALL.search(turn.text)
    if not thread.reported or not yes or asks(turn.text) or thread.asked in SOMETHING_ELSE_ASKED:
        return None
    return CALL_ANSWERS["affirm"]


def beside_the_call(thread: Thread, topics: Topics) -> Plan | None:  # noqa: ARG001
    """Say once more to call where it is open what "because it's eleven at night!" is about."""
    turn = thread.latest
    vague = turn.intent in BESIDE_THE_CALL and turn.ranking.get(turn.intent, 1.0) < BESIDE
    if not thread.reported or not vague or turn.route != "none" or turn.phone_number:
        return None
    asked = asks(turn.text) or thread.asked in SOMETHING_ELSE_ASKED
    return None if asked else (STILL_CALL, ADD_TO_ALERT)


def nobody(thread: Thread) -> bool:
    """Say whether nobody answers the call."""
    return bool(NOBODY.search(thread.latest.text))
