"""What a person says to the advice to call, and what Nia does then (clinical-spec section 6)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from bot.dialogue.plans import ADD_TO_ALERT, CAN_YOU_CALL, LIKELY, STILL_CALL, VAGUE, Plan
from bot.dialogue.plans.signs_asked import YES
from bot.dialogue.plans.topics_asked import HELPED, WHY_CALL, answers
from bot.dialogue.thread import ASKED_FOR_SIGNS, ESCALATED, Thread
from bot.dialogue.topics import Topics, action_of
from bot.understanding.sentences import asks, questions

# While the call is spoken of these are reasons not to make it.
CALL_TALK = frozenset({CAN_YOU_CALL, ADD_TO_ALERT, "utter_call_unsure"})
EXCUSES = frozenset({"ask_how_fast", "not_covered_admin", "ask_prevention_sick_visitors"})
CALL_ANSWERS: Mapping[str, Plan] = {
    "affirm": ("utter_call_yes", ADD_TO_ALERT),
    "calling": ("utter_call_yes", ADD_TO_ALERT),
    "reached": ("utter_reached", ADD_TO_ALERT),
    "deny": ("utter_call_no", ADD_TO_ALERT),
    "cannot_reach": ("utter_cannot_reach", ADD_TO_ALERT),
    "not_sure": ("utter_call_unsure",),
}
NOES = frozenset({"deny", "not_sure"})
NO_AGAIN: Plan = ("utter_call_no_again", ADD_TO_ALERT)  # somebody near was named already
NOT = re.compile(r"\b(?:no|not|nobody|cannot|can['\u2019]?t|won['\u2019]?t|but)\b", re.IGNORECASE)
TAKE_CONTACT, DECLINE_CONTACT = "action_take_contact", "utter_decline_contact"
YESES = frozenset({"affirm", "calling"})
BESIDE_THE_CALL = frozenset({"off_topic", "not_covered_living"})
BELOW_LEVEL = "utter_report_below_level"  # a lower reading rules nothing out
CORRECTED = frozenset({"correct_mistake", "correct_person"})
RELUCTANT = ("utter_reluctant", "utter_reluctant_again", "utter_reluctant_enough")
TOLD_TO_CALL = frozenset({ESCALATED, CAN_YOU_CALL, STILL_CALL, "utter_call_unsure", *RELUCTANT})
SOMETHING_ELSE_ASKED = ASKED_FOR_SIGNS | {HELPED}
# What people say to the advice, and how likely it must be once something was reported.
ANSWERS_TO_ADVICE = frozenset(
    {"reluctant", "cannot_reach", "calling", "reached", "better_now", "follow_up_now"}
)
NAMED = 0.2  # of one beside another
_HOUR = r"\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|noon|midnight"
LATER = re.compile(
    rf"\b(?:at|after|by|around|about|till|until)\s+(?:half\s+)?(?:{_HOUR})\b|\b(?:{_HOUR})\s*o?'?\s?clock\b"
    r"|\b(?:tomorrow|tonight|later|in the morning|this (?:afternoon|evening)|first thing)\b"
    r"|\b(?:at|after|until|till)\s+(?:work|school|lunch|dinner|tea|class|church|my shift|bed)"
    r"(?:time)?\b"
    r"|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\bweekend\b"
    r"|\bwhen\s+(?:he|she|they|my|the|mum|mom|dad)\b",
    re.IGNORECASE,
)
WILL_CALL = re.compile(
    r"\b(?:can|will|could|gonna|going to)\b|['\u2019]ll\b|\b(?:i|he|she|they)ll\b", re.IGNORECASE
)
CALLED = re.compile(
    r"\b(?:called|rang|rung|phoned|spoke|spoken|told|said|says|got through)\b|['\u2019]ve\b",
    re.IGNORECASE,
)
OF_THE_CALL = re.compile(
    r"\b(?:call|ring|phone|telephone)(?:s|ed|ing)?\b|\bi (?:can|will)\b", re.IGNORECASE
)
NOBODY = re.compile(
    r"\b(?:nobody|no ?one|no answer|engaged|voice ?mail|answerphone|on hold|(?:got|only|just) an?"
    r" (?:machine|recording|recorded message)|rings? out|cuts? (?:me )?off)\b",
    re.IGNORECASE,
)
_MUST = "must|should|do|would|have to|need|bother|can['\u2019]?t|not"
WHY = re.compile(rf"\bwhy (?:on earth )?(?:{_MUST})\b", re.IGNORECASE)
CALLING = "calling"
PERHAPS = 0.1
SURELY = 0.6
BESIDE = 0.9  # of what the page is not about: then it is nothing else
TO_BE_LOOKED_AT = frozenset(
    {"sign present"}
    | {f"{kind} {how}" for kind in ("emergency", "crisis") for how in ("present", "uncertain")}
)
TOLD = ANSWERS_TO_ADVICE - {"follow_up_now"} | {"correct_mistake", "correct_person"}
AFTER_A_REPORT = ANSWERS_TO_ADVICE | {"correct_mistake", "correct_person", "decline_contact"}


def told_to_call(thread: Thread) -> bool:
    """Say whether Nia's last words were to call, or asked whether the person can."""
    if thread.asked in SOMETHING_ELSE_ASKED or not thread.turns:
        return False
    return bool(TOLD_TO_CALL.intersection(thread.turns[-1].actions))


