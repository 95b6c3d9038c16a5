"""GRD-3: a text that claims a fact really says it, in one sentence or one list."""

from __future__ import annotations

from collections.abc import Iterator

from bot.checks.content import Content
from bot.checks.fault import Fault
from bot.checks.passages import passages
from bot.checks.patterns import pattern
from bot.checks.samples import as_said_to
from bot.checks.text import Text

SAID_AS = "data/content_rules/said_as.yml"
LOOKUP = "_answer"


def faults(content: Content) -> Iterator[Fault]:
    """Yield the facts that a text claims and does not say. Look-ups say theirs when they answer."""
    for text in content.responses:
        if any(name.endswith(LOOKUP) for name in text.variables):
            continue
        for fact in text.facts:
            words = content.said_as.get(fact)
            if words is None:
                yield Fault(text.where, f"claims the fact {fact}; add to {SAID_AS} how it is said.")
            elif not where_said(text, words):
                yield Fault(
                    text.where,
                    f"claims the fact {fact}, but no sentence has: {' + '.join(words)}.",
                )


def where_said(text: Text, words: list[str]) -> list[str]:
    """Return the passages of `text`, as a patient reads it, that hold every pattern of `words`."""
    return [
        passage
        for passage in passages(as_said_to("self", text.spoken))
        if all(pattern(word).search(passage) for word in words)
    ]
