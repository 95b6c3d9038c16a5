"""What a person says to the advice to call, and what Nia does then (clinical-spec section 6)."""

from __future__ import annotations

from dataclasses import replace

from bot.dialogue.plans import ADD_TO_ALERT, LIKELY, STILL_CALL, VAGUE, Plan, call_answers
from bot.dialogue.plans.call_answers import (
    BESIDE,
    CALL_ANSWERS,
    YES_TO_THE_CALL,
    nobody,
    told_to_call,
)
from bot.dialogue.plans.reluctance import reluctant
from bot.dialogue.plans.topics_asked import answers
from bot.dialogue.thread import ASKED_FOR_SIGNS, Thread
from bot.dialogue.topics import Topics, action_of

TAKE_CONTACT, DECLINE_CONTACT = "action_take_contact", "utter_decline_contact"
BELOW_LEVEL = "utter_report_below_level"  # a lower reading rules nothing out
CORRECTED = frozenset({"correct_mistake", "correct_person"})
# What people say to the advice, and how likely it must be once something was reported.
ANSWERS_TO_ADVICE = frozenset(
    {"reluctant", "cannot_reach", "calling", "reached", "better_now", "follow_up_now"}
)
NAMED = 0.2  # of one beside another
REPORTS = ("report_sign", "report_emergency", "report_crisis")
HARDLY_ALERT = 0.1
CALLING = "calling"
# What comes to the same halves its own chance: a no that may be a reason, or a line that is busy.
GROUPS = (
    YES_TO_THE_CALL,
    frozenset({"deny", "reluctant", "cannot_reach", "not_sure"}),
    frozenset({"better_now"}),
    frozenset({"follow_up_now"}),
)
PERHAPS = 0.1
SURELY = 0.6
TO_BE_LOOKED_AT = frozenset(
    {"sign present"}
    | {f"{kind} {how}" for kind in ("emergency", "crisis") for how in ("present", "uncertain")}
)
TOLD = ANSWERS_TO_ADVICE - {"follow_up_now"} | {"correct_mistake", "correct_person"}
AFTER_A_REPORT = ANSWERS_TO_ADVICE | {"correct_mistake", "correct_person", "decline_contact"}


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
    named = TO_BE_LOOKED_AT & turn.findings and not _told_before(thread)
    if sum(chances.values()) < SURELY * _of_all(thread) or (named and not ambulance(thread)):
        return None
    if best == "follow_up_now":
        return _now(thread)
    said = answer_to_advice(Thread(thread.turns, replace(turn, intent=best, route="none")), topics)
    lower = turn.intent == "report_below_level" and best in CORRECTED
    return (*said, BELOW_LEVEL) if lower else said


def _told_before(thread: Thread) -> bool:
    """Say whether the signs that are named were reported before: "now the pain is finished"."""
    turn = thread.latest
    known = {sign for one in thread.turns if one.alerting for sign in one.signs}
    grave = {one for one in TO_BE_LOOKED_AT & turn.findings if not one.startswith("sign")}
    return bool(turn.signs) and not grave and known.issuperset(turn.signs) and not turn.reading


def _of_all(thread: Thread) -> float:
    """Return how much of the ranking counts: no report's share where the evidence is against one.

    "They'll think I'm a pain, I'll leave it till morning" names a pain to the classifier alone.
    """
    turn = thread.latest
    if turn.chance >= HARDLY_ALERT:
        return 1.0
    others = sum(p for name, p in turn.ranking.items() if name not in {*REPORTS, turn.intent})
    return max(others, NAMED)


def ambulance(thread: Thread) -> bool:
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
    rows = (call_answers.call_answer, reluctant)
    found = next((p for row in rows if (p := row(thread, topics)) is not None), None)
    return found or (action_of(thread.latest.intent), ADD_TO_ALERT)


def number_withdrawn(thread: Thread, topics: Topics) -> Plan | None:  # noqa: ARG001
    """Note what is said about a number that was given: it is stored, and not taken back."""
    declines = thread.latest.intent == "decline_contact" and thread.latest.route == "none"
    given = thread.reported and TAKE_CONTACT in thread.done
    return (DECLINE_CONTACT, ADD_TO_ALERT) if declines and given else None


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
    group = max(GROUPS, key=lambda names: sum(near.get(name, 0.0) for name in names))
    best = max(near, key=lambda name: (name in group, near[name]))
    least = PERHAPS if turn.intent in VAGUE else turn.ranking.get(turn.intent, 0.0)
    if sum(near.get(name, 0.0) for name in group) < max(least, PERHAPS):
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
    unanswered = turn.ranking.get("cannot_reach", 0.0) >= NAMED or nobody(thread)
    return CALL_ANSWERS["cannot_reach"] if unanswered else (STILL_CALL,)
