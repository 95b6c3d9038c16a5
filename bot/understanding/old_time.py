"""Which older time in a message is the time of a sign, and not of something else."""

from __future__ import annotations

from bot.understanding.analysis import STOPS, Analysis
from bot.understanding.gone_or_back import gone
from bot.understanding.long_over import dates_treatment
from bot.understanding.matching import Match
from bot.understanding.word_lists import people_words, time_words

_NEAR = 3  # words between a sign and a time that stands beside it


def old_time(a: Analysis, start: int, end: int) -> tuple[str, Match] | None:
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
            if _ongoing(a, match, name) or not first <= match.start < a.next_end(last):
                continue
            if match.start >= last:  # the next sentence: "I had sores. That was last year."
                if told and a.norms[last] in time_words().points_back:
                    return name, match
                continue
            beside = -_NEAR <= match.start - end <= 1 or -_NEAR <= match.end - start <= _NEAR
            if _separate(a, match, start, end) or _of_treatment(a, match, start, end):
                continue
            if told or (beside and not _present_verb(a, start)) or gone(a, end):
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
        if a.norms[i] == "my" and a.norms[i - 1] in people_words().no_subject:
            continue  # a red patch round my scald a fortnight back
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
