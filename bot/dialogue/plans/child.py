"""A child who types alone is told to tell a grown-up; the advice is the same (section 6)."""

from __future__ import annotations

import re

from bot.dialogue.plans import ADD_TO_ALERT, STILL_CALL, Plan
from bot.dialogue.thread import Thread
from bot.dialogue.topics import Topics

TELL_A_GROWN_UP: Plan = ("utter_tell_a_grown_up",)
# "I'm 11", and no "I'm 11 days past chemo". Nobody is ever asked for an age.
_AGE = re.compile(
    r"\b(?:i['\u2019]?m|i am)\s+(?:only\s+|just\s+)?(?:[5-9]|1[0-5])"
    r"(?:\s*(?:years?\s+old|yrs?\b|yo\b|y/o\b)|(?=\s*(?:[,.!?;]|$|and\s+(?:i|my)\b|with\b|but\b)))",
    re.IGNORECASE | re.MULTILINE,
)
_OF_GROWN_UPS = re.compile(
    r"\b(?:mum|mom|mam|mummy|mommy|mother|dad|daddy|father|parents?|grown[- ]?ups?|adults?|"
    r"gran|granny|nan|nana|grandma|grandad|grandpa|aunt|auntie|uncle|teacher)\b",
    re.IGNORECASE,
)
# These say what a grown-up did, or thank: nobody is to be told anew.
_DONE = frozenset(
    {"affirm", "calling", "reached", "correct_person", "correct_mistake", "better_now", "thank"}
)


def again(thread: Thread, topics: Topics) -> Plan | None:  # noqa: ARG001
    """Tell a child "do I have to wake mum?" anew, after a report: yes, now."""
    turn = thread.latest
    said = turn.route == "none" and turn.intent not in _DONE and _OF_GROWN_UPS.search(turn.text)
    if not thread.reported or not said or turn.phone_number or not _is_child(thread):
        return None
    return (*TELL_A_GROWN_UP, STILL_CALL, ADD_TO_ALERT)


def _is_child(thread: Thread) -> bool:
    return any(_AGE.search(turn.text) for turn in (*thread.turns, thread.latest))


def grown_up(thread: Thread) -> Plan:
    """Return what a child is told after the advice, once; nothing for everybody else."""
    told = set(TELL_A_GROWN_UP) & thread.done
    return TELL_A_GROWN_UP if _is_child(thread) and not told else ()
