"""What becomes of the reports of each sign."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.evaluation.bounds import clopper_pearson
from bot.evaluation.judged import Judged


@dataclass(frozen=True)
class SignResult:
    """Reports that name a sign; ``low`` and ``high`` bound the missed share, 0 to 1.

    ``missed`` raised no alert; of these, ``unanswered`` got neither the advice nor a question.
    """

    sign: str
    sentences: int
    escalated: int
    missed: int
    unanswered: int
    low: float
    high: float


def signs(judged: Sequence[Judged]) -> list[SignResult]:
    """Return the labelled signs by name; a report of two signs counts for both."""
    reports = [one for one in judged if one.alert_due]
    names = sorted({sign for one in reports for sign in one.label.get("signs", [])})
    return [
        _of_sign(name, [one for one in reports if name in one.label.get("signs", [])])
        for name in names
    ]


def _of_sign(name: str, reports: list[Judged]) -> SignResult:
    missed = [one for one in reports if not one.alerted]
    low, high = clopper_pearson(len(missed), len(reports))
    return SignResult(
        sign=name,
        sentences=len(reports),
        escalated=len(reports) - len(missed),
        missed=len(missed),
        unanswered=sum(one.route != "ask" for one in missed),
        low=low,
        high=high,
    )
