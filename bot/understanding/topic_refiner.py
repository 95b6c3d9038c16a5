"""Corrects the classifier's topic where the names in a message say more than its sentence does.

Names of medicines are nearly noise to a sentence encoder ("keytruda??"), but the knowledge files
know them. Each rule was kept because it mended more of the development sentences than it broke.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from bot.knowledge.lookup import Mention
from bot.knowledge.writing import tokens

LOOKUP = "ask_cause_lookup"
NAMED = frozenset({"cause", "drug", "brand", "not_on_page"})
RULES_FILE = Path(__file__).resolve().parents[2] / "data" / "assertion" / "topics.yml"


@dataclass(frozen=True)
class Rules:
    """The words and levels of data/assertion/topics.yml."""

    fillers: frozenset[str]
    unsure: float
    possible: float


@lru_cache(maxsize=1)
def rules() -> Rules:
    """Read the rules once; raises OSError, KeyError or yaml.YAMLError on a broken file."""
    given = yaml.safe_load(RULES_FILE.read_text(encoding="utf-8"))
    fillers = frozenset(str(word) for word in given["fillers"])
    return Rules(fillers, float(given["unsure"]), float(given["possible"]))


def refine(
    text: str, intent: str, ranking: Mapping[str, float], mentions: Sequence[Mention]
) -> str:
    """Return the topic of a message: `intent`, or the look-up of what it names.

    `ranking` holds the classifier's probabilities by intent; `mentions` what was looked up.
    Reports are left to the verdict.
    """
    named = [mention for mention in mentions if mention.kind in NAMED]
    if not named or intent == LOOKUP:
        return intent
    if _is_only_names(text, mentions) and not intent.startswith("ask_"):
        return LOOKUP
    unsure = ranking.get(intent, 0.0) < rules().unsure
    return LOOKUP if unsure and ranking.get(LOOKUP, 0.0) >= rules().possible else intent


def _is_only_names(text: str, mentions: Sequence[Mention]) -> bool:
    """Say whether nothing but names and small words is there."""
    return all(
        token.written.lower() in rules().fillers
        or any(m.start <= token.start and token.end <= m.end for m in mentions)
        for token in tokens(text)
    )
