"""What every contender learns from, what it is asked, and what is looked for in its answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

Chances = dict[str, float]  # intent -> how likely, or another score where none is to be had


@dataclass(frozen=True)
class Question:
    """A sentence to classify.

    `topics` are the intents that are right, none where the topic is not measured. `sought`:
    whether the set's score should be high; None where both are right. `hard`: whether it counts
    among those of which 3 % may be mistaken for what is sought.
    """

    text: str
    topics: frozenset[str] = frozenset()
    sought: bool | None = None
    hard: bool = False


@dataclass(frozen=True)
class IntentSet:
    """`texts` to learn with their `intents`, `questions`, and `score`, high for what is sought."""

    title: str
    texts: list[str]
    intents: list[str]
    questions: list[Question]
    score: Callable[[Chances], float]


def drawn(examples: Iterable[tuple[str, str]], share: float) -> tuple[list[str], list[str]]:
    """Return texts and intents: a share of every intent's (text, intent), evenly, at least two."""
    by_intent: dict[str, list[str]] = defaultdict(list)
    for text, intent in examples:
        by_intent[intent].append(text)
    texts, intents = [], []
    for intent, said in by_intent.items():
        count = min(len(said), max(2, round(len(said) * share)))
        texts += [said[place * len(said) // count] for place in range(count)]
        intents += [intent] * count
    return texts, intents
