"""GRD-4: what the document says with care ("may", "probably", "some"), Nia says with care."""

from __future__ import annotations

from collections.abc import Iterator

from bot.checks.content import Content
from bot.checks.fact_words import where_said
from bot.checks.fault import Fault
from bot.checks.patterns import pattern

# "The signs may include ...": the hedge of W0 is about its list, and only lists need it.
ABOUT_LISTS = {"W0": 3}


def faults(content: Content) -> Iterator[Fault]:
    """Yield the facts that a text says without a hedge that the fact needs."""
    for text in content.responses:
        signs = sum(fact.startswith("W") for fact in text.facts)
        for fact in content.knowledge.facts:
            if fact.id not in text.facts or signs < ABOUT_LISTS.get(fact.id, 0):
                continue
            said = where_said(text, content.said_as.get(fact.id, []))
            if fact.id in ABOUT_LISTS:
                said = [text.spoken]
            if said and not any(_keeps(passage, fact.hedges) for passage in said):
                kept = " and ".join(" or ".join(hedge) for hedge in fact.hedges)
                yield Fault(text.where, f"says the fact {fact.id} too firmly; keep: {kept}.")


def _keeps(passage: str, hedges: tuple[tuple[str, ...], ...]) -> bool:
    return all(pattern("|".join(hedge)).search(passage) for hedge in hedges)
