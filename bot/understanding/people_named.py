"""The people whom a message names, each once: "my mum" is not me, a cat scratch is no cat."""

from __future__ import annotations

from functools import lru_cache

from bot.understanding.analysis import Analysis
from bot.understanding.findings import Experiencer
from bot.understanding.matching import Match
from bot.understanding.pronouns import STRANGERS
from bot.understanding.word_lists import people_words

PERSONS = {
    "self": Experiencer.SELF,
    "relative": Experiencer.RELATIVE,
    "third_person": Experiencer.RELATIVE,
    "acquaintance": Experiencer.UNRELATED,
    "unrelated": Experiencer.UNRELATED,
}


@lru_cache(maxsize=4)
def people_named(a: Analysis) -> tuple[tuple[int, str, Match], ...]:
    """Return the people whom a message names, in their order: position, cue, match."""
    return tuple(
        sorted(
            (
                (m.start, cue, m)
                for cue in PERSONS
                for m in a.cues.get(cue, ())
                if not _swallowed(a, m, cue)
                and not (cue in STRANGERS and _names_nobody(a, m))
                and not _part_of_a_sign(a, m, cue)
                and not (cue == "self" and m.end < len(a.norms) and _introduces(a, m))
            ),
            key=lambda entry: (entry[0], entry[2].end - entry[2].start, entry[1] == "unrelated"),
        )
    )


def _swallowed(a: Analysis, match: Match, cue: str) -> bool:
    """Say whether a longer name holds this person: the neighbours' baby, my old man, cat scratch.

    Nor does the name of what the writer is count: I'm the girl on chemo.
    """
    if cue == "self":
        return any(
            m.start < match.start and match.end <= m.end
            for holder in ("relative", *STRANGERS)
            for m in a.cues.get(holder, ())
        )
    if cue == "third_person":  # half of them
        return any(
            m.start < match.start and match.end <= m.end for m in a.cues.get("unrelated", ())
        )
    if cue == "relative" and "am" in a.norms[max(0, match.start - 2) : match.start]:
        return True
    if cue not in {"relative", *STRANGERS}:
        return False
    holders = ("unrelated",) if cue == "relative" else ("relative", *STRANGERS)
    return any(
        m.start <= match.start
        and match.end <= m.end
        and m.end - m.start >= match.end - match.start + (holder in STRANGERS)
        for holder in holders
        for m in a.cues.get(holder, ())
    ) or any(
        m.start <= match.start and match.end <= m.end
        for m in a.cues.get("no_person", ())
        if cue != "relative"
    )


def _names_nobody(a: Analysis, match: Match) -> bool:
    """Say whether a stranger's word names a place or only a likeness: from school, like a dog."""
    earlier, word = _before(a, match)
    if word in people_words().simile and (
        word not in people_words().simile_with_as or earlier == "as"
    ):
        return True
    return word in people_words().prepositions and any(
        (m.start, m.end) == (match.start, match.end) for m in a.cues.get("place_of_people", ())
    )


def behind_preposition(a: Analysis, match: Match) -> bool:
    """Say whether a person stands behind a preposition, where no subject stands."""
    return _before(a, match)[1] in people_words().prepositions


def _before(a: Analysis, match: Match) -> tuple[str, str]:
    """Return the two words before a person, without "the" and its like."""
    before = match.start - 1
    while before >= 0 and a.norms[before] in people_words().determiners:
        before -= 1
    return (a.norms[before - 1] if before > 0 else "", a.norms[before] if before >= 0 else "")


def _part_of_a_sign(a: Analysis, match: Match, cue: str) -> bool:
    """Say whether a stranger's word is part of what is complained of (lady bits)."""
    return cue in {"unrelated", "acquaintance"} and all(
        i in a.covered for i in range(match.start, match.end)
    )


def _introduces(a: Analysis, match: Match) -> bool:
    """Say whether "my" or "our" only introduces another person (my mum)."""
    return a.norms[match.start] in people_words().introduces and not all(
        a.starts(cue).isdisjoint((match.end, match.end + 1))
        for cue in ("relative", "acquaintance", "unrelated")
    )
