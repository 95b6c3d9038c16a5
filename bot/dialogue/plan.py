"""What Nia does in a turn where the rules alone would forget what was said before.

``PLANS`` is the table, read from top to bottom: the first row that applies gives all actions of
the turn. Where none applies, the rules of data/rules decide. A report comes first, always.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.dialogue import follow_up
from bot.dialogue.thread import ESCALATED, Thread
from bot.dialogue.topics import Topics, action_of

Plan = tuple[str, ...]

CAN_YOU_CALL = "utter_can_you_call"
ADD_TO_ALERT = "action_add_to_alert"
WHICH_TOPIC = "utter_which_topic"
HELPED = "utter_did_this_help"
SAID_TO_CALL = frozenset({"utter_call_yes", "utter_calling"})
LOST = frozenset({"nlu_fallback", "gibberish"})
LOST_BEFORE = frozenset({"utter_not_understood", "utter_gibberish", "utter_not_understood_again"})
ASKED_BACK = frozenset({"utter_report_unclear", "utter_still_unclear"})
# While the call is spoken of these are reasons not to make it.
CALL_TALK = frozenset({CAN_YOU_CALL, ADD_TO_ALERT, "utter_call_unsure"})
EXCUSES = frozenset({"ask_how_fast", "not_covered_admin", "ask_prevention_sick_visitors"})
ASKED_FOR_SIGNS = ASKED_BACK | {
    "utter_report_unlisted",
    "utter_report_below_level",
    "utter_follow_up_now",
}
CALL_ANSWERS: Mapping[str, Plan] = {
    "affirm": ("utter_call_yes", ADD_TO_ALERT),
    "calling": ("utter_call_yes", ADD_TO_ALERT),
    "deny": ("utter_call_no", ADD_TO_ALERT),
    "cannot_reach": ("utter_cannot_reach", ADD_TO_ALERT),
    "not_sure": ("utter_call_unsure",),
}
_REPORTED: Plan = ("utter_report_sign", ESCALATED, CAN_YOU_CALL)
SIGN_ANSWERS: Mapping[str, Plan] = {
    "affirm": _REPORTED,
    "answer_fever_number": _REPORTED,
    "not_sure": ("utter_still_unclear",),
}
HELP_ANSWERS = {"affirm": "utter_helped", "thank": "utter_helped", "deny": "utter_not_helped"}
RELUCTANT = ("utter_reluctant", "utter_reluctant_again", "utter_reluctant_enough")
ANSWERS_BEFORE_ASKING = 2  # the third answer of a session is followed by "did this help?"
# What people say to the advice, and how likely it must be once something was reported.
ANSWERS_TO_ADVICE = frozenset(
    {"reluctant", "cannot_reach", "calling", "better_now", "follow_up_now"}
)
VAGUE = frozenset({"report_unclear", "report_unlisted", "nlu_fallback", "off_topic", "gibberish"})
PERHAPS = 0.1
LIKELY = 0.5  # of another intent: then that is what was said
MOST_QUESTIONS = 2  # that are answered in one turn
POLITE = frozenset({"greet", "thank", "goodbye", "affirm", "deny"})


def _report(thread: Thread, topics: Topics) -> Plan | None:
    """A report with a question: advice, alert, then the answer. The rules know all others."""
    turn = thread.latest
    if not turn.alerting:
        return None
    answers = _answers(thread, topics)[:1]
    called = bool(SAID_TO_CALL & thread.done) and turn.route != "crisis"
    if not answers and not called:
        return None
    asks = () if called or turn.route == "crisis" else (CAN_YOU_CALL,)
    return (f"utter_{turn.intent}", ESCALATED, *answers, *asks)


def _worse(thread: Thread, topics: Topics) -> Plan | None:  # noqa: ARG001
    """After a report "it is getting worse" is news for the care team."""
    turn = thread.latest
    worse = turn.route == "ask" and "worse present" in turn.findings
    return ("utter_report_sign", ESCALATED) if worse and thread.reported else None


def _excuse(thread: Thread, topics: Topics) -> Plan | None:
    """Hear "I cannot afford another bill" as a reason not to call, while the call is spoken of."""
    turn = thread.latest
    if thread.asked not in CALL_TALK or turn.intent not in EXCUSES or "?" in turn.text:
        return None
    return _reluctant(Thread(thread.turns, replace(turn, intent="reluctant")), topics)


def _denied(thread: Thread, topics: Topics) -> Plan | None:  # noqa: ARG001
    """After the question about signs "nothing, only my nerves" is a no, which clears nothing."""
    turn = thread.latest
    denies = turn.intent == "report_unclear" and turn.ranking.get("report_denied", 0.0) >= LIKELY
    signs = any(one.startswith(("sign", "emergency", "worse")) for one in turn.findings)
    if denies and not signs and thread.asked in ASKED_FOR_SIGNS:
        return ("utter_report_denied",)
    return None


def _unclear_again(thread: Thread, topics: Topics) -> Plan | None:  # noqa: ARG001
    """The question was put once; it is not put in the same words again."""
    again = thread.latest.intent == "report_unclear" and thread.asked in ASKED_BACK
    return ("utter_still_unclear",) if again else None


def _sign_named(thread: Thread, topics: Topics) -> Plan | None:
    """Answer "and a cough?" after a question about signs as a question, with the call line."""
    turn, told = thread.latest, thread.answered(topics)
    named = "sign" in turn.kinds or turn.intent == "report_unlisted"
    asks = turn.intent in VAGUE and "?" in turn.text and follow_up.leans(turn)
    if asks and named and told and told[-1] == "ask_sign_lookup":
        return (action_of("ask_sign_lookup"),)
    return None


def _call_answer(thread: Thread, topics: Topics) -> Plan | None:  # noqa: ARG001
    """Take the answer to "can you call now?" for what it is."""
    if thread.asked != CAN_YOU_CALL or thread.latest.route != "none":
        return None
    return CALL_ANSWERS.get(thread.latest.intent)


def _sign_answer(thread: Thread, topics: Topics) -> Plan | None:  # noqa: ARG001
    """After "do you have a sign right now?" a yes is a report, and doubt is no "no"."""
    if thread.asked not in ASKED_FOR_SIGNS or thread.latest.alerting:
        return None
    return SIGN_ANSWERS.get(thread.latest.intent)


def _help_answer(thread: Thread, topics: Topics) -> Plan | None:  # noqa: ARG001
    said = HELP_ANSWERS.get(thread.latest.intent) if thread.asked == HELPED else None
    return (said, "action_store_feedback") if said else None


def _careful(thread: Thread, topics: Topics) -> Plan | None:  # noqa: ARG001
    """Where something may be wrong the rules decide, and nothing below."""
    return () if thread.latest.route != "none" else None


def _contact(thread: Thread, topics: Topics) -> Plan | None:  # noqa: ARG001
    """Take a number to call back, once there is something to call back for."""
    turn = thread.latest
    if not turn.phone_number or turn.alerting or turn.findings:
        return None
    asks = turn.intent.startswith("ask_") or turn.route != "none"
    return None if asks and not thread.reported else ("action_take_contact",)


def _beside(thread: Thread, topics: Topics) -> Plan | None:
    """Where a question may be more than one: the advice and the question back, then the answer."""
    turn = thread.latest
    if turn.intent != "report_unclear" or turn.findings or thread.asked in ASKED_BACK:
        return None
    near = {t: turn.ranking[t] for t in turn.ranking if t in topics.family}
    best = max(near, key=lambda topic: near[topic], default=None)
    if best is None or near[best] < LIKELY:
        return None
    return ("utter_report_unclear", action_of(best))


def _reluctant(thread: Thread, topics: Topics) -> Plan | None:  # noqa: ARG001
    """Persuade twice at most, then say it a last time and let it be (TXT-13)."""
    if thread.latest.intent != "reluctant":
        return None
    times = sum(thread.times(said) for said in RELUCTANT)
    return (RELUCTANT[min(times, 2)], ADD_TO_ALERT)


def _perhaps_answer(thread: Thread, topics: Topics) -> Plan | None:
    """Hear what follows the advice as an answer to it, where nothing else is likelier.

    After a report "it is the middle of the night" is a reason not to call, and no riddle; a sign,
    a reading or a name in it is looked at as everywhere.
    """
    turn = thread.latest
    vague = turn.intent in VAGUE or turn.ranking.get(turn.intent, 0.0) < LIKELY
    named = turn.findings or turn.kinds or turn.phone_number or turn.alerting
    if not thread.reported or named or not vague or turn.intent in ANSWERS_TO_ADVICE:
        return None
    near = {name: turn.ranking.get(name, 0.0) for name in ANSWERS_TO_ADVICE}
    best = max(near, key=lambda name: near[name])
    least = PERHAPS if turn.intent in VAGUE else turn.ranking.get(turn.intent, 0.0)
    if near[best] < max(least, PERHAPS):
        return None
    heard = Thread(thread.turns, replace(turn, intent=best, route="none"))
    rows = (_call_answer, _reluctant)
    if best == "follow_up_now":
        return ("utter_still_call",)
    found = next((p for row in rows if (p := row(heard, topics)) is not None), None)
    return found or (action_of(best), ADD_TO_ALERT)


def _now(thread: Thread, topics: Topics) -> Plan | None:  # noqa: ARG001
    asks = thread.latest.intent == "follow_up_now" and thread.reported
    return ("utter_still_call",) if asks else None


def _follow_up(thread: Thread, topics: Topics) -> Plan | None:
    """Answer what leans on the answer before by the topic it comes to."""
    intent, told = thread.latest.intent, thread.answered(topics)
    meant = follow_up.named(thread, topics) if intent.startswith("follow_up_") else None
    if meant is not None:
        return (action_of(meant),)
    if intent == "follow_up_more":
        return _or(follow_up.more(thread, topics), "utter_no_more" if told else WHICH_TOPIC)
    if intent == "follow_up_why":
        return _or(follow_up.why(thread, topics), "utter_no_reason" if told else WHICH_TOPIC)
    if intent == "follow_up_that":
        return _or(follow_up.that(thread, topics), WHICH_TOPIC)
    if intent == "follow_up_back":
        return _or(follow_up.back(thread, topics), WHICH_TOPIC)
    if intent == "follow_up_person" and told and told[-1].startswith("report_"):
        return ("utter_still_call" if thread.reported else "utter_still_unclear",)
    if intent == "follow_up_person":
        return _or(told[-1] if told else None, WHICH_TOPIC)
    return None


def _leaning(thread: Thread, topics: Topics) -> Plan | None:
    topic = follow_up.leaning(thread, topics)
    return None if topic is None else (action_of(topic),)


def _questions(thread: Thread, topics: Topics) -> Plan | None:
    """Answer two questions both, and a greeting with a question by the answer."""
    answers = _answers(thread, topics)
    polite = thread.latest.intent in POLITE
    return answers if len(answers) > 1 or (answers and polite) else None


def _lost(thread: Thread, topics: Topics) -> Plan | None:  # noqa: ARG001
    again = thread.latest.intent in LOST and thread.asked in LOST_BEFORE
    return ("utter_not_understood_again",) if again else None


def _helped(thread: Thread, topics: Topics) -> Plan | None:
    """Ask once in a session whether the answers help, and never after a report."""
    intent = thread.latest.intent
    if thread.reported or HELPED in thread.done or not intent.startswith("ask_"):
        return None
    due = intent in topics.family and len(thread.answered(topics)) >= ANSWERS_BEFORE_ASKING
    return (action_of(intent), HELPED) if due else None


PLANS: tuple[Callable[[Thread, Topics], Plan | None], ...] = (
    _report,
    _worse,
    _sign_named,
    _denied,
    _excuse,
    _perhaps_answer,
    _unclear_again,
    _call_answer,
    _sign_answer,
    _help_answer,
    _now,
    _contact,
    _beside,
    _careful,
    _reluctant,
    _follow_up,
    _leaning,
    _questions,
    _lost,
    _helped,
)


def plan(thread: Thread, topics: Topics) -> Plan:
    """Return every action of the turn in order, or () where the rules decide."""
    return next((found for row in PLANS if (found := row(thread, topics)) is not None), ())


def _answers(thread: Thread, topics: Topics) -> Plan:
    """Return the answers to the questions in a message, each once."""
    asked = [topic for topic in thread.latest.questions if topic in topics.family]
    return tuple(action_of(topic) for topic in dict.fromkeys(asked))[:MOST_QUESTIONS]


def _or(topic: str | None, otherwise: str) -> Plan:
    return (otherwise if topic is None else action_of(topic),)
