"""Whether a sign is what a question is about (DET-9)."""

from __future__ import annotations

from bot.understanding.analysis import Analysis
from bot.understanding.matching import Match
from bot.understanding.scopes import leaves_scope, opens_clause, reaches
from bot.understanding.word_lists import grammar_words, question_words

_FAR = 10  # words over which a case that is only thought of may reach


def questioned(a: Analysis, match: Match, first: int, last: int) -> bool:
    """Say whether the sign is what a question is about."""
    start, end = match.start, match.end
    opened = opened_before(a, first, start)
    marked = last > first and a.norms[last - 1] == "?"
    if _asks_of_a_thing(a, first, start) or only_named(a, match) or on_the_list(a, match):
        return True
    if any(reaches(a, m.end, start, "question") for m in a.within("request", first, start)):
        return True
    for m in a.within("question_word", first, start):
        denied = a.norms[m.end : m.end + 1] == ("not",)
        exclaimed = a.norms[m.start : m.end + 1] in {("what", "a"), ("what", "an")}
        bare = exclaimed or (m.end == start and a.norms[m.start] in question_words().needs_subject)
        if (
            opens_clause(a, m.start)
            and not (denied or _goes_on(a, m.start))
            and not bare
            and reaches(a, m.end, start, "question")
        ):
            return True
    if opened and any(
        reaches(a, m.end, start, "question")
        and not leaves_scope(a, opened[0].end, start)
        and not _new_thought(a, opened[0].end, m.start)
        for m in a.within("question_link", first, start)
    ):
        return True
    after = [
        m for m in a.within("question_after", end, last) if reaches(a, end, m.start, "question")
    ]
    asks = any(marked and _about_signs(a, m) for m in after) or any(
        m.start == end and a.norms[m.end - 1] in {"which", "what"} for m in after
    )
    return bool(after) and (bool(opened) or asks or asks_after(a, end, last))


def _asks_of_a_thing(a: Analysis, first: int, start: int) -> bool:
    """Say whether a treatment is asked about: does acupuncture hurt, will the scan be painful."""
    if start - first > 5 or start - first < 2 or a.norms[first] not in question_words().of_a_thing:
        return False
    path = a.norms[first + 1 : start]
    return (
        not a.within("somebody", first, start)
        and not a.within("body_word", first, start)
        and question_words().not_of_a_thing.isdisjoint(path)
    )


def opened_before(a: Analysis, first: int, start: int) -> list[Match]:
    """Return the asking words that open a clause before the sign."""
    return [
        m
        for m in a.within("asking", first, start)
        if (
            opens_clause(a, m.start)
            and a.norms[m.end : m.end + 1] != ("not",)
            and not _goes_on(a, m.start)
        )
        or a.norms[m.start] in {"if", "whether"}
    ]


def _goes_on(a: Analysis, position: int) -> bool:
    """Say whether a verb goes on with its subject and asks nothing: mum woke and is shivering."""
    first, last = a.sentence(position)
    return (
        a.norms[last - 1] != "?"
        and a.norms[position] in {"is", "are", "am"}
        and a.norms[max(first, position - 1)] == "and"
        and bool(a.within("somebody", first, position))
    )


def asks_after(a: Analysis, end: int, last: int) -> bool:
    """Say whether the question follows the sign: a sore throat, is that a sign?"""
    return any(
        a.norms[m.start] in question_words().asks_behind and reaches(a, end, m.start, "question")
        for m in a.within("question_after", end, last)
    )


def _new_thought(a: Analysis, start: int, end: int) -> bool:
    """Say whether a comma that belongs to no list of signs parts the question from the sign."""
    return any(a.norms[i] == "," and i - 1 not in a.covered for i in range(start, end))


def _about_signs(a: Analysis, match: Match) -> bool:
    return not question_words().about_signs.isdisjoint(a.norms[match.start : match.end])


def supposed(a: Analysis, match: Match) -> bool:
    """Say whether the clause of the sign opens as a case only thought of: were he to vomit."""
    first, _ = a.sentence(match.start)
    return any(
        match.start - m.end <= _FAR
        and _opens_a_case(a, m.start, first)
        and not leaves_scope(a, m.end, match.start)
        for m in a.cues.get("supposed", ())
        if first <= m.start < match.start
    )


def _opens_a_case(a: Analysis, start: int, first: int) -> bool:
    """Say whether a case begins there: "say" only first in its sentence, not "they say"."""
    if a.norms[start] == "say":
        return start == first or a.norms[start - 1] in question_words().before_say
    return a.norms[start] == "should" or opens_clause(a, start)


def only_named(a: Analysis, match: Match) -> bool:
    """Say whether a sign is named as a sort of thing: "X is a warning sign", "X, yes or no"."""
    first, last = a.sentence(match.start)
    if _somebodys(a, match, last):
        return False
    behind = [m for c in ("classed_as", "asks_at_once") for m in a.within(c, match.end, last)]
    if any(reaches(a, match.end, m.start, "list") for m in behind):
        return True
    if any(
        reaches(a, m.end, match.start, "list") and _names(a, m, match)
        for m in a.within("names_signs", first, match.start)
    ):
        return True
    if match.label.rpartition(" ")[2] != "fever" or a.within("self", first, match.start):
        return False
    return bool(a.within("level_words", first, last)) and not any(
        norm[0].isdigit() for norm in a.norms[first:last]
    )


def on_the_list(a: Analysis, match: Match) -> bool:
    """Say whether it is asked only if or why a sign is listed: "diarrhea, is it on the list"."""
    _, last = a.sentence(match.start)
    behind = a.within("asks_of_list", match.end, last)
    return not _somebodys(a, match, last) and any(
        reaches(a, match.end, m.start, "list") for m in behind
    )


def told_as_so(a: Analysis, match: Match) -> bool:
    """Say whether an "if" tells of an emergency that is there: "if his arm has gone dead"."""
    first, last = a.sentence(match.start)
    return (
        match.label.split()[1:2] == ["emergency"]
        and any(m.start < match.start for m in a.within("if_it_is_so", first, last))
        and not a.within("in_theory", first, last)
        and question_words().some_day.isdisjoint(a.norms[first:last])
    )


def asks_of_it(a: Analysis, match: Match) -> bool:
    """Say whether a named sign is asked about at once: "redness round a cut, does that matter"."""
    _, last = a.sentence(match.start)
    behind = a.within("asks_of_it", match.end, last)
    return not _somebodys(a, match, last) and any(
        reaches(a, match.end, m.start, "list") for m in behind
    )


def _somebodys(a: Analysis, match: Match, last: int) -> bool:
    """Say whether the sign is on somebody's body, or has a time: redness round my cut, today."""
    return not grammar_words().possessives.isdisjoint(a.norms[match.start : match.end]) or bool(
        a.within("recent", match.end, last)
    )


def _names(a: Analysis, naming: Match, match: Match) -> bool:
    """Say whether words before signs name them only; "besides" and "the full set" need to ask."""
    first, last = a.sentence(match.start)
    opening = a.norms[naming.start]
    if opening in question_words().besides:
        more = not question_words().more.isdisjoint(a.norms[match.end : last])
        return more and a.norms[naming.end] not in grammar_words().articles
    if opening in question_words().whole:
        have = grammar_words().having.isdisjoint(a.norms[first : naming.start])
        return have and bool(a.within("asking", first, naming.start))
    return True
