"""Somebody near who is ill, told after an answer about visitors and crowds."""

from __future__ import annotations

from bot.dialogue.plans import LIKELY, Plan
from bot.dialogue.plans.signs_asked import CALL_IF, SICK_VISITORS
from bot.dialogue.thread import Thread
from bot.dialogue.topics import Topics

FAMILY = "prevention"
NEARBY = ("report_contact", "ask_prevention_sick_visitors")


def ill_visitor(thread: Thread, topics: Topics) -> Plan | None:
    """Hear "one of them has a cold" as illness nearby, and say the call line beside it.

    By itself it could be the patient's cold; after "can her cousins come?" it hardly is. A listed
    sign, or a reading, is looked at as everywhere.
    """
    turn, told = thread.latest, thread.answered(topics)
    unlisted = turn.intent == "report_unlisted" and all(
        one.startswith("unlisted") for one in turn.findings
    )
    about = bool(told) and topics.family.get(told[-1]) == FAMILY
    if thread.reported or not unlisted or not about or turn.reading:
        return None
    near = sum(turn.ranking.get(one, 0.0) for one in NEARBY)
    return (SICK_VISITORS, CALL_IF) if near >= LIKELY else None