def excuse(thread: Thread, topics: Topics) -> Plan | None:
    """Hear "I cannot afford another bill" as a reason not to call, while the call is spoken of."""
    turn = thread.latest
    if thread.asked not in CALL_TALK or turn.intent not in EXCUSES:
        return None
    if asks(turn.text) or questions(turn.text):
        return None
    return reluctant(Thread(thread.turns, replace(turn, intent="reluctant")), topics)


def surely_answer(thread: Thread, topics: Topics) -> Plan | None:
    """Take an answer to the advice for one though its words leave doubt, once there is an alert.

    "Hes ok now, the neck let go" goes to the nurse with the alert, and the answer to it says to
    call; "do you have a sign right now?" would ask what was told. A sign that is present is asked
    about all the same.
    """
    turn = thread.latest
    if not thread.reported or turn.route != "ask" or thread.asked in ASKED_FOR_SIGNS:
        return None
    heard = AFTER_A_REPORT | (CALL_ANSWERS.keys() if told_to_call(thread) else set())
    chances = {name: turn.ranking.get(name, 0.0) for name in heard}
    best = max(chances, key=lambda name: chances[name])
    named = TO_BE_LOOKED_AT & turn.findings
    if sum(chances.values()) < SURELY or (named and not _ambulance(thread)):
        return None
    if best == "follow_up_now":
        return _now(thread)
    said = answer_to_advice(Thread(thread.turns, replace(turn, intent=best, route="none")), topics)
    lower = turn.intent == "report_below_level" and best in CORRECTED
    return (*said, BELOW_LEVEL) if lower else said


def _ambulance(thread: Thread) -> bool:
    """Say whether an ambulance is called for the emergency that was told."""
    turn = thread.latest
    surely = turn.ranking.get(CALLING, 0.0) >= BESIDE
    told = any(one.route == "emergency" for one in thread.turns)
    return surely and told and TO_BE_LOOKED_AT & turn.findings == {"emergency present"}


def with_question(thread: Thread, topics: Topics) -> Plan | None:
    """Answer "they want me in. And the crowds?" in both its parts."""
    turn, asked = thread.latest, answers(thread, topics)[:1]
    if not asked or not thread.reported or turn.route != "none" or turn.intent not in TOLD:
        return None
    return (*answer_to_advice(thread, topics), *asked)


def answer_to_advice(thread: Thread, topics: Topics) -> Plan:
    """Return what is done with what a person says to the advice, by the intent."""
    rows = (call_answer, reluctant)
    found = next((p for row in rows if (p := row(thread, topics)) is not None), None)
    return found or (action_of(thread.latest.intent), ADD_TO_ALERT)


