"""Whether a sign is said to have gone, and whether it came back."""

from __future__ import annotations

from bot.understanding.analysis import Analysis
from bot.understanding.matching import Match
from bot.understanding.word_lists import time_words


def gone(a: Analysis, position: int) -> bool:
    """Say whether the message goes on to say that it ended."""
    return any(m.start >= position and not _denied(a, m) for m in a.cues.get("gone_after", ()))


def gone_now(a: Analysis, start: int, end: int, last: int) -> bool:
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


def back_again(a: Analysis, position: int) -> bool:
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


def _denied(a: Analysis, match: Match) -> bool:
    """Say whether an ending did not come: has not gone away, never stopped."""
    before = a.norms[max(0, match.start - 2) : match.start]
    return "," not in before and not {"not", "never"}.isdisjoint(before)
