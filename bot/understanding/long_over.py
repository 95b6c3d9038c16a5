"""Whether a sign is told of as long over: an older time in the message, and how it went on."""

from __future__ import annotations

from bot.understanding.analysis import STOPS, Analysis
from bot.understanding.matching import Match
from bot.understanding.word_lists import grammar_words, time_words

_ENDINGS = ("long_over", "well_now")


def long_over(a: Analysis, start: int, end: int) -> bool:
    """Say whether an older time and an ending, or "that was" and an older time, close the sign.

    Both must stand in the sentence of the sign or the next two; any word that it is there now
    (a verb in the present before it, a recent time) leaves the sign as it is.
    """
    first, _ = a.sentence(start)
    last = _third_end(a, start)
    times = [*a.within("old_far", first, last), *a.within("old_if_over", first, last)]
    old = [m for m in times if not _other_use(a, m)]
    if not old or _held_now(a, first, start, end) or _recent(a, end):
        return False
    if any(_dated_back(a, m, end) for m in old):
        return True
    if not _told(a, old, first, start, end):
        return False
    closed = any(not _of_another(a, end, m) for m in _endings(a, end) if m.end <= last)
    return closed and not all(dates_treatment(a, m) for m in old)


def dates_treatment(a: Analysis, old: Match) -> bool:
    """Say whether a time dates a treatment, not a sign: chemo was three weeks ago."""
    before = a.norms[max(0, old.start - 4) : old.start]
    stops = [i for i, word in enumerate(before) if word in STOPS or word == ","]
    return not time_words().treatments.isdisjoint(before[max(stops, default=-1) + 1 :])


def _told(a: Analysis, old: list[Match], first: int, start: int, end: int) -> bool:
    """Say whether the sign itself is told of: had, the one that, or with its time beside it."""
    if any(first <= m.start < end for m in a.cues.get("happened", ())):
        return True
    if not time_words().known.isdisjoint(a.norms[max(first, start - 3) : start]):
        return True
    return any(
        first <= m.start < start
        or (m.start >= end and time_words().apart.isdisjoint(a.norms[end : m.start]))
        for m in old
    )


def _endings(a: Analysis, start: int) -> list[Match]:
    """Return the words behind a sign by which it ended, unless they are denied."""
    return [
        m
        for cue in _ENDINGS
        for m in a.within(cue, start, len(a.norms))
        if time_words().not_ended.isdisjoint(a.norms[max(start, m.start - 3) : m.start])
        and (
            a.norms[m.end - 1] != "went"
            or not time_words().closes.isdisjoint(a.norms[m.end : m.end + 1])
        )
    ]


def _third_end(a: Analysis, start: int) -> int:
    """Return the end of the second sentence after that of the sign."""
    last = a.sentence(start)[1]
    for _ in range(2):
        last = a.next_end(last)
    return last


def _held_now(a: Analysis, first: int, start: int, end: int) -> bool:
    """Say whether the sign is had in the present, or began and is not said to have been."""
    low = max(first, start - 4)
    if any(
        a.norms[i] in time_words().holding
        and time_words().had_once.isdisjoint(a.norms[max(0, i - 1) : i])
        for i in range(low, start)
    ):
        return True
    if a.norms[max(low, start - 1)] == "'s" or any(
        a.norms[m.start] != "for" for m in a.within("ongoing", low, end + 3)
    ):
        return True
    if not time_words().holding.isdisjoint(a.norms[start:end]) or "'s" in a.norms[start:end]:
        return True
    return any(
        a.norms[i] == "'s" and a.norms[i + 1] in time_words().held_so for i in range(low, start - 1)
    )


def _recent(a: Analysis, end: int) -> bool:
    """Say whether the message speaks of the last day, other than to say that all is well."""
    closing = [*_endings(a, end), *(m for m in a.cues.get("gone_after", ()) if m.start >= end)]
    explained = {i for m in closing for i in range(m.start, m.end)}
    times = [*a.cues.get("recent", ()), *a.cues.get("back_again", ())]
    return any(m.start not in explained and m.end - 1 not in explained for m in times)


def _other_use(a: Analysis, old: Match) -> bool:
    """Say whether the words are a beginning (since last month) or a comparison (used to)."""
    before = a.norms[max(0, old.start - 3) : old.start]
    return (
        a.norms[old.start] == "used"
        or before[-1:] == ("for",)
        or not (time_words().beginnings | time_words().comparing).isdisjoint(before)
    )


def _dated_back(a: Analysis, old: Match, end: int) -> bool:
    """Say whether "that was" leads to an older time: shivers, but that was two years ago."""
    return any(
        end <= m.start < old.start <= m.end + 1
        and time_words().comparing.isdisjoint(a.norms[m.start : old.start])
        and time_words().treatments.isdisjoint(a.norms[max(end, m.start - 5) : m.start])
        for m in a.cues.get("dated_back", ())
    )


def _of_another(a: Analysis, end: int, ending: Match) -> bool:
    """Say whether something else ended: she finished her last cycle, my wound healed."""
    before = a.norms[max(end, ending.start - 4) : ending.start]
    while "," in before:  # "after round one, never since": the round is another statement
        before = before[before.index(",") + 1 :]
    if not grammar_words().family_owners.isdisjoint(before[-3:]):
        return True
    around = {*before, *a.norms[ending.end : ending.end + 4]}
    things = time_words().treatments | time_words().medicines
    return ending.label.endswith("long_over") and not things.isdisjoint(around)
