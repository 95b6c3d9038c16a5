"""Whose body a sign is about (clinical-spec section 2, "Whose body")."""

from __future__ import annotations

from functools import lru_cache

from bot.understanding.analysis import STOPS, Analysis
from bot.understanding.findings import Experiencer
from bot.understanding.matching import Match
from bot.understanding.patient import writer_is_patient
from bot.understanding.pronouns import STRANGERS, person_meant
from bot.understanding.word_lists import people_words

__all__ = ["experiencer", "writer_is_patient"]

_CUES = {
    "self": Experiencer.SELF,
    "relative": Experiencer.RELATIVE,
    "third_person": Experiencer.RELATIVE,
    "acquaintance": Experiencer.UNRELATED,
    "unrelated": Experiencer.UNRELATED,
}


def experiencer(a: Analysis, start: int, end: int) -> Experiencer:
    """Return whose body a span is about: the nearest person before it."""
    last_named: Experiencer | None = None
    people = [
        (at, cue, match)
        for at, cue, match in _people(a)
        if at < end and not _only_speaks(a, match, cue, start)
    ]
    if any(m.end == start for m in a.cues.get("exposed", ())):
        return Experiencer.UNRELATED
    helps = "writes_for_another" in a.cues
    nearest = Experiencer.UNKNOWN
    other: Match | None = None
    for at, cue, match in people:
        who = _CUES[cue]
        stranger = cue in STRANGERS
        if stranger and (match.end > start or not _has_it(a, match, start)):
            continue
        if stranger and helps:
            who = Experiencer.RELATIVE
        if cue == "third_person":
            who = person_meant(a, match, last_named, people)
        elif cue != "self":
            last_named = who
        if nearest is Experiencer.UNRELATED and _only_placed(a, match):
            continue  # the man next to me was coughing
        family = nearest is Experiencer.RELATIVE
        if (family or nearest is Experiencer.UNRELATED) and _in_passing(
            a, other, match, start, family
        ):
            continue  # the woman who does my nails has a cough
        if nearest is Experiencer.UNRELATED and _owns_a_thing(a, match):
            continue  # the hero in my novel has a fever
        if cue == "self" and a.norms[match.start] == "i" and _third_person_verb(a, match, start):
            continue
        if at < end:
            nearest = who
            other = match if cue != "self" else other
    if nearest is Experiencer.UNKNOWN:
        return _named_later(a, end)
    return nearest


@lru_cache(maxsize=4)
def _people(a: Analysis) -> tuple[tuple[int, str, Match], ...]:
    """Return the people whom a message names, in their order: position, cue, match."""
    return tuple(
        sorted(
            (
                (m.start, cue, m)
                for cue in _CUES
                for m in a.cues.get(cue, ())
                if not _swallowed(a, m, cue)
                and not (cue in STRANGERS and _names_nobody(a, m))
                and not _part_of_a_sign(a, m, cue)
                and not (cue == "self" and m.end < len(a.norms) and _introduces(a, m))
            ),
            key=lambda entry: (entry[0], entry[2].end - entry[2].start, entry[1] == "unrelated"),
        )
    )


def _before(a: Analysis, match: Match) -> tuple[str, str]:
    """Return the two words before a person, without "the" and its like."""
    before = match.start - 1
    while before >= 0 and a.norms[before] in people_words().determiners:
        before -= 1
    return (a.norms[before - 1] if before > 0 else "", a.norms[before] if before >= 0 else "")


def _behind_preposition(a: Analysis, match: Match) -> bool:
    """Say whether a person stands behind a preposition, where no subject stands."""
    return _before(a, match)[1] in people_words().prepositions


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


def _only_placed(a: Analysis, match: Match) -> bool:
    """Say whether the writer only says where another person was: next to me, over us."""
    before = a.norms[match.start - 1] if match.start else ""
    return a.norms[match.start] in people_words().objects and before in people_words().places


