"""What words, classifier and both find, over thresholds: `python -m benchmarks.union [--model …]`.

Rows: share of reports that raise an alert, and of everything else that raises a false one, over
the held-out sentences of tests/labelled/test. ``ALERT`` of bot/understanding/policy_levels.py is a
row.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from benchmarks.understanding import ROOT, model_asked_for
from bot.evaluation import read_labels
from bot.understanding.case import ALERTING, Case, Classified
from bot.understanding.evidence import gather
from bot.understanding.evidence_weights import shared_weights
from bot.understanding.policy import POLICY
from bot.understanding.policy_levels import ALERT
from bot.weighing import case_of

THRESHOLDS = sorted({0.1, 0.2, 0.3, 0.5, 0.7, 0.9, ALERT})


def due(label: dict[str, Any]) -> bool | None:
    """Say whether an alert is due; None where one is accepted without being due."""
    allowed = {label["route"], *label.get("accept", [])}
    is_due = label["route"] in ALERTING
    return is_due if is_due == bool(allowed & set(ALERTING)) else None


def chance(case: Case) -> float:
    """Return the chance that an alert is due."""
    return replace(case, chances=shared_weights().chances(gather(case))).alert()


def by_words(case: Case) -> bool:
    """Say whether the words and readings alone raise an alert."""
    alone = replace(case, classified=Classified(), chances={})
    verdict = next(v for row in POLICY if (v := row(alone)) is not None)
    return verdict.route in ALERTING


def line(name: str, raised: list[tuple[bool, bool]]) -> str:
    """Return a row of the table from pairs (an alert was due, one was raised)."""
    shares = []
    for wanted in (True, False):
        hits = [got for is_due, got in raised if is_due is wanted]
        shares.append(sum(hits) / len(hits))
    return f"{name:<34}{shares[0]:>15.1%}{shares[1]:>14.1%}"


def main() -> None:
    """Print the table."""
    model = model_asked_for(__doc__)
    files = sorted((ROOT / "tests" / "labelled" / "test").glob("*.yml"))
    labels = [(wanted, one) for file in files for one in read_labels(file)
              if (wanted := due(one)) is not None]  # fmt: skip
    cases = [(wanted, case_of(model, str(one["text"]))) for wanted, one in labels]
    print(f"{len(cases)} sentences\n{'':<34}{'reports found':>15}{'false alerts':>14}")
    print(line("words only", [(wanted, by_words(case)) for wanted, case in cases]))
    alone = [(wanted, chance(replace(case, findings=(), readings=()))) for wanted, case in cases]
    both = [(wanted, chance(case)) for wanted, case in cases]
    for name, chances in (("classifier only", alone), ("together", both)):
        for threshold in THRESHOLDS:
            raised = [(wanted, one >= threshold) for wanted, one in chances]
            print(line(f"{name}, from {threshold}", raised))


if __name__ == "__main__":
    main()
