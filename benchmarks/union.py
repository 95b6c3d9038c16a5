"""What words, classifier and both find, over thresholds: `python -m benchmarks.union [--model …]`.

Rows: share of reports that raise an alert, and of everything else that raises a false one, over
tests/labelled/development. The defaults of `Trust` in bot/understanding/verdict.py come from here.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from benchmarks.understanding import ROOT, intent_model
from bot.evaluation import read_labels
from bot.knowledge.lookup import look_up
from bot.understanding.finder import find
from bot.understanding.intent_model import IntentModel
from bot.understanding.sentence_encoder import shared_encoder
from bot.understanding.temperature import read_temperatures
from bot.understanding.topic_refiner import refine
from bot.understanding.verdict import Trust, decide

ALERTS = {"escalate", "emergency", "crisis"}
NEVER = Trust(sure=2.0, opposed=-1.0)  # the classifier neither raises an alert nor doubts one
TRUSTS = [
    Trust(sure, max(sure, bodily), max(sure, impersonal))
    for sure, bodily, impersonal in (
        (0.4, 0.4, 0.4), (0.5, 0.5, 0.5), (0.5, 0.6, 0.8), (0.6, 0.6, 0.8), (0.7, 0.7, 0.8),
        (0.8, 0.8, 0.8), (0.9, 0.9, 0.9),
    )
]  # fmt: skip
Row = tuple[dict[str, Any], list[Any], list[Any], dict[str, float], str | None, float]


def understood(model: IntentModel, labels: Iterable[dict[str, Any]]) -> list[Row]:
    """Return every label with its findings, readings, ranking, topic and familiarity."""
    rows: list[Row] = []
    for label in labels:
        text = str(label["text"])
        seen = model.predict(text, shared_encoder().encode(text))
        ranking = dict(seen.ranking[:10])
        topic = refine(text, seen.ranking[0][0], ranking, look_up(text))
        readings = read_temperatures(text)
        rows.append((label, find(text), list(readings), ranking, topic, seen.familiarity))
    return rows


def rates(rows: list[Row], trust: Trust, words: bool) -> tuple[float, float]:
    """Return the share of reports with an alert, and of other sentences with a false one."""
    hits: dict[bool, list[bool]] = {True: [], False: []}
    for label, found, read, ranking, topic, near in rows:
        allowed = {label["route"], *label.get("accept", [])}
        due = label["route"] in ALERTS
        if due != bool(allowed & ALERTS):
            continue  # an alert is accepted without being due
        verdict = decide(
            str(label["text"]),
            found if words else [],
            read if words else [],
            topic,
            ranking.get(topic or "", 0.0),
            ranking=ranking,
            trust=trust,
            familiarity=near,
        )
        hits[due].append(verdict.route in ALERTS)
    return sum(hits[True]) / len(hits[True]), sum(hits[False]) / len(hits[False])


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path)
    archive = parser.parse_args().model or max(
        (ROOT / "models").glob("nia-*.tar.gz"), key=lambda file: file.stat().st_mtime, default=None
    )
    if archive is None:
        raise SystemExit("There is no model in models/: run make train.")
    files = sorted((ROOT / "tests" / "labelled" / "development").glob("*.yml"))
    rows = understood(intent_model(archive), (one for file in files for one in read_labels(file)))
    print(f"{len(rows)} sentences\n{'':<34}{'reports found':>15}{'false alerts':>14}")
    table = [("words only", NEVER, True)]
    for name, words in (("classifier only", False), ("union", True)):
        table += [(f"{name} {t.sure} / {t.bodily} / {t.impersonal}", t, words) for t in TRUSTS]
    for name, trust, words in table:
        found, false = rates(rows, trust, words)
        print(f"{name:<34}{found:>15.1%}{false:>14.1%}")


if __name__ == "__main__":
    main()
