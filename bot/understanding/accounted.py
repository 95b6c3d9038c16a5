"""Messages that their words account for: measures of other things, what is well, what is denied.

The classifier takes numbers and short remarks for reports sooner than it should. Where no word is
left over that could tell of a sign, the words decide; one word more, and all is weighed as ever.
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.understanding.analysis import STOPS, Analysis
from bot.understanding.findings import Assertion, Experiencer, Finding
from bot.understanding.scopes import passing

_MARKS = frozenset({",", "-", ":", "(", ")", "%", "/", "&", '"', "'"}) | STOPS
_TELLING = frozenset({"other_measure", "weighed", "all_is_well"})
_BEFORE = 3  # words before what is well in which a denial of it stands
_EXPLAINED = frozenset(
    {Assertion.ABSENT, Assertion.OTHER, Assertion.QUESTION, Assertion.HYPOTHETICAL, Assertion.PAST}
)


def accounted_for(a: Analysis, findings: Iterable[Finding]) -> bool:
    """Say whether a message holds measures or what is well, and nothing that could be a sign.

    ``findings`` are all that were found in it; each must be denied or said of a thing.
    """
    found = list(findings)
    if any(
        f.assertion is not Assertion.ABSENT and f.experiencer is not Experiencer.THING
        for f in found
    ):
        return False
    if _TELLING.isdisjoint(a.cues) or any(
        _denied(a, m.start) for m in a.cues.get("all_is_well", ())
    ):
        return False
    told = {
        i
        for cue in (*_TELLING, "some_time")
        for m in a.cues.get(cue, ())
        for i in range(m.start, m.end)
    }
    for finding in found:
        told |= set(range(*a.words_at(finding.start, finding.end)))
    words = passing("accounted") | _MARKS
    if found:
        words |= passing("denial_words")
    return all(i in told or norm in words for i, norm in enumerate(a.norms))


def is_a_weight(a: Analysis, start: int, end: int) -> bool:
    """Say whether the characters from ``start`` to ``end`` are what somebody weighs."""
    first, last = a.words_at(start, end)
    return any(m.start <= first and last <= m.end for m in a.cues.get("weighed", ()))


def asks_for_others(a: Analysis, findings: Iterable[Finding]) -> bool:
    """Say whether signs are spoken of, and the message says that nobody near has them."""
    found = list(findings)
    explained = all(f.assertion in _EXPLAINED for f in found)
    return bool(found) and explained and "asks_for_others" in a.cues


def _denied(a: Analysis, start: int) -> bool:
    """Say whether being well is denied, past or supposed: not doing well."""
    first, _ = a.sentence(start)
    return not passing("not_well").isdisjoint(a.norms[max(first, start - _BEFORE) : start])
