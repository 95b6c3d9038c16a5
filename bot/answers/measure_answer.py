"""Answer 'does X help?' for the five measures, with the doctor's 'may' kept (P0)."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answers.wording import Values, fill, listed, lookups, sentence
from bot.knowledge.entities import Measure, Outsider
from bot.knowledge.knowledge import Knowledge
from bot.knowledge.mention import Mention


def answer_measures(mentions: Sequence[Mention], knowledge: Knowledge, words: Values) -> str:
    """Return the whole answer about every measure that a message names."""
    pieces = lookups()["measure"]
    lines: list[str] = []
    outside: list[str] = []
    for mention in {m.id: m for m in mentions}.values():
        entity = knowledge.by_id[mention.id]
        if isinstance(entity, Measure):
            lines.append(sentence(pieces["listed"], {**words, "phrase": entity.phrase}))
            if mention.match != "exact":
                lines.append(pieces["no_more"])
        elif isinstance(entity, Outsider):
            near = [knowledge.by_id[other] for other in entity.near]
            phrases = [other.phrase for other in near if isinstance(other, Measure)]
            if phrases:
                lines.append(fill(pieces["near"], {**words, "phrase": phrases[0]}))
            else:
                outside.append(entity.name)
    if outside:
        lines.append(fill(pieces["not_listed"], {"names": listed(outside, last="or")}))
    if not lines:
        return fill(pieces["unrecognised"], words)
    return " ".join([*lines, fill(pieces["ask_first"], words)])
