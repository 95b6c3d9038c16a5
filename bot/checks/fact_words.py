"""GRD-3: a text that claims a fact really says it, in one sentence or one list."""

from __future__ import annotations

from collections.abc import Iterator

from bot.checks.content import Content
from bot.checks.fault import Fault
from bot.checks.passages import passages
from bot.checks.patterns import pattern


def faults(content: Content) -> Iterator[Fault]:
    """Yield the facts that a text claims and does not say. Look-up answers say theirs themselves."""
    for text in content.responses:
        if any(name.endswith("_answer") for name in text.variables):
            continue
        for fact in text.facts:
            words = content.facts.get(fact, {}).get("words", [])
            if not any(says(passage, words) for passage in passages(text.spoken)):
                yield Fault(
                    text.where,
                    f"claims the fact {fact}, but no sentence has: {' + '.join(words)}.",
                )


def says(passage: str, words: list[str]) -> bool:
    """Tell whether every pattern of `words` is in `passage`."""
    return all(pattern(word).search(passage) for word in words)
