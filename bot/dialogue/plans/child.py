"""A child who types alone is told to tell a grown-up; the advice is the same (section 6)."""

from __future__ import annotations

import re

from bot.dialogue.plans import Plan
from bot.dialogue.thread import Thread

TELL_A_GROWN_UP: Plan = ("utter_tell_a_grown_up",)
# "I'm 11", and no "I'm 11 days past chemo". Nobody is ever asked for an age.
_AGE = re.compile(
    r"\b(?:i['\u2019]?m|i am)\s+(?:only\s+|just\s+)?(?:[5-9]|1[0-5])"
    r"(?:\s*(?:years?\s+old|yrs?\b|yo\b|y/o\b)|(?=\s*(?:[,.!?;]|$|and\s+(?:i|my)\b|with\b|but\b)))",
    re.IGNORECASE | re.MULTILINE,
)


def grown_up(thread: Thread) -> Plan:
    """Return what a child is told after the advice, once; nothing for everybody else."""
    told = set(TELL_A_GROWN_UP) & thread.done
    is_child = any(_AGE.search(turn.text) for turn in (*thread.turns, thread.latest))
    return TELL_A_GROWN_UP if is_child and not told else ()
