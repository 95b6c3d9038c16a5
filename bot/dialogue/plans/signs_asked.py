"""Before and after the question whether a sign is there: doubt, a yes, a no, a sign named."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from bot.dialogue import follow_up
from bot.dialogue.plans import CAN_YOU_CALL, LIKELY, VAGUE, Plan
from bot.dialogue.plans.topics_asked import follow_up_topic, leaning
from bot.dialogue.thread import ASKED_BACK, ASKED_FOR_SIGNS, ESCALATED, Thread, Turn
from bot.dialogue.topics import Topics, action_of
from bot.understanding.sentences import asks

REPORTED: Plan = ("utter_report_sign", ESCALATED, CAN_YOU_CALL)
SIGN_ANSWERS: Mapping[str, Plan] = {
    "affirm": REPORTED,
    "answer_fever_number": REPORTED,
    "not_sure": ("utter_still_unclear",),
}
# "Yes, I'm afraid so": however unsure the classifier is.
YES = re.compile(
    r"^\W*(?:yes|yeah|yea|yep|yup|aye|indeed|i'?m afraid so|afraid so)\b", re.IGNORECASE
)
# "OK, I got it" says that something was read, and not that a sign is there; "OK" might say it.
UNDERSTOOD = re.compile(
    r"^\W*(?:(?:oh|ah|ok|okay|k|right|alright|fine)\W+)*"
    r"(?:understood|(?:i )?(?:got|get) (?:it|that)|gotcha|i see|noted)\b"
    r"(?!.*\b(?:yes|yeah|yep|yup|aye|i do|i have)\b)",
    re.IGNORECASE,
)
BELOW_LEVEL = "utter_report_below_level"
UNWELL = frozenset({"distress present", "worse present", "unlisted present"})
PRESENT, UNCERTAIN = "sign present", "sign uncertain"
CALL_IF = "utter_call_if_ill"
SICK_VISITORS = "utter_prevention_sick_visitors"
PLEASANTRIES = ("thank", "goodbye")
SIGNS, SIGN_LOOK_UP = "signs", "ask_sign_lookup"
CAUSES, CAUSE_LOOK_UP = "causes", "ask_cause_lookup"
ALSO_ANSWERED = ("ask_alert_status", "ask_nia_to_call", "ask_what_to_say")
DENIALS = ("report_denied", "deny", "better_now")
SURELY = 0.9
HARDLY_ALERT = 0.1
HARDLY = 0.25  # of anything wrong: then a few words after an answer lean on the answer


def sign_named(thread: Thread, topics: Topics) -> Plan | None:
    """Answer "diarrhea too?" after an answer about signs as a question, with the call line."""
    turn, told = thread.latest, thread.answered(topics)
    named = "sign" in turn.kinds or turn.intent == "report_unlisted"
    about = bool(told) and topics.family.get(told[-1]) == SIGNS
    if not named or not about or "?" not in turn.text or turn.reading:
        return None
    if turn.alerting and turn.chance >= LIKELY:
        return None
    looked_up = turn.ranking.get(SIGN_LOOK_UP, 0.0) >= LIKELY
    leans = turn.intent in VAGUE and told[-1] == SIGN_LOOK_UP
    if not follow_up.leans(turn) or not (looked_up or leans):
        return None
    return (action_of(SIGN_LOOK_UP), *((CALL_IF,) if turn.alerting else ()))


def surely_asked(thread: Thread, topics: Topics) -> Plan | None:  # noqa: ARG001
    """Answer "is a stiff neck on it too?" though a rule cannot tell it from a report."""
    turn = thread.latest
    sure = turn.ranking.get(SIGN_LOOK_UP, 0.0) >= SURELY and turn.chance < HARDLY_ALERT
    named = "sign" in turn.kinds and not turn.reading
    if turn.route != "ask" or not sure or not named or thread.asked in ASKED_FOR_SIGNS:
        return None
    return (action_of(SIGN_LOOK_UP), CALL_IF)


def cause_named(thread: Thread, topics: Topics) -> Plan | None:
    """Look up "and shingles?" after an answer about causes, with the call line after it."""
    turn, told = thread.latest, thread.answered(topics)
    about = bool(told) and topics.family.get(told[-1]) == CAUSES
    if turn.route != "ask" or turn.reading or not about or thread.asked in ASKED_FOR_SIGNS:
        return None
    surely = turn.ranking.get(CAUSE_LOOK_UP, 0.0) >= LIKELY and turn.doubt < HARDLY
    return (action_of(CAUSE_LOOK_UP), CALL_IF) if surely and follow_up.leans(turn) else None


def implausible(thread: Thread, topics: Topics) -> Plan | None:  # noqa: ARG001
    """Ask to measure again where a number was told as a temperature that no body has."""
    turn = thread.latest
    asked = thread.reported or turn.route != "ask" or not turn.implausible
    return None if asked or turn.reading else ("utter_report_implausible",)


def denied(thread: Thread, topics: Topics) -> Plan | None:  # noqa: ARG001
    """After the question about signs "nothing, only my nerves" is a no, which clears nothing."""
    turn = thread.latest
    no = sum(turn.ranking.get(one, 0.0) for one in DENIALS)
    denies = turn.intent == "report_unclear" and no >= LIKELY
    signs = any(one.startswith(("sign", "emergency", "worse")) for one in turn.findings)
    if denies and not signs and thread.asked in ASKED_FOR_SIGNS:
        return ("utter_report_denied",)
    return None


def own_cold(thread: Thread, topics: Topics) -> Plan | None:  # noqa: ARG001
    """Take the cold of somebody who writes for the patient as what it is: illness nearby (P5).

    A listed sign stays a report, and so does everything where the writer may be the patient.
    """
    turn = thread.latest
    known = [one.patient for one in (*thread.turns, turn) if one.patient != "unknown"]
    listed = any(one.split()[0] != "unlisted" for one in turn.findings) or turn.reading
    if turn.route != "ask" or turn.reporter != "self" or listed or not turn.findings:
        return None
    return (SICK_VISITORS, CALL_IF) if known[-1:] == ["other"] else None


def hardly_unclear(thread: Thread, topics: Topics) -> Plan | None:
    """Take a few words that follow an answer for a follow-up, and say the call line after it.

    By itself "and the ones in the gut" could be anything; after an answer it hardly is a report.
    """
    turn, told = thread.latest, thread.answered(topics)
    named = turn.findings or turn.kinds or turn.phone_number
    if turn.route != "ask" or turn.doubt >= HARDLY or named or not follow_up.leans(turn):
        return None
    if thread.reported or not told or told[-1].startswith("report_"):
        return None
    others = {name: p for name, p in turn.ranking.items() if name not in VAGUE}
    best = max(others, key=lambda name: others[name], default="")
    if turn.intent not in VAGUE or others.get(best, 0.0) < follow_up.NAMED:
        return None
    if best not in topics.family and not best.startswith("follow_up_"):
        return None
    heard = Thread(thread.turns, replace(turn, intent=best, route="none"))
    rows = (follow_up_topic, leaning)
    found = next((p for row in rows if (p := row(heard, topics)) is not None), None)
    return (*(found or (action_of(best),)), CALL_IF)


def hardly_more_than_polite(thread: Thread, topics: Topics) -> Plan | None:  # noqa: ARG001
    """Answer "thank you, that will be all" for what it is, with the call line after it."""
    turn = thread.latest
    named = turn.findings or turn.kinds or turn.phone_number
    if turn.route != "ask" or turn.doubt >= HARDLY or named or thread.asked in ASKED_FOR_SIGNS:
        return None
    polite = {name: turn.ranking.get(name, 0.0) for name in PLEASANTRIES}
    if not thread.turns or turn.intent not in VAGUE or sum(polite.values()) < LIKELY:
        return None
    return (f"utter_{max(polite, key=lambda name: polite[name])}", CALL_IF)


def unclear_again(thread: Thread, topics: Topics) -> Plan | None:  # noqa: ARG001
    """The question was put once; it is not put in the same words again."""
    again = thread.latest.intent == "report_unclear" and thread.asked in ASKED_BACK
    return ("utter_still_unclear",) if again else None


def sign_answer(thread: Thread, topics: Topics) -> Plan | None:  # noqa: ARG001
    """After "do you have a sign right now?" a yes or a name is a report, and doubt is no "no"."""
    if thread.asked not in ASKED_FOR_SIGNS or thread.latest.alerting:
        return None
    if thread.latest.phone_number and not thread.latest.findings:
        return None  # a number to call back, however much it sounds like a yes
    turn = thread.latest
    if _says_yes(turn) or _names_a_sign(turn) or _rough(thread):
        return REPORTED
    if turn.intent == "affirm" and UNDERSTOOD.search(turn.text):
        return SIGN_ANSWERS["not_sure"]
    return SIGN_ANSWERS.get(turn.intent)


def _rough(thread: Thread) -> bool:
    """Say whether somebody is unwell whose temperature was given before (DET-14)."""
    return thread.asked == BELOW_LEVEL and bool(UNWELL & thread.latest.findings)


def yes_to_call_line(thread: Thread, topics: Topics) -> Plan | None:  # noqa: ARG001
    """A yes to "call if you feel ill" may say that somebody is: advice and the question."""
    yes = thread.asked == CALL_IF and thread.latest.intent == "affirm"
    return ("utter_report_unclear",) if yes and not thread.latest.alerting else None


def _says_yes(turn: Turn) -> bool:
    """Say whether a vague answer begins with a yes, or gives a number that is a fever."""
    yes = turn.intent in VAGUE and YES.search(turn.text) and not asks(turn.text)
    return bool(yes) or gives_fever_number(turn)


def gives_fever_number(turn: Turn) -> bool:
    """Say whether a message that is nothing else answers with a number that is a fever."""
    else_said = turn.intent not in VAGUE or turn.findings or turn.phone_number
    return turn.fever_if_asked and not else_said and not asks(turn.text)


def _names_a_sign(turn: Turn) -> bool:
    """Say whether a sign is named as there; in doubt beside a denial or a question it is not."""
    denies = turn.ranking.get("report_denied", 0.0) >= LIKELY
    said = {PRESENT} if denies or asks(turn.text) else {PRESENT, UNCERTAIN}
    return bool(said & turn.findings) and "?" not in turn.text


def beside(thread: Thread, topics: Topics) -> Plan | None:
    """Where a question may be more than one: the advice and the question back, then the answer.

    Where a sign or a reading is named in it, only what it surely asks is answered.
    """
    turn = thread.latest
    if turn.intent != "report_unclear" or thread.asked in ASKED_BACK:
        return None
    asked = (*topics.family, *ALSO_ANSWERED)
    near = {t: turn.ranking[t] for t in turn.ranking if t in asked}
    best = max(near, key=lambda topic: near[topic], default=None)
    named = {one for one in turn.findings if not one.endswith("other")}
    if best is None or near[best] < (SURELY if named or turn.reading else LIKELY):
        return None
    if {one for one in named if one.endswith(("present", "uncertain"))} - {UNCERTAIN}:
        return None
    return ("utter_report_unclear", action_of(best))
