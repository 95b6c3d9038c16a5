"""Examples that stand beside the rules in data/, for the tests that run them."""

from __future__ import annotations

from typing import Any

from bot.understanding.case import Classified
from bot.understanding.decision import NOTHING_CLASSIFIED, decide
from bot.understanding.finder import find
from bot.understanding.lexicon import CUE_FILES, KNOWLEDGE
from bot.understanding.rule_file import ASSERTION, read_yaml
from bot.understanding.temperature import read_temperatures
from bot.understanding.verdict import Verdict

ALERTS = {"escalate", "emergency", "crisis"}
CONCEPTS = {
    "signs.yml": {"signs": {"escalate", "emergency"}},
    "emergencies.yml": {"emergencies": {"emergency"}, "crises": {"crisis"}},
    "unlisted.yml": {
        "unlisted": {"ask"},
        "distress": {"ask", "escalate"},
        "worse": {"ask", "escalate"},
    },
}


def verdict(text: str, classified: Classified = NOTHING_CLASSIFIED) -> Verdict:
    """Run the whole of the pure understanding, without a classifier unless one is given."""
    return decide(text, find(text), read_temperatures(text), classified)


def sure(intent: str, confidence: float, familiarity: float = 0.0) -> Classified:
    """Return what a classifier says that thinks of one intent only."""
    return Classified.of(intent, {intent: confidence}, familiarity)


def entries() -> list[tuple[str, dict[str, Any], set[str]]]:
    """Return every entry of the knowledge files with the routes that its examples must take."""
    return [
        (f"{file}:{entry['id']}", entry, routes)
        for file, keys in CONCEPTS.items()
        for key, routes in keys.items()
        for entry in read_yaml(KNOWLEDGE / file)[key]
    ]


def cue_examples() -> list[tuple[str, dict[str, str]]]:
    """Return every example of the assertion files."""
    return [
        (f"{name}:{entry['id']}", example)
        for name in CUE_FILES
        for entry in read_yaml(ASSERTION / f"{name}.yml")[name]
        for example in entry.get("examples", [])
    ]
