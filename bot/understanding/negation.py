"""Whether a sign is denied (DET-8). A denial reaches a sign only through words that let it pass."""

from __future__ import annotations

from bot.understanding.analysis import STOPS, Analysis
from bot.understanding.denial_reach import gets_to, taken_back
from bot.understanding.findings import Assertion
from bot.understanding.matching import Match
from bot.understanding.scopes import owned, stated
from bot.understanding.word_lists import denial_words, grammar_words

_LIST_LENGTH = 25  # words from a sign to what denies its whole list


def negated(a: Analysis, match: Match) -> Assertion | None:
    """Return absent, uncertain (it may be denied), or None where nothing denies the sign."""
    start, end = match.start, match.end
    if _around(a, match, "cannot_do"):
        return None
    if _inside(a, match) or _around(a, match, "says_it_is_well"):
        return Assertion.ABSENT
    if _after(a, end) or _list_denied(a, start, end) or _denied_next(a, match):
        return Assertion.ABSENT
    first, last = a.sentence(start)
    if a.norms[start] in denial_words().stopping:
        return None  # cannot stop being sick
    for cue in reversed([m for m in a.cues.get("negation_before", ()) if first <= m.start < start]):
        if _part_of_a_sign(a, cue) or not gets_to(a, cue, start):
            continue
        if taken_back(a, cue, match):
            return None
        return _reach_of_list(a, cue, start, end, last)
    return None


def _inside(a: Analysis, match: Match) -> bool:
    """Say whether a denial stands between the words of the sign: my throat is not sore."""
    words = match.between
    opening = a.norms[match.start : match.start + 2]
    if opening[0] in denial_words().denying or (
        opening[-1] == "not" and opening[0] in denial_words().able
    ):
        return False  # a sign by itself: "keep nothing down", "not breakfast nor lunch"
    for i, word in enumerate(words):
        none_of = word in {"none", "nane"} and words[i + 1 : i + 2] in {("of",), ("o",)}
        if word in denial_words().denying or word == "nor" or none_of:
            following = words[i + 1 : i + 2]
            if "," in words[i + 1 :] or "just" in words[i + 1 :]:
                continue  # it denies something else: "the neck is not turning, very tight"
            if not (following and following[0] in denial_words().pseudo):
                return True
    return False


def _around(a: Analysis, match: Match, cue: str) -> bool:
    """Say whether a cue takes in the words of the sign: afebrile; can put my chin on my chest."""
    return any(
        m.start <= match.start
        and match.end <= m.end
        and denial_words().refused.isdisjoint(a.norms[max(0, m.start - 3) : m.start])
        for m in a.cues.get(cue, ())
    )


def _after(a: Analysis, end: int) -> bool:
    """Say whether the denial follows: fever: none. temperature? no."""
    at = end
    while at < len(a.norms) and a.norms[at] in denial_words().anywhere:
        at += 1
    while at < len(a.norms) and a.norms[at] in denial_words().before_none:
        at += 1
    verb = end + 1 if not denial_words().copulas.isdisjoint(a.norms[end : end + 1]) else end
    for cue in a.cues.get("negation_after", ()):
        following = a.norms[cue.end] if cue.end < len(a.norms) else "."
        ends = following in STOPS or following in denial_words().behind_none
        if cue.start == verb > end and ends:  # "fever is absent"
            return True
        if cue.start not in {at, end} or cue.start < end:
            continue
        if at > end and "?" not in a.norms[end:at] and a.norms[end] == ",":
            continue  # "fever, no chills": the denial belongs to what comes next
        if ends or cue.end - cue.start > 1 or a.norms[cue.end - 1] in denial_words().none:
            return True
    return False


