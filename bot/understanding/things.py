"""Whether a sign word is said of a body at all: engines overheat, markets are feverish.

The things are decisions, in data/assertion/things.yml; this module holds how far they reach.
"""

from __future__ import annotations

from typing import Literal

from bot.understanding.analysis import STOPS, Analysis
from bot.understanding.matching import Match
from bot.understanding.scopes import passing

Subject = Literal["somebody", "body", "thing", "nothing"]
_REACH = 7  # words between a thing and what is said of it
_DETERMINERS = frozenset(
    {"the", "a", "an", "my", "his", "her", "our", "your", "their", "this", "that", "new", "old"}
)
# After these a thing is a place or a cause, not what the sign is said of: "in the car, coughing".
_NO_SUBJECT = frozenset(
    {"in", "on", "at", "from", "with", "to", "by", "after", "under", "near", "into", "onto", "off",
     "for", "when", "during", "without", "since", "watching", "had", "eating", "ate", "drinking",
     "drank", "before", "like", "against", "down", "up", "through", "than", "as"}
)  # fmt: skip


def about_a_thing(a: Analysis, match: Match) -> bool:
    """Say whether a match is said of a thing, or is part of a phrase for something else."""
    start, end = match.start, match.end
    if a.touches("thing_phrase", start, end):
        return True
    if any(end - 1 <= m.start <= end and m.end > end for m in a.cues.get("thing_after", ())):
        return True
    things = [m for m in a.cues.get("thing", ()) if m.start < start]
    return bool(things) and _subject(a, max(things, key=lambda m: (m.start, m.end)), start)


def _subject(a: Analysis, thing: Match, start: int) -> bool:
    """Say whether a thing is the subject of what starts at ``start``."""
    if thing.end > start:  # "tap water": the sign took its last word
        return True
    if start - thing.end > _REACH or not _leads(a, thing):
        return False
    words = passing("thing")
    verbs = {i for m in a.within("thing_verb", thing.end, start) for i in range(m.start, m.end)}
    for i in range(thing.end, start):
        norm = a.norms[i]
        joined = norm == "and" and (i - 1 in verbs or i - 1 in a.covered)
        if norm in STOPS or not (norm in words or i in a.covered or i in verbs or joined):
            return False
    return True


def _leads(a: Analysis, thing: Match) -> bool:
    """Say whether a thing stands where a subject stands, not behind a preposition."""
    before = thing.start - 1
    while before >= 0 and a.norms[before] in _DETERMINERS:
        before -= 1
    return before < 0 or a.norms[before] not in _NO_SUBJECT


def outward(a: Analysis, match: Match) -> bool:
    """Say whether something outward is said to cause a sign: a sauna, a song, a horror film."""
    start, end = match.start, match.end
    behind = any(end - 1 <= m.start <= end and m.end > end for m in a.cues.get("outward_after", ()))
    before = any(m.end == start and m.end - m.start > 1 for m in a.cues.get("outward_cause", ()))
    return behind or before


def spoken_of(a: Analysis) -> Subject:
    """Return whom or what a message names: somebody, a part of a body, only things, or nothing."""
    if "somebody" in a.cues:
        return "somebody"
    if "body_word" in a.cues:
        return "body"
    return "thing" if {"thing", "thing_phrase"} & a.cues.keys() else "nothing"
