"""Corrects the classifier's topic where the names or numbers of a message say more than its words.

Names of medicines are nearly noise to a sentence encoder ("keytruda??"), but the knowledge files
know them. Each rule was kept because it mended more of the development sentences than it broke.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bot.knowledge.mention import Mention
from bot.knowledge.writing import tokens
from bot.understanding.case import Classified
from bot.understanding.intent_model import RANKING_LENGTH, Prediction
from bot.yaml_file import read_yaml_file

LOOKUP = "ask_cause_lookup"
NAMED = frozenset({"cause", "drug", "brand", "not_on_page"})
# Whether a number answers Nia's question is decided from its reading (number_answer.py).
NUMBERS = ("answer_fever_number", "answer_low_number")
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
    given = read_yaml_file(RULES_FILE)
    fillers = frozenset(str(word) for word in given["fillers"])
    return Rules(fillers, float(given["unsure"]), float(given["possible"]))


def refine(
    text: str, intent: str | None, ranking: Mapping[str, float], mentions: Sequence[Mention]
) -> str | None:
    """Return the topic of a message: `intent`, a better one, or None when none is likely.

    `intent` is None where nothing learnt was near. `ranking` holds the classifier's probabilities
    by intent, best first; `mentions` what was looked up. Reports are left to the verdict.
    """
    if intent in NUMBERS:
        others = [name for name in ranking if name not in NUMBERS]
        likely = bool(others) and ranking[others[0]] >= rules().possible
        intent = others[0] if likely else None
    if intent == LOOKUP or ranking.get(intent or "", 0.0) >= rules().unsure:
        return intent
    if not any(mention.kind in NAMED for mention in mentions):
        return intent
    possible = ranking.get(LOOKUP, 0.0) >= rules().possible
    return LOOKUP if possible or _is_only_names(text, mentions) else intent


def refined(text: str, seen: Prediction, mentions: Sequence[Mention]) -> Classified:
    """Return what the classifier says of a message, its topic refined, as Rasa hands it on."""
    ranking = dict(seen.ranking[:RANKING_LENGTH])
    topic = refine(text, seen.ranking[0][0], ranking, mentions)
    return Classified.of(topic, ranking, seen.familiarity)


def _is_only_names(text: str, mentions: Sequence[Mention]) -> bool:
    """Say whether nothing but names and small words is there."""
    return all(
        token.written.lower() in rules().fillers
        or any(m.start <= token.start and token.end <= m.end for m in mentions)
        for token in tokens(text)
    )