def _denied_next(a: Analysis, match: Match) -> bool:
    """Say whether the next sentence denies what one thinks: "he fears a fever. I have none"."""
    first, last = a.sentence(match.start)
    plainly = a.within("thinks_so", first, match.start) and not any(
        a.within(cue, first, last) for cue in ("negation_before", "gone_after", "gone_before")
    )
    # "He thinks my fever is over. I do not." denies that it is over.
    if not plainly or not STOPS.issuperset(a.norms[match.end : last]):
        return False
    return any(
        last <= cue.start
        and STOPS.issuperset(a.norms[last : cue.start])
        and STOPS.issuperset(a.norms[cue.end : cue.end + 1])
        for cue in a.cues.get("denied_next", ())
    )


def _list_denied(a: Analysis, start: int, end: int) -> bool:
    """Say whether a list that the sign belongs to is denied behind it: none of these."""
    if owned(a, start) or stated(a, start, end):
        return False
    for cue in a.cues.get("denies_all", ()):
        if not end <= cue.start <= end + _LIST_LENGTH:
            continue
        following = a.norms[cue.end] if cue.end < len(a.norms) else "."
        closed = following in STOPS or following in denial_words().list_ends
        last = cue.start
        while last > end and a.norms[last - 1] in denial_words().holders:
            last -= 1
        between = range(end, last)
        if closed and all(
            i in a.covered or a.norms[i] in denial_words().list_words for i in between
        ):
            return True
    return False


def _part_of_a_sign(a: Analysis, cue: Match) -> bool:
    """Say whether the denying word belongs to a sign itself: cannot breathe, not peeing."""
    words = [
        i
        for i in range(cue.start, cue.end)
        if i == cue.start or a.norms[i] in denial_words().denying
    ]
    return any(
        m.start <= i < m.end and a.norms[i] not in m.between
        for m in a.concepts
        if not m.label.startswith("except")
        for i in words
        if i in a.covered
    )


def _reach_of_list(a: Analysis, cue: Match, start: int, end: int, last: int) -> Assertion | None:
    """Judge a denial that passes over a list: "no fever, chills or cough" against "and a cough"."""
    path = a.norms[cue.end : start]
    if a.norms[cue.end - 1] == ":":
        return Assertion.ABSENT
    if not any(
        i in a.covered for i in range(cue.end, start)
    ) or not denial_words().alternatives.isdisjoint(path):
        return Assertion.ABSENT
    joint = max(
        (i for i, word in enumerate(path) if word in denial_words().list_joints), default=None
    )
    new = path[joint + 1 :] if joint is not None else ()
    if _closed_with_or(a, start, end, last) and denial_words().holders.isdisjoint(new):
        return Assertion.ABSENT
    if joint is None:
        return None if _clear_statement(a, start, end) else Assertion.UNCERTAIN
    if any(word in denial_words().fresh_start for word in new) or _clear_statement(a, start, end):
        return None
    if path[joint] == "and":
        return Assertion.ABSENT if a.norms[cue.start] == "not" else Assertion.UNCERTAIN
    rest = a.norms[end:last]
    if rest[:1] and rest[0] in denial_words().real:
        return None
    several = path.count(",") > 1 or any(
        word == "," or word in denial_words().either for word in rest[:6]
    )
    return Assertion.ABSENT if several or path.count("/") else Assertion.UNCERTAIN


def _closed_with_or(a: Analysis, start: int, end: int, last: int) -> bool:
    """Say whether the list of the sign ends with "or" and a sign: "a cough, a fever or chills"."""
    begin = start
    while a.norms[begin - 1] in grammar_words().indefinite:
        begin -= 1
    at = end
    while at < last and (
        at in a.covered or a.norms[at] in {",", "/"} or a.norms[at] in grammar_words().indefinite
    ):
        at += 1
    if (
        at + 1 >= last
        or a.norms[at] not in denial_words().alternatives
        or a.norms[begin - 1] in {"and", "but"}
    ):
        return False
    behind = at + 1
    while behind < last and a.norms[behind] in denial_words().determiners:
        behind += 1
    return behind in a.covered


def _clear_statement(a: Analysis, start: int, end: int) -> bool:
    """Say whether the sign is a sentence of its own: throat hurts."""
    return end - start > 1 and any(word in denial_words().finite for word in a.norms[start:end])
