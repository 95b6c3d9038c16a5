"""Reports in the shape of a question: what is asked about is also said to be there (DET-9)."""

from __future__ import annotations

from functools import lru_cache

from bot.understanding.analysis import STOPS, Analysis
from bot.understanding.matching import Match
from bot.understanding.word_lists import grammar_words, time_words

_LEAD = 4  # words of subject and auxiliary before a claim
_TIMES = ("recent", "old_near", "so_long")
_NEAR = 5  # words between a verb and the time that belongs to it
_TO_CALL = 8  # words between "should I ring somebody about" and what it is about


def told_later(a: Analysis, match: Match) -> bool:
    """Say whether a later clause has it: "is a cough bad? Mine began today", "had it an hour"."""
    return _last_told(a) > match.end


@lru_cache(maxsize=4)
def _last_told(a: Analysis) -> int:
    """Return where the last clause opens that has it, or -1."""
    claims = [*a.cues.get("its_own", ())]
    claims += [m for m in a.cues.get("it_began", ()) if _dated(a, m.end, _NEAR)]
    return max((opening for m in claims if (opening := _told(a, m)) is not None), default=-1)


def began(a: Analysis, match: Match) -> bool:
    """Say whether the sign has a beginning in the past: "a dry cough that started today"."""
    _, last = a.sentence(match.start)
    return any(
        m.start - match.end <= 2
        and _one_thought(a, match.end, m.start)
        and (a.norms[m.end - 1] not in time_words().came_with_time or _dated(a, m.end, 2))
        for m in a.within("has_begun", match.end, last)
    )


def singled_out(a: Analysis, match: Match) -> bool:
    """Say whether one is asked about that has a size, a number: a temp of 38.1, one single sore."""
    first, last = a.sentence(match.start)
    asked = [
        m
        for m in a.within("whether_to_call", first, match.start)
        if match.start - m.end <= _TO_CALL and _one_thought(a, m.end, match.start)
    ]
    if not asked or a.within("in_theory", first, last):
        return False
    if match.label == "span":
        return not (a.norms[match.end : match.end + 1] == ("or",) and _number(a, match.end + 1))
    return bool(
        a.within("just_one", asked[-1].end, match.start)
        or [m for m in a.within("of_a_size", match.end, last) if m.start - match.end <= 3]
    )


def _number(a: Analysis, position: int) -> bool:
    """Say whether one of the next words is a number: 38 or only 38.5."""
    return any(norm[0].isdigit() for norm in a.norms[position : position + 3])


def _told(a: Analysis, claim: Match) -> int | None:
    """Return where the clause of a claim opens, unless it is denied or of long ago."""
    opening = claim.start
    while opening > claim.start - _LEAD and a.norms[opening - 1] in time_words().claim_subject:
        opening -= 1
    if a.norms[opening - 1] not in STOPS | time_words().claim_openers:
        return None
    if well(a, claim.end):
        return None
    first, last = a.sentence(claim.start)
    around = a.norms[max(first, opening) : claim.end + 2]
    long_ago = a.within("old_far", claim.start, last) or a.within("before_now", claim.end, last)
    return None if long_ago or not time_words().claim_denied.isdisjoint(around) else opening


def well(a: Analysis, position: int) -> bool:
    """Say whether what follows is that it is well, and no more: "mine's fine, I'm just nosy"."""
    ends = a.norms[position + 1 : position + 2]
    well = not time_words().well.isdisjoint(a.norms[position : position + 1])
    return well and (not ends or ends[0] in STOPS or ends[0] in time_words().closes)


def _dated(a: Analysis, position: int, width: int) -> bool:
    """Say whether a time of the last days follows."""
    return any(
        position <= m.start <= position + width and _one_thought(a, position, m.start)
        for cue in _TIMES
        for m in a.cues.get(cue, ())
    )


def _one_thought(a: Analysis, start: int, end: int) -> bool:
    """Say whether no new sentence and no new subject begins between two positions."""
    return not any(norm in STOPS or norm in grammar_words().subjects for norm in a.norms[start:end])
