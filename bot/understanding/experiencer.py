"""Whose body a sign is about (clinical-spec section 2, "Whose body")."""

from __future__ import annotations

from bot.understanding.analysis import Analysis
from bot.understanding.findings import Experiencer
from bot.understanding.in_passing import (
    has_it,
    in_passing,
    only_placed,
    only_speaks,
    owns_a_thing,
    third_person_verb,
)
from bot.understanding.matching import Match
from bot.understanding.people_named import PERSONS, people_named
from bot.understanding.pronouns import STRANGERS, person_meant


def experiencer(a: Analysis, start: int, end: int) -> Experiencer:
    """Return whose body a span is about: the nearest person before it."""
    if any(m.end == start for m in a.cues.get("exposed", ())):
        return Experiencer.UNRELATED
    people = [
        (at, cue, match)
        for at, cue, match in people_named(a)
        if at < end and not only_speaks(a, match, cue, start)
    ]
    helps = "writes_for_another" in a.cues
    last_named: Experiencer | None = None
    nearest = Experiencer.UNKNOWN
    other: Match | None = None
    for _, cue, match in people:
        who = PERSONS[cue]
        if cue in STRANGERS:
            holds = match.start < start and end <= match.end  # half of them coughing
            if not holds and (match.end > start or not has_it(a, match, start)):
                continue
            who = Experiencer.RELATIVE if helps else who
        if cue == "third_person":
            who = person_meant(a, match, last_named, people)
        elif cue != "self":
            last_named = who
        if _aside(a, cue, match, start, nearest, other):
            continue
        nearest = who
        other = match if cue != "self" else other
    if nearest is Experiencer.UNKNOWN:
        return _named_later(a, end)
    return nearest


def _aside(
    a: Analysis, cue: str, match: Match, start: int, nearest: Experiencer, other: Match | None
) -> bool:
    """Say whether a person only stands in what is said of the ``other``, who is the nearest."""
    family, unrelated = nearest is Experiencer.RELATIVE, nearest is Experiencer.UNRELATED
    if unrelated and only_placed(a, match):
        return True  # the man next to me was coughing
    if (family or unrelated) and in_passing(a, other, match, start, family):
        return True  # the woman who does my nails has a cough
    if unrelated and owns_a_thing(a, match):
        return True  # the hero in my novel has a fever
    return cue == "self" and a.norms[match.start] == "i" and third_person_verb(a, match, start)


def _named_later(a: Analysis, end: int) -> Experiencer:
    """Without a person before the sign, take one that is named right after it (fever in my son)."""
    for match in a.cues.get("relative", ()):
        if end <= match.start <= end + 3 and not only_speaks(a, match, "relative", end):
            return Experiencer.RELATIVE
    return Experiencer.UNKNOWN
