"""How far the words of a cue reach, and who owns what is said (DET-8, DET-9)."""

from __future__ import annotations

from collections.abc import Iterable

from bot.understanding.analysis import STOPS, Analysis, analyser
from bot.understanding.matching import Match
from bot.understanding.word_lists import grammar_words


def passing(name: str) -> frozenset[str]:
    """Return the words through which cues of that family reach."""
    return analyser().rules.words[name]


def reaches(a: Analysis, start: int, end: int, family: str) -> bool:
    """Say whether a cue that ends at ``start`` reaches a sign at ``end``."""
    words = passing(family)
    return end - start <= 30 and all(
        (a.norms[i] in words or i in a.covered or _number(a.norms[i], family))
        and a.norms[i] not in STOPS
        for i in range(start, end)
    )


def _number(norm: str, family: str) -> bool:
    """Let a question pass over a number: is 38.5 a fever?"""
    return family == "question" and norm[0].isdigit()


def opens_clause(a: Analysis, position: int) -> bool:
    """Say whether a word stands where a clause begins."""
    first, _ = a.sentence(position)
    return (
        position == first
        or not a.norms[position - 1][0].isascii()
        or a.norms[position - 1] in grammar_words().clause_openers
    )


def owned(a: Analysis, start: int) -> bool:
    """Say whether "my", "this", "his" or a name's 's stands at most two words before a sign."""
    for back in range(1, 4):
        position = start - back
        if (
            position < 0
            or a.norms[position] in STOPS
            or a.norms[position] in grammar_words().no_owner
        ):
            return False
        if a.norms[position] in grammar_words().possessives:
            if (
                back == 1
                and a.norms[position] == "her"
                and a.norms[start] in grammar_words().coming
            ):
                return False  # dreading her getting a fever
            asking = (
                a.norms[position] == "'s"
                and a.norms[max(0, position - 1)] in grammar_words().not_owners
            )
            return a.norms[position] != "me" and not asking
    return False


def stated(a: Analysis, start: int, end: int) -> bool:
    """Say whether somebody is said to have the sign: "I have", "she keeps", "my throat is"."""
    first, _ = a.sentence(start)
    people: Iterable[Match] = [
        m for cue in ("self", "third_person", "relative") for m in a.within(cue, first, start + 1)
    ]
    for person in people:
        verb = person.end
        if verb >= len(a.norms) or verb > start or a.norms[verb] not in grammar_words().indicative:
            continue
        before = a.norms[person.start - 1] if person.start > first else ""
        if before == "my" and person.start - 1 > first:
            before = a.norms[person.start - 2]
        if before in grammar_words().inverters:
            continue
        if start <= verb or reaches(a, verb + 1, start, "negation"):
            return True
    return bool(
        end > start
        and a.norms[start] in grammar_words().subjects
        and a.norms[start - 1] not in grammar_words().inverters
    )


def leaves_scope(a: Analysis, start: int, end: int) -> bool:
    """Say whether a new statement begins between a cue that ends at ``start`` and a sign."""
    for i in range(start, end):
        norm = a.norms[i]
        minimised = norm == "just" and a.norms[i - 1] in {"is", "'s"}  # "say it's just a cough"
        if norm in STOPS or (norm in grammar_words().breaks and i > start and not minimised):
            return True
        if i <= start or i + 1 >= len(a.norms):
            continue
        subject = norm in grammar_words().subjects or (norm == "my" and a.norms[i - 1] == ",")
        if (
            subject
            and a.norms[i - 1] not in grammar_words().joiners
            and a.norms[i - 1] not in grammar_words().inverters
        ):
            nearby = a.norms[i + 1 : i + 4]
            if norm == "my" or any(word in grammar_words().indicative for word in nearby[:1]):
                return True
        if norm in {"now", "there"} and a.norms[i - 1] in {",", "and"}:
            return True
    return False


def states_after_and(a: Analysis, start: int, end: int) -> bool:
    """Say whether "and I have" states something after what was only warned of, without an "if"."""
    words = grammar_words()
    conditions = {m.start for m in a.within("hypothetical", start, end)}
    for i in range(start + 1, min(end, len(a.norms) - 1)):
        states = a.norms[i] in words.subjects and a.norms[i + 1] in words.indicative
        if states and a.norms[i - 1] == "and" and not any(c < i for c in conditions):
            return True
    return False
