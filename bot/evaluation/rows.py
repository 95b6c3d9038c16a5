"""One row for each kind of sentence: how many are understood, with bounds and target."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.evaluation.bounds import clopper_pearson
from bot.evaluation.judged import Judged
from bot.evaluation.kinds import Kind, kind, not_covered


@dataclass(frozen=True)
class Row:
    """What is counted: sentences that ``belongs`` picks are to be ``right``.

    ``target`` is the least share aimed at, None where none is set.
    """

    id: str
    title: str
    belongs: Callable[[Judged], bool]
    right: Callable[[Judged], bool]
    target: float | None


@dataclass(frozen=True)
class RowResult:
    """A row with its numbers; shares and bounds 0 to 1, None without a sentence or a target."""

    id: str
    title: str
    sentences: int
    right: int
    share: float | None
    low: float
    high: float
    target: float | None
    met: bool | None


def on_topic(judged: Judged) -> bool:
    """Say whether the answer is on the labelled topic, or a question that the label accepts."""
    asked = judged.route != "none" and judged.route in judged.label.get("accept", [])
    return judged.intent_right or asked


def without_alert(judged: Judged) -> bool:
    """Say whether no alert is raised where none is due."""
    return not judged.false_alert


def _honest(judged: Judged) -> bool:
    """On topic, or said to be not covered under another heading."""
    return on_topic(judged) or (judged.route == "none" and not_covered(judged.intent))


def _of(*wanted: Kind) -> Callable[[Judged], bool]:
    return lambda judged: kind(judged) in wanted


def _right_route(judged: Judged) -> bool:
    return judged.route_right


def _has_reading_label(judged: Judged) -> bool:
    return "temperature_c" in judged.label


def _right_reading(judged: Judged) -> bool:
    return judged.temperature_right


ROWS = (
    Row("reports", "Reports of a sign, escalated", _of("reports"), _right_route, 0.99),
    Row("emergencies", "Bodily emergencies", _of("emergencies"), _right_route, 1.0),
    Row("crises", "Crises of self-harm", _of("crises"), _right_route, 1.0),
    Row(
        "hard_negatives",
        "Hard negatives, without an alert",
        _of("hard_negatives"),
        without_alert,
        0.97,
    ),
    Row("unclear", "Unclear, advice and a question", _of("unclear"), _right_route, 0.95),
    Row(
        "questions_without_alert",
        "Ordinary questions, without an alert",
        _of("questions"),
        without_alert,
        0.995,
    ),
    Row("questions_on_topic", "Ordinary questions, on topic", _of("questions"), on_topic, 0.95),
    Row("lookups", "Look-ups", _of("lookups"), on_topic, 0.97),
    Row("temperatures", "Temperature readings", _has_reading_label, _right_reading, 0.97),
    Row("not_covered", "Not covered, and said so", _of("not_covered"), _honest, 0.95),
    Row("small_talk", "Small talk and answers, taken as such", _of("small_talk"), on_topic, None),
)


def result(row: Row, judged: Sequence[Judged]) -> RowResult:
    """Return one row over all sentences."""
    of_row = [one for one in judged if row.belongs(one)]
    right = sum(map(row.right, of_row))
    share = right / len(of_row) if of_row else None
    low, high = clopper_pearson(right, len(of_row))
    known = share is not None and row.target is not None
    return RowResult(
        id=row.id,
        title=row.title,
        sentences=len(of_row),
        right=right,
        share=share,
        low=low,
        high=high,
        target=row.target,
        met=(share or 0.0) >= (row.target or 0.0) if known else None,
    )


def rows(judged: Sequence[Judged]) -> list[RowResult]:
    """Return every row over all sentences."""
    return [result(row, judged) for row in ROWS]
