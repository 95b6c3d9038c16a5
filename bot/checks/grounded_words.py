"""GRD-1: a text that answers for itself (bot, law) states no medical fact by the way."""

from __future__ import annotations

from collections.abc import Iterator

from bot.checks.content import Content
from bot.checks.fact_words import where_said
from bot.checks.fault import Fault

# These facts are in words so plain that they turn up in texts about Nia itself.
TOO_PLAIN = ("W0", "C0", "C0b", "X8", "P0", "C2", "C3", "C6", "X4")


def faults(content: Content) -> Iterator[Fault]:
    """Yield the texts without facts whose words are those of a fact."""
    for text in content.responses:
        if text.facts or not text.metadata:
            continue
        for fact, words in content.said_as.items():
            if fact not in TOO_PLAIN and where_said(text, words):
                yield Fault(text.where, f"says the fact {fact} and does not name it; add the id.")
