"""Whether the chance of an alert says how often one is due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.evaluation.judged import Judged

BINS = 10


@dataclass(frozen=True)
class Bin:
    """Sentences with a chance from ``start`` to below ``end``; the last one has 1 as well.

    ``mean_chance`` and ``share_due``, 0 to 1, are None in an empty bin.
    """

    start: float
    end: float
    sentences: int
    mean_chance: float | None
    share_due: float | None


@dataclass(frozen=True)
class Calibration:
    """The bins; ``error`` is the mean distance of chance and share, weighed by sentences.

    ``left_out`` sentences were not weighed, or may raise an alert without needing one.
    """

    bins: list[Bin]
    sentences: int
    left_out: int
    error: float | None


def calibration(judged: Sequence[Judged]) -> Calibration:
    """Return the calibration of the chance of an alert."""
    known = [
        (one.chance, one.alert_due)
        for one in judged
        if one.chance is not None and one.alert_due is not None
    ]
    sorted_in: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for chance, due in known:
        sorted_in[min(int(chance * BINS), BINS - 1)].append((chance, due))
    bins = [_bin(place, pairs) for place, pairs in enumerate(sorted_in)]
    distances = [
        one.sentences * abs(one.mean_chance - one.share_due)
        for one in bins
        if one.mean_chance is not None and one.share_due is not None
    ]
    error = sum(distances) / len(known) if known else None
    return Calibration(bins, len(known), len(judged) - len(known), error)


def _bin(place: int, pairs: list[tuple[float, bool]]) -> Bin:
    count = len(pairs)
    return Bin(
        start=place / BINS,
        end=(place + 1) / BINS,
        sentences=count,
        mean_chance=sum(chance for chance, _ in pairs) / count if count else None,
        share_due=sum(due for _, due in pairs) / count if count else None,
    )
