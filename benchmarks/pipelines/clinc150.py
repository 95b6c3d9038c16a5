"""CLINC150, a public set of 150 intents and of questions that belong to none (CC BY 3.0).

It is not part of this repository; `HOW` says how to get it.
"""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks.pipelines.intent_set import Chances, IntentSet, Question, drawn
from benchmarks.pipelines.outcome import MissingError

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(".cache") / "clinc150"
FILE = ROOT / FOLDER / "data" / "data_small.json"
HOW = f"not here: git clone https://github.com/clinc/oos-eval {FOLDER}"
EVERY = 3  # of its questions, each third is asked: 1,500 within and 334 out of scope


def clinc150(share: float) -> IntentSet:
    """Return the set; sought are the questions that belong to one of its intents.

    Raises:
        MissingError: when nobody has fetched it; the message says how.
    """
    if not FILE.is_file():
        raise MissingError(HOW)
    content = json.loads(FILE.read_text(encoding="utf-8"))
    texts, intents = drawn(((text, intent) for text, intent in content["train"]), share)
    within = [Question(t, frozenset({i}), sought=True) for t, i in content["test"][::EVERY]]
    beyond = [Question(text, sought=False, hard=True) for text, _ in content["oos_test"][::EVERY]]
    return IntentSet("CLINC150", texts, intents, [*within, *beyond], best_chance)


def best_chance(chances: Chances) -> float:
    """Return the score of the likeliest intent."""
    return max(chances.values(), default=0.0)