def call_answer(thread: Thread, topics: Topics) -> Plan | None:  # noqa: ARG001
    """Take the answer to "can you call now?", or to "please call", for what it is.

    Without the question too: "ok" to the advice is no second report. A no is one to the call
    for as long as nothing else was asked.
    """
    intent = thread.latest.intent
    still_no = thread.reported and intent in NOES and thread.asked not in SOMETHING_ELSE_ASKED
    if thread.latest.route != "none" or not (told_to_call(thread) or still_no):
        return None
    unsure = thread.latest.ranking.get(intent, 1.0) < LIKELY
    if unsure and intent in NOES and YES.search(thread.latest.text) and not _refuses(thread):
        return CALL_ANSWERS["affirm"]
    if intent == "calling" and CALLED.search(thread.latest.text) and _nobody(thread):
        return CALL_ANSWERS["cannot_reach"]
    if intent == "deny" and CALL_ANSWERS["deny"][0] in thread.done:
        return NO_AGAIN
    hardly = intent in YESES and unsure
    return (STILL_CALL, ADD_TO_ALERT) if hardly else CALL_ANSWERS.get(intent)


def _refuses(thread: Thread) -> bool:
    return bool(NOT.search(thread.latest.text))


def number_withdrawn(thread: Thread, topics: Topics) -> Plan | None:  # noqa: ARG001
    """Note what is said about a number that was given: it is stored, and not taken back."""
    declines = thread.latest.intent == "decline_contact" and thread.latest.route == "none"
    given = thread.reported and TAKE_CONTACT in thread.done
    return (DECLINE_CONTACT, ADD_TO_ALERT) if declines and given else None


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


def why_call(thread: Thread, topics: Topics) -> Plan | None:  # noqa: ARG001
    """Answer "I feel well. Why must I ring?" with the reason, and not with persuasion."""
    turn = thread.latest
    asked = turn.intent == "reluctant" and turn.route == "none" and WHY.search(turn.text)
    return (*WHY_CALL, ADD_TO_ALERT) if asked and thread.reported else None


def reluctant(thread: Thread, topics: Topics) -> Plan | None:  # noqa: ARG001
    """Persuade twice at most, then say it a last time and let it be (TXT-13)."""
    if thread.latest.intent != "reluctant":
        return None
    times = sum(thread.times(said) for said in RELUCTANT)
    return (RELUCTANT[min(times, 2)], ADD_TO_ALERT)


def perhaps_answer(thread: Thread, topics: Topics) -> Plan | None:
    """Hear what follows the advice as an answer to it, where nothing else is likelier.

    After a report "it is the middle of the night" is a reason not to call, and no riddle; a sign,
    a reading or a name in it is looked at as everywhere.
    """
    turn = thread.latest
    vague = turn.intent in VAGUE or turn.ranking.get(turn.intent, 0.0) < LIKELY
    named = turn.findings or turn.kinds or turn.phone_number or turn.alerting
    if not thread.reported or named or not vague or turn.intent in ANSWERS_TO_ADVICE:
        return None
    heard = ANSWERS_TO_ADVICE | (CALL_ANSWERS.keys() if told_to_call(thread) else set())
    near = {name: turn.ranking.get(name, 0.0) for name in heard}
    best = max(near, key=lambda name: near[name])
    least = PERHAPS if turn.intent in VAGUE else turn.ranking.get(turn.intent, 0.0)
    if near[best] < max(least, PERHAPS):
        return None
    if best == "follow_up_now":
        return _now(thread)
    return answer_to_advice(Thread(thread.turns, replace(turn, intent=best, route="none")), topics)


def what_now(thread: Thread, topics: Topics) -> Plan | None:  # noqa: ARG001
    """After a report "and now?" has one answer, or two: "still nobody picks up, what now"."""
    asks = thread.latest.intent == "follow_up_now" and thread.reported
    return _now(thread) if asks else None


def _now(thread: Thread) -> Plan:
    turn = thread.latest
    nobody = turn.ranking.get("cannot_reach", 0.0) >= NAMED or _nobody(thread)
    return CALL_ANSWERS["cannot_reach"] if nobody else (STILL_CALL,)


def _nobody(thread: Thread) -> bool:
    return bool(NOBODY.search(thread.latest.text))


def later(thread: Thread, topics: Topics) -> Plan | None:
    """Hear "my son is home at six, he can call" as waiting, which is never agreed to (TXT-13)."""
    turn = thread.latest
    waits = WILL_CALL.search(turn.text) and LATER.search(turn.text)
    if turn.intent not in YESES or not thread.reported or not waits or CALLED.search(turn.text):
        return None
    return reluctant(Thread(thread.turns, replace(turn, intent="reluctant")), topics)