def _in_passing(a: Analysis, other: Match | None, match: Match, start: int, family: bool) -> bool:
    """Say whether the writer only stands in what is said of another person, in the same clause."""
    if other is None or a.norms[match.start] not in people_words().writer_only:
        return False
    clause = a.norms[other.end : match.start]
    near = start - match.end <= 1 or a.within("body_word", match.end, match.end + 2)
    treats = a.touches("clinician", other.start, other.end)
    if near or treats or not people_words().clause_breaks.isdisjoint(clause) or not clause:
        return False
    tells_who = not people_words().relative_pronouns.isdisjoint(clause)
    placed = clause[-1] in people_words().places or clause[-1] in people_words().more_places
    if family:
        return placed and (tells_who or not people_words().staying.isdisjoint(clause))
    return placed or (tells_who and a.norms[match.start] in people_words().owners)


def _owns_a_thing(a: Analysis, match: Match) -> bool:
    """Say whether a person is only named as the owner of a thing: my novel, his garden."""
    return a.norms[match.start] in people_words().owners_of_things and any(
        match.end in a.starts(cue) for cue in ("thing", "described_elsewhere")
    )


def _part_of_a_sign(a: Analysis, match: Match, cue: str) -> bool:
    """Say whether a stranger's word is part of what is complained of (lady bits)."""
    return cue in {"unrelated", "acquaintance"} and all(
        i in a.covered for i in range(match.start, match.end)
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


def _third_person_verb(a: Analysis, match: Match, start: int) -> bool:
    """Say whether the verb before the sign cannot belong to "I": the lady I know has a cough."""
    verb = next((i for i in range(start, max(match.end, start - 4) - 1, -1)
                 if i < len(a.norms) and a.norms[i] == "has"), None)  # fmt: skip
    return verb is not None and match.end < verb


def _introduces(a: Analysis, match: Match) -> bool:
    """Say whether "my" or "our" only introduces another person (my mum)."""
    return a.norms[match.start] in people_words().introduces and not all(
        a.starts(cue).isdisjoint((match.end, match.end + 1))
        for cue in ("relative", "acquaintance", "unrelated")
    )


def _only_speaks(a: Analysis, match: Match, cue: str, start: int) -> bool:
    """Say whether a person only says, notices or does something (my wife says I have a fever)."""
    if match.end in a.starts("calls_in_sick"):
        return False
    if cue in {"self", "third_person"}:
        return cue == "third_person" and match.end in a.starts("speaker")
    if "has" in a.norms[max(match.end, start - 2) : start + 1] and not any(
        a.within(who, match.end, start) for who in ("self", "third_person", "relative")
    ):
        return False  # my sister wants to visit but has a cough
    return not a.starts("speaker").isdisjoint((match.end, match.end + 1))


def _has_it(a: Analysis, match: Match, start: int) -> bool:
    """Say whether a stranger before the sign is the one who has it, not just somebody mentioned."""
    if any(m.start == match.end and start - m.end <= 4 for m in a.cues.get("calls_in_sick", ())):
        return True
    owner = a.norms[match.end : match.end + 1] == ("'s",) and match.end + 1 not in a.covered
    clinic = a.touches("clinician", match.start, match.end)
    next_word = a.norms[match.end + 1 : match.end + 2]
    if owner and (
        _behind_preposition(a, match) or (clinic and people_words().has.isdisjoint(next_word))
    ):
        return False  # the smoke from the neighbour's fire, the doctor's letter
    if match.end >= start or "has" in a.norms[max(match.end, start - 4) : start + 1]:
        return True
    if any(norm in STOPS for norm in a.norms[match.end : start]):
        return a.norms[match.end] in people_words().has
    return a.norms[match.end] in people_words().has or match.end - match.start > 1


def _named_later(a: Analysis, end: int) -> Experiencer:
    """Without a person before the sign, take one that is named right after it (fever in my son)."""
    for match in a.cues.get("relative", ()):
        if end <= match.start <= end + 3 and not _only_speaks(a, match, "relative", end):
            return Experiencer.RELATIVE
    return Experiencer.UNKNOWN
