"""GRD-4: what the document says with care ("may", "probably", "some"), Nia says with care."""

from __future__ import annotations

from collections.abc import Iterator

from bot.checks.content import Content
from bot.checks.fact_words import says
from bot.checks.fault import Fault
from bot.checks.passages import passages
from bot.checks.patterns import pattern


def faults(content: Content) -> Iterator[Fault]:
    """Yield the facts that a text says without any of the hedges that the fact needs."""
    for text in content.responses:
        for fact in text.facts:
            known = content.facts.get(fact, {})
            words, hedges = known.get("words", []), known.get("hedges", [])
            said = [passage for passage in passages(text.spoken) if says(passage, words)]
            if hedges and said and not any(_hedged(passage, hedges) for passage in said):
                yield Fault(
                    text.where,
                    f"says the fact {fact} too firmly; keep one of: {', '.join(hedges)}.",
                )


def _hedged(passage: str, hedges: list[str]) -> bool:
    return any(pattern(hedge).search(passage) for hedge in hedges)
