"""Whether a denial gets as far as a sign: over its own words, not into the next statement.

"No, my throat is sore" answers with a no and then states; "not too bad, a cough since noon" denies
something else; "not once has it stopped" and "never free of pain" say that the sign goes on.
"""

from __future__ import annotations

from bot.understanding.analysis import Analysis
from bot.understanding.matching import Match
from bot.understanding.scopes import reaches
from bot.understanding.word_lists import denial_words, grammar_words

_NEAR = 4  # words between two denials that cancel out, or a sign and the ending it is denied


def gets_to(a: Analysis, cue: Match, start: int) -> bool:
    """Say whether the words between a denial and the sign at ``start`` let the denial pass."""
    if _one_of_two(a, cue, start):
        return True
    return reaches(a, cue.end, start, "negation") and not _new_statement(a, cue, start)


def taken_back(a: Analysis, cue: Match, match: Match) -> bool:
    """Say whether the sign is there for all that its denial reaches it."""
    first, last = a.sentence(match.start)
    return (
        _doubled(a, cue, first)
        or _of_degree(a, match, last)
        or _never_such(a, cue, match)
        or _goes_on(a, match.end, last)
        or bool(a.within("there_now", match.end, last))
    )


def _one_of_two(a: Analysis, cue: Match, start: int) -> bool:
    """Say whether the sign is the second of two things denied together: no shakes or sweats."""
    joint = start - 1
    while a.norms[joint] in grammar_words().indefinite:
        joint -= 1
    denies = cue.end - cue.start == 1 and a.norms[cue.start] in denial_words().denies_both
    return (
        denies
        and a.norms[joint] in denial_words().either
        and 1 <= joint - cue.end <= 2
        and all(
            norm.isalpha() and norm not in denial_words().not_a_list
            for norm in a.norms[cue.end : joint]
        )
    )


def _new_statement(a: Analysis, cue: Match, start: int) -> bool:
    """Say whether somebody, or something of somebody's, opens a statement of its own."""
    named = False  # a sign, or a word such as "symptoms", has begun a list
    for i in range(cue.end, start):
        norm = a.norms[i]
        named = named or i in a.covered or norm in denial_words().heads
        if norm in denial_words().joins and not named and (norm != "-" or _dash(a, i)):
            return True
        before = a.norms[i - 1]
        opened = before in denial_words().opens or (
            i == cue.end and before in denial_words().answers
        )
        verb = a.norms[i + 1] if i + 1 < len(a.norms) else ""
        if opened and norm in grammar_words().subjects and verb in grammar_words().indicative:
            return True
        if before == "," and norm == "it" and verb in {"is", "'s"}:
            return True  # "not the throat, it is the cough"
    begin = a.norms[start]
    if cue.end < start:
        return False
    return (
        a.norms[cue.end - 1] in denial_words().answers
        and begin in grammar_words().subjects | grammar_words().possessives
    )


def _dash(a: Analysis, i: int) -> bool:
    """Say whether a hyphen stands free, as a dash between statements."""
    return i > 0 and a.tokens[i].start > a.tokens[i - 1].end


def _doubled(a: Analysis, cue: Match, first: int) -> bool:
    """Say whether two denials cancel out: not a sentence without a cough, never free of pain."""
    if a.norms[cue.start] not in denial_words().lacks:
        return False
    before = a.norms[first : cue.start]
    if a.norms[cue.start] == "without":
        return not denial_words().refused.isdisjoint(before)
    if a.norms[cue.start] == "not":
        return before[-3:-1] == ("no", "way") or before[-4:-2] == ("no", "way")
    near = before[-_NEAR:]
    return not denial_words().refused.isdisjoint(near) and not denial_words().joins & set(near)


def _of_degree(a: Analysis, match: Match, last: int) -> bool:
    """Say whether another degree only is denied: never had a fever this high, pain like this."""
    end = match.end
    return any(
        "," not in a.norms[end : m.start]
        and a.norms[m.start - 1] not in denial_words().degree_of_thing
        for m in a.within("overrides_negation", max(match.start + 1, end - 1), min(end + 5, last))
    )


def _never_such(a: Analysis, cue: Match, match: Match) -> bool:
    """Say whether only the degree is new: never had such a headache, never felt so cold."""
    path = a.norms[cue.end : match.end]
    return a.norms[cue.start] == "never" and not {"such", "so"}.isdisjoint(path)


def _goes_on(a: Analysis, end: int, last: int) -> bool:
    """Say whether it is an ending that is denied: no sign of the cough easing."""
    return any(
        m.start - end <= _NEAR and set(a.norms[end : m.start]) <= denial_words().before_ending
        for m in a.within("ending", end, last)
    )
