"""When a sign was there: the last day counts, older and gone does not (clinical-spec section 2)."""

from __future__ import annotations

from bot.understanding.analysis import Analysis
from bot.understanding.findings import Assertion
from bot.understanding.gone_or_back import back_again, gone, gone_now
from bot.understanding.long_over import long_over
from bot.understanding.matching import Match
from bot.understanding.old_time import old_time
from bot.understanding.word_lists import time_words


def timing(a: Analysis, start: int, end: int) -> Assertion:
    """Return present, past or uncertain, by the times and endings that go with a sign."""
    old = old_time(a, start, end)
    if old is not None:
        if back_again(a, max(end, old[1].end)) or _dated_now(a, old[1], start, end):
            return Assertion.PAST if long_over(a, start, end) else Assertion.PRESENT
        if old[0] == "old_far" or gone(a, end) or gone(a, old[1].end):
            return Assertion.PAST
        return Assertion.UNCERTAIN
    first, last = a.sentence(start)
    same = a.within("unchanged", first, a.next_end(last))
    if same and not _changed(a, first, last) and not back_again(a, end):
        return Assertion.PAST
    if a.within("gone_before", max(first, start - 4), start):
        return Assertion.PAST if _any_old(a, first, a.next_end(last)) else Assertion.UNCERTAIN
    if long_over(a, start, end):
        return Assertion.PAST
    if gone_now(a, start, end, last):
        return Assertion.UNCERTAIN
    return Assertion.PRESENT


def _dated_now(a: Analysis, old: Match, start: int, end: int) -> bool:
    """Say whether the sign has a date of its own: chemo was weeks ago, diarrhea started today."""
    if old.end > start:
        return False
    for match in a.cues.get("recent", ()):
        opens = a.norms[match.start - 1] in time_words().before_date and match.end < start
        before = (match.end == start or opens) and old.end < match.start
        behind = end <= match.start <= end + 2 and "," not in a.norms[end : match.start]
        low, high = (match.start, end) if before else (end, match.end + 1)
        if (before or behind) and not any(
            low <= m.start <= high + 1 for m in a.cues.get("gone_after", ())
        ):
            return True
    return False


def _any_old(a: Analysis, first: int, last: int) -> bool:
    return bool(a.within("old_far", first, last) or a.within("old_near", first, last))


def _changed(a: Analysis, first: int, last: int) -> bool:
    """Say whether an old complaint is said to have changed, and that is not denied."""
    for match in a.within("changed", first, last):
        before = a.norms[max(first, match.start - 3) : match.start]
        if not any(word in time_words().no_change for word in before):
            return True
    return False
