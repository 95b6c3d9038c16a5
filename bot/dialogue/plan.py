"""What Nia does in a turn where the rules alone would forget what was said before.

``PLANS`` is the table, read from top to bottom: the first row that applies gives all actions of
the turn. Where none applies, the rules of data/rules decide. A report comes first, always.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.dialogue.plans import (
    CAN_YOU_CALL,
    Plan,
    apology,
    child,
    few_words,
    ill_visitor,
    of_the_past,
    perhaps_graver,
    reluctance,
    surely_said,
    weakened,
)
from bot.dialogue.plans import about_the_alert as alert
from bot.dialogue.plans import answers_to_advice as advice
from bot.dialogue.plans import call_answers as call
from bot.dialogue.plans import doubtful_reports as doubtful
from bot.dialogue.plans import instead_of_calling as instead
from bot.dialogue.plans import signs_asked as signs
from bot.dialogue.plans import topics_asked as asked
from bot.dialogue.thread import ASKED_FOR_SIGNS, ESCALATED, Thread
from bot.dialogue.topics import Topics
from bot.understanding.sentences import asks
from clinic.partial_phone_number import is_partial_phone_number

SAID_TO_CALL = frozenset({"utter_call_yes", "utter_calling"})
# The emergency line goes with the advice to call, and never in its place (clinical-spec section 6).
GRAVE = frozenset({"shortness_of_breath", "stiff_neck", "new_pain"})
BACK_AGAIN = re.compile(
    r"\b(?:it|they|the \w+)(?:['\u2019]?s|['\u2019]?re| is| are| has| have)?(?: come| came)? back\b"
    r"(?! (?:to|at|on|in|down|from|normal)\b)|\bstarted (?:up )?again\b",
    re.IGNORECASE,
)
IF_EMERGENCY = ("utter_if_emergency",)


def _report(thread: Thread, topics: Topics) -> Plan | None:
    """A grave report, or one with a question: advice, alert, the rest. Others are the rules'."""
    turn = thread.latest
    if not turn.alerting:
        return None
    answers = asked.answers(thread, topics)[:1] or alert.asked_beside(thread)
    called = bool(SAID_TO_CALL & thread.done) and turn.route != "crisis"
    danger = IF_EMERGENCY if turn.route == "escalate" and GRAVE.intersection(turn.signs) else ()
    beside = (*danger, *(child.grown_up(thread) if turn.route != "crisis" else ()), *answers)
    if not beside and not called:
        return None
    asks = () if called or turn.route == "crisis" else (CAN_YOU_CALL,)
    return (f"utter_{turn.intent}", ESCALATED, *beside, *asks)


def _worse(thread: Thread, topics: Topics) -> Plan | None:  # noqa: ARG001
    """After a report "it is getting worse" is news, and after "do you have a sign?" it is a yes."""
    turn = thread.latest
    again = thread.reported and bool(BACK_AGAIN.search(turn.text))
    if turn.route != "ask" or ("worse present" not in turn.findings and not again):
        return None
    if thread.reported:
        return ("utter_report_sign", ESCALATED)
    return signs.REPORTED if thread.asked in ASKED_FOR_SIGNS else None


def _another_reading(thread: Thread, topics: Topics) -> Plan | None:  # noqa: ARG001
    """After a report "39 now" is another reading: of something else it could hardly be."""
    turn = thread.latest
    bare = turn.reading and turn.intent in {"report_unclear", "answer_fever_number"}
    given = (bare and not asks(turn.text)) or signs.gives_fever_number(turn)
    return ("utter_report_sign", ESCALATED) if thread.reported and given else None


def _careful(thread: Thread, topics: Topics) -> Plan | None:  # noqa: ARG001
    """Where something may be wrong the rules decide, and nothing below."""
    return () if thread.latest.route != "none" else None


def _contact(thread: Thread, topics: Topics) -> Plan | None:  # noqa: ARG001
    """Take a number to call back, once there is something to call back for."""
    turn = thread.latest
    number = turn.phone_number or (thread.reported and is_partial_phone_number(turn.text))
    if not number or turn.alerting or turn.findings or turn.reading:
        return None
    is_about_else = turn.intent.startswith("ask_") or turn.route != "none"
    return None if is_about_else and not thread.reported else ("action_take_contact",)


def _surely_said(thread: Thread, topics: Topics) -> Plan | None:
    """Answer what is surely said though a little doubt is left, by the rows of follow-ups."""
    return surely_said.surely_said(thread, topics, FOLLOW_UPS)


FOLLOW_UPS = (
    asked.question_beside,
    asked.complete,
    asked.not_ranked,
    asked.follow_up_topic,
    asked.leaning,
    asked.questions,
)
PLANS: tuple[Callable[[Thread, Topics], Plan | None], ...] = (
    doubtful.hardly_another,
    signs.sign_named,
    alert.told_again,
    _report,
    _worse,
    _another_reading,
    signs.implausible,
    signs.sign_answer,
    signs.yes_to_call_line,
    signs.own_cold,
    ill_visitor.ill_visitor,
    signs.surely_asked,
    signs.cause_named,
    signs.denied,
    _contact,
    weakened.lower_reading,
    weakened.one_of_several,
    weakened.it_is_another,
    weakened.no_sign,
    apology.apology,
    advice.surely_answer,
    weakened.it_is_me,
    weakened.hardly_taken_back,
    child.again,
    reluctance.why_call,
    alert.why_alerted,
    alert.sent,
    alert.taken_back,
    advice.with_question,
    advice.number_withdrawn,
    instead.must_call,
    reluctance.excuse,
    reluctance.soon,
    reluctance.later,
    instead.someone_calls,
    instead.nothing_else,
    call.cannot_call,
    advice.perhaps_answer,
    few_words.few_words,
    _surely_said,
    signs.hardly_unclear,
    signs.hardly_more_than_polite,
    doubtful.still_call,
    signs.unclear_again,
    call.call_answer,
    call.yes_to_the_call,
    call.beside_the_call,
    asked.help_answer,
    advice.what_now,
    of_the_past.of_the_past,
    signs.beside,
    _careful,
    asked.hardly_of_a_call,
    reluctance.reluctant,
    asked.not_what_was_asked,
    asked.nothing_taken_back,
    asked.which_signs,
    *FOLLOW_UPS,
    asked.lost,
    asked.helped,
)


def plan(thread: Thread, topics: Topics) -> Plan:
    """Return every action of the turn in order, or () where the rules decide."""
    found = next((found for row in PLANS if (found := row(thread, topics)) is not None), ())
    return perhaps_graver.with_lines(thread, found)
