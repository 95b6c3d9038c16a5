"""The table's lines: figures first, then the same as multiples of the chosen pipeline's."""

from __future__ import annotations

from benchmarks.pipelines.outcome import Outcome

NAME = 26
LEGEND = """\
topics  share of the questions whose likeliest intent is right
found   share of what is sought (reports; of CLINC150, questions within scope) at 3 % false
        alerts (on hard negatives; of CLINC150, on questions out of scope); 0 where more of
        those than that have the highest score of all
AUC     how often what is sought scores higher than what is not
train   CPU seconds of training;  ms  CPU milliseconds of a question, median, one at a time
MB      on disk, sentence encoder included
x ...   the same as multiples of the chosen pipeline's; wrong = 1 - topics, missed = 1 - found"""
HEADER = (
    f"{'':<{NAME}}{'topics':>8}{'found':>8}{'AUC':>7}{'train':>8}{'ms':>7}{'MB':>7}"
    f" |{'x wrong':>9}{'x missed':>9}{'x train':>9}{'x ms':>7}{'x MB':>7}"
)


def row(name: str, one: Outcome, chosen: Outcome) -> str:
    """Return a contender's line."""
    figures = (
        f"{one.topics:>8.1%}{one.found:>8.1%}{one.auc:>7.3f}"
        f"{one.seconds:>8.1f}{one.milliseconds:>7.2f}{one.megabytes:>7.1f}"
    )
    ratios = (
        _ratio(1 - one.topics, 1 - chosen.topics, 9),
        _ratio(1 - one.found, 1 - chosen.found, 9),
        _ratio(one.seconds, chosen.seconds, 9),
        _ratio(one.milliseconds, chosen.milliseconds, 7),
        _ratio(one.megabytes, chosen.megabytes, 7),
    )
    return f"{name:<{NAME}}{figures} |{''.join(ratios)}"


def missing(name: str, how: str) -> str:
    """Return the line of a contender or a set that is not installed."""
    return f"{name:<{NAME}}  {how}"


def _ratio(one: float, chosen: float, width: int) -> str:
    """Return a multiple, a dash where there is nothing to divide by."""
    return f"{one / chosen:>{width}.2f}" if chosen > 0 else f"{'-':>{width}}"
