"""Who else may call, and what else could be done: after a report the call stays the advice."""

from __future__ import annotations

import re

from bot.dialogue.plans import ADD_TO_ALERT, LIKELY, STILL_CALL, Plan
from bot.dialogue.thread import ASKED_FOR_SIGNS, Thread
from bot.dialogue.topics import Topics

ASK_SOMEONE: Plan = ("utter_call_no", ADD_TO_ALERT)  # it asks that somebody near calls right away
_CALLS = r"(?:call|ring|phone|telephone|do (?:it|the (?:call|calling|ringing|talking)))"
_MAY = r"(?:can|could|may|might)"
_CARE = r"(?:doctor|doc|dr|gp|nurse|team|clinic|hospital|ward|oncologist|consultant|surgery)"
_SOMEONE = (
    rf"(?:(?:my|our|his|her|the|a) (?!(?:\w+ )?{_CARE}\b)(?:\w+ )?\w+"
    r"|some(?:one|body) else|any(?:one|body) else)"
)
SOMEONE_CALLS = re.compile(
    rf"\b{_MAY} (?:{_SOMEONE}|he|she) (?:please )?{_CALLS}\b(?! back)"
    rf"|\b(?:ok|okay|alright|fine|allowed) (?:if|for) {_SOMEONE} (?:to )?{_CALLS}s?\b"
    rf"|\b(?:{_SOMEONE}|he|she|they) {_MAY} {_CALLS}\b[^.!]*\?"
    rf"|\b{_SOMEONE} {_MAY} {_CALLS}\W+(?:ok|okay|yes|no)\b",
    re.IGNORECASE,
)
CALLED_BACK = re.compile(r"\b(?:call|ring|phone) (?:me|us)\b", re.IGNORECASE)
ANYTHING_ELSE = re.compile(
    r"\b(?:what|anything|something|nothing) else\b|\bother than (?:call|ring|phon)"
    r"|\b(?:apart from|instead of|besides|without|except) (?:call|ring|phon|telephon)",
    re.IGNORECASE,
)
MUST_CALL = re.compile(
    r"\b(?:do|must|should|shall|need|am) (?:i|we)(?: (?:still|really|even|actually|just|have|need|"
    r"supposed|going|got|to|also))* (?:call|ring|phone)\b"
    r"|\bi (?:must )?(?:call|ring|phone) (?:also|too)\b"
    r"|\bis (?:this|the|my) (?:msg|message|chat|text)(?: not)? enough\b",
    re.IGNORECASE,
)
WHOM = re.compile(r"\b(?:who|whom|which|number|back|when)\b", re.IGNORECASE)
AMBULANCE = re.compile(
    r"\b(?:ambulance|911|999|112|000|emergency|a ?(?:&|and) ?e|er)\b", re.IGNORECASE
)
LIKE_MUST_CALL = frozenset(
    {
        "ask_how_fast",
        "ask_when_to_call",
        "ask_clinic_contact",
        "ask_nia_to_call",
        "follow_up_now",
        "ask_what_to_say",
    }
)
LIKE_ANYTHING_ELSE = frozenset(
    {"ask_causes_other", "ask_prevention", "ask_abilities", "follow_up_more", "follow_up_now"}
)
UNWELL = frozenset({"distress present"})  # "my English is not good" sounds like it
OF_THE_CARE_TEAM = frozenset({"ask_alert_status", "reached", "thank", "goodbye"})


def someone_calls(thread: Thread, topics: Topics) -> Plan | None:  # noqa: ARG001
    """Answer "can my son ring for me?": whoever is near may call, and right away."""
    turn = thread.latest
    if not thread.reported or turn.alerting or thread.asked in ASKED_FOR_SIGNS:
        return None
    if turn.findings - UNWELL or turn.reading:
        return None
    if turn.intent in OF_THE_CARE_TEAM or turn.phone_number or turn.questions:
        return None
    if CALLED_BACK.search(turn.text):
        return None
    return ASK_SOMEONE if SOMEONE_CALLS.search(turn.text) else None


def nothing_else(thread: Thread, topics: Topics) -> Plan | None:  # noqa: ARG001
    """Answer "what else can I do, apart from ringing?" with the call: Nia knows nothing instead."""
    turn = thread.latest
    hardly = turn.ranking.get(turn.intent, 0.0) < LIKELY or turn.intent == "follow_up_more"
    asked = turn.intent in LIKE_ANYTHING_ELSE and hardly and turn.route == "none"
    if not thread.reported or not asked or not ANYTHING_ELSE.search(turn.text):
        return None
    return None if turn.kinds or turn.findings else (STILL_CALL, ADD_TO_ALERT)


def must_call(thread: Thread, topics: Topics) -> Plan | None:  # noqa: ARG001
    """Answer "do I still have to ring, or is this message enough?": yes, and whom in danger."""
    turn = thread.latest
    asked = turn.intent in LIKE_MUST_CALL and not turn.alerting and MUST_CALL.search(turn.text)
    if not thread.reported or not asked or WHOM.search(turn.text):
        return None
    if turn.findings - UNWELL or turn.reading or thread.asked in ASKED_FOR_SIGNS:
        return None
    danger = ("utter_if_emergency",) if AMBULANCE.search(turn.text) else ()
    return (*danger, STILL_CALL, ADD_TO_ALERT)
