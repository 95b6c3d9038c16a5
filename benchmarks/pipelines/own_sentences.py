"""Nia's own sentences: learnt from data/nlu, asked from tests/labelled/development.

The held-out sentences of tests/labelled/test are never read here: a pipeline that is chosen on
them would be measured on what it was chosen for.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from benchmarks.pipelines.intent_set import Chances, IntentSet, Question, drawn
from bot.evaluation.labels import read_labels
from bot.understanding.case import ALERTING
from tests.labelled.splits import training_sentences

ROOT = Path(__file__).resolve().parents[2]
EVERY = 2  # of the labelled sentences, each second is asked
REPORTS = ("report_sign", "report_emergency", "report_crisis")


def own_sentences(share: float) -> IntentSet:
    """Return the set; sought are the sentences that must raise an alert."""
    said = training_sentences(sorted((ROOT / "data" / "nlu").glob("*.yml")))
    texts, intents = drawn(((one.text, next(iter(one.intents))) for one in said), share)
    files = sorted((ROOT / "tests" / "labelled" / "development").glob("*.yml"))
    questions = [
        _question(label, hard="hard_negatives" in file.name)
        for file in files
        for label in read_labels(file)
    ]
    return IntentSet("Nia's own sentences", texts, intents, questions[::EVERY], report_chance)


def report_chance(chances: Chances) -> float:
    """Return how likely a sentence reports something that must raise an alert."""
    return sum(chances.get(intent, 0.0) for intent in REPORTS)


def _question(label: dict[str, Any], *, hard: bool) -> Question:
    """Return a labelled sentence; where an alert is accepted without being due, neither counts."""
    due = label["route"] in ALERTING
    accepted = {label["route"], *label.get("accept", ())}
    sought = due if due == bool(accepted & set(ALERTING)) else None
    topics = {label.get("intent"), *label.get("accept_intents", ())} - {None}
    return Question(label["text"], frozenset(topics), sought, hard and sought is False)
