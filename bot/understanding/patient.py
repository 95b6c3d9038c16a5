"""Who is the patient: whether the writer says to be the one with neutropenia."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from bot.understanding.analysis import STOPS, Analysis
from bot.understanding.findings import Experiencer
from bot.understanding.matching import Match
from bot.understanding.people_named import PERSONS
from bot.understanding.word_lists import people_words

_ENDS = ", and but i since this today from which as what - : )"  # of a clause
_CLAUSE_ENDS = STOPS | frozenset(_ENDS.split())
_REACH = 10  # words between "I" and the condition


@lru_cache(maxsize=4)
def writer_is_patient(a: Analysis) -> bool:
    """Say whether the writer is the one with neutropenia, and nobody else is said to be."""
    own = _own(a)
    return bool(own) and not _others(a, own)


def patient_named(a: Analysis) -> Literal["writer", "other", "unknown"]:
    """Say who is told to be the patient, where a message tells it in so many words (TXT-12)."""
    said = _said(a)
    if _others(a, said):
        return "other"
    return "writer" if said or "writer_is_meant" in a.cues else "unknown"


def beside_the_patient(a: Analysis, sign: Match, who: Experiencer) -> bool:
    """Say whether a sign is the writer's, who says that somebody else is the patient.

    "I've woken with a sore throat, my son is the one on chemo": contact with illness, or asked.
    """
    if who is not Experiencer.SELF or "other_is_patient" not in a.cues or _own(a):
        return False
    first, _ = a.sentence(sign.start)
    others = any(a.within(cue, first, sign.end) for cue in PERSONS if cue != "self")
    is_a_sign = not {"emergency", "crisis"} & set(sign.label.split())
    return is_a_sign and not others and bool(a.within("self", first, sign.start))


def _own(a: Analysis) -> list[tuple[int, int]]:
    """Return where the writer is the patient, or asks as one."""
    return [*_said(a), *((m.start, m.end) for m in a.cues.get("writer_is_endangered", ()))]


def _others(a: Analysis, own: list[tuple[int, int]]) -> list[Match]:
    """Return where somebody else is said to be the patient."""
    return [
        m
        for m in a.cues.get("other_is_patient", ())
        if not any(start < m.end and m.start < end for start, end in own)
    ]


def _said(a: Analysis) -> list[tuple[int, int]]:
    """Return where the writer is said to be the patient."""
    said = [
        m
        for m in a.cues.get("writer_is_patient", ())
        if not _elsewhere(a, m) and not (a.norms[m.start] == "i" and _asked(a, m))
    ]
    return [(m.start, m.end) for m in said] + _claims(a)


def writer_too(a: Analysis, sign: Match) -> bool:
    """Say whether the writer has, too, what somebody near has: "and so do I", at a clause's end."""
    _, last = a.sentence(sign.start)
    return any(
        m.end == len(a.norms) or a.norms[m.end] in _CLAUSE_ENDS
        for m in a.within("writer_too", sign.end, a.next_end(last))
        if not a.within("question_word", sign.end, m.start)
    )


def out_of_reach(a: Analysis, sign: Match) -> bool:
    """Say whether the one who has a sign is dead, or kin far away from whom the writer keeps apart.

    Not where the message names a condition: then that one may be the patient.
    """
    _, last = a.sentence(sign.start)
    if a.within("god_rest", sign.end, last):
        return True
    apart = "far_away" in a.cues and "kept_apart" in a.cues
    return apart and not {"other_is_patient", "condition"} & a.cues.keys()


def not_the_patient(a: Analysis, sign: Match) -> bool:
    """Say whether a sign is another's than the patient's, in a message that says who that is.

    "The kids have a cough, my wife's fine but has low neutrophils". An emergency stays one.
    """
    if "emergency" in sign.label.split():
        return False
    others = a.cues.get("not_the_patient", ())
    if any(sign.end <= m.start or writer_is_patient(a) for m in others):
        return True
    return any(_another_has_it(a, sign, well) for well in a.cues.get("patient_is_well", ()))


def _another_has_it(a: Analysis, sign: Match, well: Match) -> bool:
    """Say whether a relative outside what is said of the patient is the nearest before a sign."""
    people = [m for cue in ("self", "third_person", "relative") for m in a.cues.get(cue, ())]
    before = [m for m in people if m.end <= sign.start]
    nearest = max(before, key=lambda m: (m.end, m.start), default=None)
    if nearest is None or nearest not in a.cues.get("relative", ()):
        return False
    return sign.end <= well.start or well.end <= nearest.start


def _claims(a: Analysis) -> list[tuple[int, int]]:
    """Return where the writer is said to be, have or get a condition: it's me that has no cells."""
    spans = []
    for condition in a.cues.get("condition", ()):
        if _elsewhere(a, condition):
            continue
        claim = _claim_before(a, condition)
        if claim is not None:
            spans.append((claim, condition.end))
    return spans


def _asked(a: Analysis, match: Match) -> bool:
    """Say whether a claim is only asked about or supposed: do I have neutropenia?"""
    return match.start > 0 and a.norms[match.start - 1] in people_words().asks_for_a_condition


def _elsewhere(a: Analysis, match: Match) -> bool:
    """Say whether a claim goes on as a place or a trade: the chemo ward, the patient's wife."""
    return bool(a.within("not_a_condition", match.end, match.end + 1))


def _claim_before(a: Analysis, condition: Match) -> int | None:
    """Return where the writer's claim of a condition begins, if there is one."""
    first, _ = a.sentence(condition.start)
    for match in reversed(a.cues.get("claims_patient", ())):
        if match.end > condition.start or match.end <= first:
            continue
        path = a.norms[match.end : condition.start]
        named = "patient" in a.norms[condition.start : condition.end]
        linked = all(
            a.touches("patient_link", i, i + 1) and (a.norms[i] != "with" or _after_person(a, i))
            for i in range(match.end, condition.start)
        )
        if (
            not linked
            or len(path) > _REACH
            or _asked(a, match)
            or (named and people_words().getting_a_condition & set(path))
        ):
            return None
        if not path and a.norms[match.start] == "i":
            return None
        return match.start
    return None


def _after_person(a: Analysis, position: int) -> bool:
    """Say whether "with" belongs to a person before it: the one with."""
    return any(m.end - 1 == position and m.end - m.start > 1 for m in a.cues["patient_link"])
