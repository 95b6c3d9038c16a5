"""When a sign was there: the last day counts, older and gone does not (clinical-spec section 2)."""

from __future__ import annotations

from bot.understanding.analysis import STOPS, Analysis
from bot.understanding.findings import Assertion
from bot.understanding.long_over import dates_treatment, long_over
from bot.understanding.matching import Match
from bot.understanding.word_lists import time_words

_NEAR = 3  # words between a sign and a time that stands beside it


def timing(a: Analysis, start: int, end: int) -> Assertion:
    """Return present, past or uncertain, by the times and endings that go with a sign."""
    old = _old_time(a, start, end)
    if old is not None:
        if _current_again(a, max(end, old[1].end)) or _dated_now(a, old[1], start, end):
            return Assertion.PAST if long_over(a, start, end) else Assertion.PRESENT
        if old[0] == "old_far" or _gone(a, end) or _gone(a, old[1].end):
            return Assertion.PAST
        return Assertion.UNCERTAIN
    first, last = a.sentence(start)
    same = a.within("unchanged", first, _next_end(a, last))
    if same and not _changed(a, first, last) and not _current_again(a, end):
        return Assertion.PAST
    if a.within("gone_before", max(first, start - 4), start):
        return Assertion.PAST if _any_old(a, first, _next_end(a, last)) else Assertion.UNCERTAIN
    if long_over(a, start, end):
        return Assertion.PAST
    if _gone_now(a, start, end, last):
        return Assertion.UNCERTAIN
    return Assertion.PRESENT


def _old_time(a: Analysis, start: int, end: int) -> tuple[str, Match] | None:
    """Find a time before yesterday that is said of this sign."""
    first, last = a.sentence(start)
    told = any(
        m.start < end and m.end > _clause(a, first, start) for m in a.cues.get("happened", ())
    )
    told = told or not time_words().told.isdisjoint(a.norms[end : end + 1])
    for name in ("old_far", "old_near"):
        for match in a.cues.get(name, ()):
            if start <= match.start and _compared(a, match, end):
                continue
            if _ongoing(a, match, name) or not first <= match.start < _next_end(a, last):
                continue
            if match.start >= last:  # the next sentence: "I had sores. That was last year."
                if told and a.norms[last] in time_words().points_back:
                    return name, match
                continue
            beside = -_NEAR <= match.start - end <= 1 or -_NEAR <= match.end - start <= _NEAR
            if _separate(a, match, start, end) or _of_treatment(a, match, start, end):
                continue
            if told or (beside and not _present_verb(a, start)) or _gone(a, end):
                return name, match
    return None


def _of_treatment(a: Analysis, match: Match, start: int, end: int) -> bool:
    """Say whether the time is that of a treatment: chemo a week ago, fever; fever, chemo in May."""
    if not dates_treatment(a, match):
        return False
    if match.end < start:
        path, told = a.norms[match.end : start], a.within("happened", match.end, start + 1)
    else:
        path, told = a.norms[end : match.start], a.within("happened", a.sentence(start)[0], end)
    return not told and not {",", "and"}.isdisjoint(path)


def _compared(a: Analysis, match: Match, end: int) -> bool:
    """Say whether the time is a comparison, or what follows it in the sign itself is of now."""
    if a.norms[max(0, match.start - 1)] in time_words().compares:
        return True
    return not time_words().now_in_sign.isdisjoint(a.norms[match.end : end])


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


def _clause(a: Analysis, first: int, start: int) -> int:
    """Return where the clause of a sign begins: after the last comma with a new subject."""
    for i in range(start - 1, first, -1):
        if (
            a.norms[i] in time_words().new_subjects
            and a.norms[i - 1] in time_words().before_subject
        ):
            return i
    return first


def _present_verb(a: Analysis, start: int) -> bool:
    """Say whether "have", "am", "is" stands right before the sign."""
    near = a.norms[max(0, start - 4) : start]
    return any(word in time_words().present_verbs for word in near)


def _ongoing(a: Analysis, match: Match, name: str) -> bool:
    """Say whether "since", "for", "started" turns an old time into a beginning."""
    if name == "old_far":
        window = a.norms[max(0, match.start - 3) : match.start]
        return any(word in time_words().since for word in window)
    return any(
        m.end > match.start - 3 and m.start <= match.start and m.end <= match.end
        for m in a.cues.get("ongoing", ())
    )


def _separate(a: Analysis, match: Match, start: int, end: int) -> bool:
    """Say whether the time belongs to another statement than the sign."""
    low, high = (match.end, start) if match.end <= start else (end, match.start)
    between = a.norms[low:high]
    if any(word in STOPS or word in {"but", "now"} for word in between):
        return True
    for i in range(low, high):
        if a.norms[i] in time_words().new_subjects and (i > low or match.end > start):
            joined = a.norms[i - 1] in time_words().before_new_subject or match.end > start
            opening = a.sentence(start)[0]
            leading = match.end <= start and not (
                not time_words().new_subjects.isdisjoint(a.norms[opening : match.start])
                or a.within("happened", opening, match.start)
            )
            if joined and not leading:
                return True
    return False


def _gone(a: Analysis, position: int) -> bool:
    """Say whether the message goes on to say that it ended."""
    return any(m.start >= position and not _denied(a, m) for m in a.cues.get("gone_after", ()))


def _denied(a: Analysis, match: Match) -> bool:
    """Say whether an ending did not come: has not gone away, never stopped."""
    before = a.norms[max(0, match.start - 2) : match.start]
    return "," not in before and not {"not", "never"}.isdisjoint(before)


def _gone_now(a: Analysis, start: int, end: int, last: int) -> bool:
    """Say whether "is gone" follows at once, with no word on when it was.

    "To come down" is what it should do, and not what it did.
    """
    follows = [
        m
        for m in a.cues.get("gone_after", ())
        if end <= m.start <= end + 1 and a.norms[m.start - 1] != "to"
    ]
    if not follows or a.norms[end : end + 1] == (",",):
        return False
    first, _ = a.sentence(start)
    told = a.within("happened", first, last) or a.within("recent", first, len(a.norms))
    return not told


def _any_old(a: Analysis, first: int, last: int) -> bool:
    return bool(a.within("old_far", first, last) or a.within("old_near", first, last))


def _current_again(a: Analysis, position: int) -> bool:
    """Say whether it came back, or the message goes on about now, after the old time."""
    for match in a.cues.get("back_again", ()):
        if match.start < position - 1:
            continue
        first, last = a.sentence(match.start)
        ends = a.within("gone_after", max(first, match.start - 3), last)
        ended = any(not _denied(a, m) for m in ends)
        around = (
            *a.norms[max(first, match.start - 3) : match.start],
            *a.norms[match.end : min(last, match.end + 3)],
        )
        if not ended and time_words().no_return.isdisjoint(around):
            return True
    return False


def _changed(a: Analysis, first: int, last: int) -> bool:
    """Say whether an old complaint is said to have changed, and that is not denied."""
    for match in a.within("changed", first, last):
        before = a.norms[max(first, match.start - 3) : match.start]
        if not any(word in time_words().no_change for word in before):
            return True
    return False


def _next_end(a: Analysis, last: int) -> int:
    """Return the end of the sentence that follows."""
    return a.sentence(last)[1] if last < len(a.norms) else last
