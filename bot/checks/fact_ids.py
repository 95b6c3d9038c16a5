"""GRD-1: every text says where it comes from, and every fact is in some text."""

from __future__ import annotations

from collections.abc import Iterator

from bot.checks.content import Content
from bot.checks.fault import Fault

PROVENANCES = ("bot", "clinic", "law")
FACTS = "data/knowledge/facts.yml"


def faults(content: Content) -> Iterator[Fault]:
    """Yield texts without facts or provenance, unknown fact ids, and facts that no text claims."""
    known = {fact.id for fact in content.knowledge.facts}
    for text in content.responses:
        if not text.facts and text.metadata.get("provenance") not in PROVENANCES:
            yield Fault(
                text.where,
                "says neither which facts it rests on nor who answers for it; write"
                " metadata: {facts: [...]} or metadata: {provenance: bot, clinic or law}.",
            )
        for fact in text.facts:
            if fact not in known:
                yield Fault(text.where, f"claims the fact {fact}, which is not in {FACTS}.")
    claimed = {fact for text in content.responses for fact in text.facts}
    for entry in content.knowledge.facts:
        if entry.provenance == "DOC" and entry.id not in claimed:
            yield Fault(FACTS, f"the fact {entry.id} is in no response; nobody can hear it.")
