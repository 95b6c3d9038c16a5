"""Whom "he", "she" or "they" means behind a stranger: the stranger, or the one cared for."""

from __future__ import annotations

from bot.understanding.analysis import Analysis
from bot.understanding.findings import Experiencer
from bot.understanding.matching import Match
from bot.understanding.word_lists import people_words

STRANGERS = frozenset({"unrelated", "acquaintance"})
_TELLS = 8  # words between "told me" and the one who has it


def person_meant(
    a: Analysis, match: Match, named: Experiencer | None, people: list[tuple[int, str, Match]]
) -> Experiencer:
    """Return whom "he", "she" or "they" means: a stranger only if nobody nearer may be meant."""
    strangers = [m for cue in STRANGERS for m in a.cues.get(cue, ()) if m.start < match.start]
    if named is Experiencer.RELATIVE or not strangers:
        return Experiencer.RELATIVE
    last = max(strangers, key=lambda m: (m.end, m.end - m.start))
    if _patient_named(a, last, match, people):
        return Experiencer.RELATIVE
    plural = not people_words().plural.isdisjoint(a.norms[last.start : last.end])
    if plural and a.norms[match.start] in people_words().singular:
        return Experiencer.RELATIVE
    known = named is not None and not a.within("clinician", last.start, last.end)
    return Experiencer.UNRELATED if known or _told(a, last, match) else Experiencer.RELATIVE


def _patient_named(
    a: Analysis, stranger: Match, pronoun: Match, people: list[tuple[int, str, Match]]
) -> bool:
    """Say whether somebody else is there whom a pronoun behind a stranger may mean."""
    for at, cue, match in people:
        if at >= pronoun.start:
            break
        if cue == "relative" or (cue == "third_person" and at < stranger.end):
            return True
        done_to = cue == "third_person" and a.norms[match.start] in people_words().done_to
        if done_to and not people_words().writers & set(a.norms[stranger.end : at]):
            return True  # the lad next door helped me drag him
    return False


def _told(a: Analysis, stranger: Match, pronoun: Match) -> bool:
    """Say whether a stranger told the writer of the own illness: the vicar told me he had it."""
    trade = any(m.start < stranger.end and stranger.start < m.end for m in a.cues.get("trade", ()))
    first, _ = a.sentence(pronoun.start)
    return trade and any(
        stranger.end <= m.start and first <= m.start and 0 <= pronoun.start - m.end <= _TELLS
        for m in a.cues.get("speaks_of_self", ())
    )
