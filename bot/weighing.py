"""Learns how much each piece of evidence weighs: `python -m bot weigh`.

From the labelled sentences of tests/labelled/development, which the classifier never learns:
one softmax regression from evidence to route. Writes data/evidence/weights.yml, to be read over
and committed; the same sentences and model give the same table.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from bot.evaluation import read_labels
from bot.evaluation.kinds import kind_of
from bot.knowledge.lookup import look_up
from bot.understanding.case import Case
from bot.understanding.decision import build
from bot.understanding.evidence import gather
from bot.understanding.evidence_weights import ROUTES, WEIGHTS
from bot.understanding.finder import find
from bot.understanding.intent_model import IntentModel
from bot.understanding.sentence_encoder import shared_encoder
from bot.understanding.spelled import as_read
from bot.understanding.temperature import read_temperatures
from bot.understanding.topic_refiner import refined

DEVELOPMENT = Path(__file__).resolve().parents[1] / "tests" / "labelled" / "development"
STRENGTH = 0.03  # inverse of the regularisation; chosen by `python -m benchmarks.weighing`
ORDINARY = frozenset({"questions", "lookups", "not_covered", "small_talk"})
ORDINARY_COUNTS = 2.0  # times: authors who are asked for what is hard write few plain questions
# What is missed there costs most, and few sentences tell of it.
GRAVE = frozenset({"emergency", "crisis"})
GRAVE_COUNTS = 1.5
HEADER = """\
# How much each piece of evidence weighs, in points of log-odds, one column for each route.
# Learnt by `python -m bot weigh`; bot/understanding/evidence.py says what each row stands for.
"""


def case_of(model: IntentModel, text: str) -> Case:
    """Return what is known of a text before it is weighed."""
    read = as_read(text)
    seen = model.predict(read, shared_encoder().encode(read))
    classified = refined(text, seen, look_up(text))
    return build(text, find(text), read_temperatures(text), classified)


def learn(
    evidence: Sequence[Mapping[str, float]],
    routes: Sequence[str],
    counts_for: Sequence[float],
    least: int = 3,
    strength: float = STRENGTH,
) -> dict[str, Any]:
    """Return the table for sentences given by evidence, route, and how often each counts.

    Evidence that fewer than ``least`` sentences have is left out: nothing could be said of it.
    """
    counts: dict[str, int] = {}
    for found in evidence:
        for name in found:
            counts[name] = counts.get(name, 0) + 1
    names = sorted(name for name, count in counts.items() if count >= least)
    rows = np.array([[found.get(name, 0.0) for name in names] for found in evidence])
    scaler = StandardScaler().fit(rows, sample_weight=counts_for)
    learner = LogisticRegression(C=strength, max_iter=5000)
    numbers = [ROUTES.index(route) for route in routes]
    learner.fit(scaler.transform(rows), numbers, sample_weight=counts_for)
    points = learner.coef_ / scaler.scale_
    start = learner.intercept_ - points @ scaler.mean_
    rounded = {
        name: [round(float(one), 3) for one in column]
        for name, column in zip(names, (points - points[0]).T, strict=True)
    }
    return {
        "routes": list(ROUTES),
        "start": [round(float(one), 3) for one in start - start[0]],
        "points": rounded,
    }


def counts_for(label: Mapping[str, Any], file: Path) -> float:
    """Return how often a labelled sentence of a file counts."""
    if label["route"] in GRAVE:
        return GRAVE_COUNTS
    return ORDINARY_COUNTS if kind_of(label, file) in ORDINARY else 1.0


def weigh(model: IntentModel, files: Iterable[Path], target: Path = WEIGHTS) -> int:
    """Learn from the files and write the table; return how many sentences it was learnt from."""
    labels = [(label, file) for file in files for label in read_labels(file)]
    evidence = [gather(case_of(model, str(label["text"]))) for label, _ in labels]
    routes = [str(label["route"]) for label, _ in labels]
    table = learn(evidence, routes, [counts_for(label, file) for label, file in labels])
    target.parent.mkdir(exist_ok=True)
    text = yaml.safe_dump(table, sort_keys=False, default_flow_style=None, width=100)
    target.write_text(HEADER + text, encoding="utf-8")
    return len(labels)
