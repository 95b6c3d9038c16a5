"""After a report: what is asked about the alert, or asked beside what may be another report."""

from __future__ import annotations

import re

from bot.dialogue.plans import ADD_TO_ALERT, LIKELY, STILL_CALL, Plan
from bot.dialogue.plans.answers_to_advice import TO_BE_LOOKED_AT
from bot.dialogue.plans.call_answers import BESIDE
from bot.dialogue.thread import Thread
from bot.dialogue.topics import Topics, action_of

WHY_TOLD = re.compile(
    r"\b(?:why|what for)\b.*\b(?:alert|messag|tell|told|send|sent|warn|report|notif|contact)",
    re.IGNORECASE,
)
# "You messaged my consultant over a runny tummy?"
YOU_TOLD = re.compile(
    r"\byou\b(?: had no business|['\u2019]ve| have| just| actually| really| even| went and)*"
    r" (?:messag|alert|tell|told|contact|report|sent|notif)(?!\w* (?:me|us)\b)",
    re.IGNORECASE,
)
# "Are you even sending this to anyone?"
SENDS = re.compile(
    r"\b(?:send|sends|sending|sent|pass|passed|passing|forward|forwarded|tell|told|telling|report"
    r"|reported|notify|notified)\b",
    re.IGNORECASE,
)
OF_NIA = frozenset({"ask_monitored", "ask_identity", "ask_privacy", "ask_abilities"})
AMBULANCE = re.compile(r"\b(?:ambulance|paramedics?|help|someone|somebody)\b", re.IGNORECASE)
TAKES_BACK = re.compile(
    r"\b(?:cancel|delete|withdraw|recall|stop|undo|take back|unsend)\b.*"
    r"\b(?:messages?|alerts?|reports?|it|that|this|one)\b",
    re.IGNORECASE,
)
STATUS_ASKED = "ask_alert_status"
STATUS: Plan = ("utter_why_alerted", "action_alert_status")
BESIDE_A_REPORT = ("ask_nia_to_call", "ask_what_to_say", STATUS_ASKED)


def asked_beside(thread: Thread) -> Plan:
    """Return the answer to "can't you ring them? My hands shake" beside the report it may be."""
    turn = thread.latest
    if not thread.reported or turn.route != "escalate" or turn.chance >= LIKELY:
        return ()
    return tuple(action_of(one) for one in BESIDE_A_REPORT if turn.ranking.get(one, 0.0) >= BESIDE)


def why_alerted(thread: Thread, topics: Topics) -> Plan | None:  # noqa: ARG001
    """Answer "why did you tell them?" with the reason, and then what is known of the alert."""
    turn = thread.latest
    intent = turn.route == "none" and turn.intent in {STATUS_ASKED, "follow_up_why"}
    perhaps = turn.route == "ask" and turn.ranking.get(STATUS_ASKED, 0.0) >= LIKELY
    named = TO_BE_LOOKED_AT & turn.findings or turn.reading
    asked = (intent or (perhaps and not named)) and WHY_TOLD.search(turn.text)
    return STATUS if asked and thread.reported else None


def told_again(thread: Thread, topics: Topics) -> Plan | None:  # noqa: ARG001
    """Hear "you messaged them over a runny tummy?" as a question about the alert that it names.

    Only of signs that the alert is for already; what is new is a report.
    """
    turn = thread.latest
    known = {sign for one in thread.turns if one.alerting for sign in one.signs}
    again = turn.route in {"escalate", "ask"} and bool(turn.signs or turn.findings)
    if not thread.reported or not again or turn.reading or not set(turn.signs) <= known:
        return None
    new = {"worse present", "emergency present", "crisis present", "emergency uncertain"}
    told = YOU_TOLD.search(turn.text) or WHY_TOLD.search(turn.text)
    return STATUS if told and not new & turn.findings and turn.signs else None


def sent(thread: Thread, topics: Topics) -> Plan | None:  # noqa: ARG001
    """Answer "are you even sending this to anyone?" with what is known, and never a help sent."""
    turn = thread.latest
    if not thread.reported or turn.route != "none" or turn.intent not in OF_NIA:
        return None
    if not SENDS.search(turn.text):
        return None
    help_sent = AMBULANCE.search(turn.text) and "send" in turn.text.lower()
    return ("utter_nia_to_call", STATUS[-1]) if help_sent else (STATUS[-1],)


def taken_back(thread: Thread, topics: Topics) -> Plan | None:  # noqa: ARG001
    """Add "can you cancel the message?" to the alert, claiming nothing: a person closes it."""
    turn = thread.latest
    asked = turn.intent in {"not_covered_admin", "ask_nia_to_call", *OF_NIA}
    if not thread.reported or turn.route != "none" or not asked:
        return None
    return (STILL_CALL, ADD_TO_ALERT) if TAKES_BACK.search(turn.text) else None
