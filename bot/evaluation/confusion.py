"""Which topic was wanted and which one came, where they differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bot.evaluation.judged import Judged
from bot.evaluation.rows import on_topic


@dataclass(frozen=True)
class Confused:
    """How often an intent was wanted and another one came."""

    wanted: str
    came: str
    times: int


def confusion(judged: Sequence[Judged]) -> list[Confused]:
    """Return the pairs, most frequent first; accepted topics are no confusion."""
    pairs = Counter(
        (str(one.label["intent"]), one.intent)
        for one in judged
        if one.label.get("intent") and not on_topic(one)
    )
    ordered = sorted(pairs.items(), key=lambda pair: (-pair[1], pair[0]))
    return [Confused(wanted, came, times) for (wanted, came), times in ordered]
