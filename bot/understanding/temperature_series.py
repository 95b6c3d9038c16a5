"""Let the numbers of one series share what is known: "99 this morning, now 101.3"."""

from __future__ import annotations

from dataclasses import replace

from bot.understanding.temperature_message import Candidate, Message
from bot.understanding.temperature_range import is_range
from bot.understanding.word_lists import temperature_words

_REACH = 7
_TO = frozenset({"-", "to"})
_ELSEWHERE = frozenset({"measure", "scene", "label", "decimal_label"})


def share_along_series(message: Message, judged: list[Candidate]) -> list[Candidate]:
    """Return the candidates with verdicts passed on to neighbours, first right, then left."""
    shared = list(judged)
    for k in range(len(judged) - 1):
        ends = shared[k : k + 2]
        if {c.verdict for c in ends} == {"open"} and is_range(message, k, *ends):
            shared[k : k + 2] = [replace(c, verdict="ambiguous") for c in ends]
    steps = [(k, k - 1) for k in range(1, len(judged))]
    for k, other in steps + [(b, a) for a, b in reversed(steps)]:
        if _joined(message, min(k, other)):
            pair = min(k, other)
            shared[k] = _after(message, shared[k], shared[other], pair, onwards=other < k)
    return shared


def _after(
    message: Message, here: Candidate, there: Candidate, pair: int, onwards: bool
) -> Candidate:
    """Return a candidate in the light of its neighbour.

    `pair` is the place of the first of the two; `onwards`: the neighbour is that first one.
    """
    if here.verdict == "open" and here.plausible and here.scale == there.scale:
        if there.verdict in ("certain", "ambiguous"):
            return replace(here, verdict=there.verdict)
        return here
    if here.verdict == "ambiguous" and there.verdict == "certain":
        settled = not here.run_together and here.bound != "above"
        return replace(here, verdict="certain") if settled else here
    between = " ".join(message.between(pair))
    if not onwards:
        together = between in _TO and _counted_together(here, there)
        return replace(here, verdict="no") if together else here
    if _goes_on(here, there) and between in temperature_words().ranges:
        return replace(here, verdict="no", cue=there.cue)
    return here


def _counted_together(here: Candidate, there: Candidate) -> bool:
    """Whether a range counts what stands behind its end: "101-104 oak street"."""
    return (
        there.verdict == "no"
        and there.behind == "counted"
        and here.scale == there.scale
        and here.cue.sense is None
        and not here.number.decimal
    )


def _goes_on(here: Candidate, there: Candidate) -> bool:
    """Whether a number goes on a series of something else: "pulse 98 to 101"."""
    other = there.verdict == "no" and there.cue.sense in _ELSEWHERE
    return other and not here.unit.scale and here.cue.sense is None


def _joined(message: Message, k: int) -> bool:
    between = message.between(k)
    return len(between) <= _REACH and all(word in message.rules.links for word in between)
