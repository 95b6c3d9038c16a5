"""Who is only mentioned beside a sign: says it, does something, stands next to who has it."""

from __future__ import annotations

from bot.understanding.analysis import STOPS, Analysis
from bot.understanding.matching import Match
from bot.understanding.people_named import behind_preposition
from bot.understanding.things import leads
from bot.understanding.word_lists import people_words


def only_speaks(a: Analysis, match: Match, cue: str, start: int) -> bool:
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


def has_it(a: Analysis, match: Match, start: int) -> bool:
    """Say whether a stranger before the sign is the one who has it, not just somebody mentioned."""
    if any(m.start == match.end and start - m.end <= 4 for m in a.cues.get("calls_in_sick", ())):
        return True
    owner = a.norms[match.end : match.end + 1] == ("'s",) and match.end + 1 not in a.covered
    clinic = a.touches("clinician", match.start, match.end)
    next_word = a.norms[match.end + 1 : match.end + 2]
    if owner and (
        behind_preposition(a, match) or (clinic and people_words().has.isdisjoint(next_word))
    ):
        return False  # the smoke from the neighbour's fire, the doctor's letter
    if match.start in a.starts("animal") and not leads(a, match):
        return False  # he works with cattle and has a fever
    if match.end >= start or "has" in a.norms[max(match.end, start - 4) : start + 1]:
        return True
    if any(norm in STOPS for norm in a.norms[match.end : start]):
        return a.norms[match.end] in people_words().has
    return a.norms[match.end] in people_words().has or match.end - match.start > 1


def only_placed(a: Analysis, match: Match) -> bool:
    """Say whether the writer only says where another person was: next to me, over us."""
    before = a.norms[match.start - 1] if match.start else ""
    return a.norms[match.start] in people_words().objects and before in people_words().places


def in_passing(a: Analysis, other: Match | None, match: Match, start: int, family: bool) -> bool:
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


def owns_a_thing(a: Analysis, match: Match) -> bool:
    """Say whether a person is only named as the owner of a thing: my novel, his garden."""
    return a.norms[match.start] in people_words().owners_of_things and any(
        match.end in a.starts(cue) for cue in ("thing", "described_elsewhere")
    )


def third_person_verb(a: Analysis, match: Match, start: int) -> bool:
    """Say whether the verb before the sign cannot belong to "I": the lady I know has a cough."""
    verb = next((i for i in range(start, max(match.end, start - 4) - 1, -1)
                 if i < len(a.norms) and a.norms[i] == "has"), None)  # fmt: skip
    return verb is not None and match.end < verb
