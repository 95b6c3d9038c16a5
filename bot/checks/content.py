"""Everything that the content rules look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.checks.text import Text
from bot.knowledge.knowledge import Knowledge

NOTHING = Knowledge(groups=(), measures=(), signs=(), outsiders=(), facts=(), aliases=())


@dataclass(frozen=True)
class Rule:
    """One rule of `data/rules`: its sentence, the intent it answers, and what Nia then does."""

    name: str
    file: str
    intent: str | None
    actions: tuple[str, ...]


@dataclass(frozen=True)
class Content:
    """What is checked. `bot.checks.load.load_content` reads it from the project's files.

    Attributes:
        texts: every variation of every response, and every piece that fills a variable.
        knowledge: the facts with their hedges, and the names of `data/knowledge`.
        said_as: `said_as.yml`: fact id -> patterns.
        forbidden: `forbidden_phrases.yml`: kind -> patterns.
        limits: `limits.yml`.
        names: `names.yml`: kind -> names.
        samples: kind of reader -> variable -> value; see `bot.checks.samples`.
        shingles: hashes of the runs of eight words of the source documents.
        intents: the intents of the domain.
        rules: the rules of `data/rules`.
        told: the actions in the stories of `data/stories`.
        taught: the intents with examples in `data/nlu`; empty while there are none.
    """

    texts: tuple[Text, ...] = ()
    knowledge: Knowledge = NOTHING
    said_as: Mapping[str, list[str]] = field(default_factory=dict)
    forbidden: Mapping[str, list[str]] = field(default_factory=dict)
    limits: Mapping[str, Any] = field(default_factory=dict)
    names: Mapping[str, list[str]] = field(default_factory=dict)
    samples: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    shingles: frozenset[str] = frozenset()
    intents: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()
    told: frozenset[str] = frozenset()
    taught: frozenset[str] = frozenset()

    @property
    def responses(self) -> tuple[Text, ...]:
        """The texts that are sent as they are, without the pieces."""
        return tuple(text for text in self.texts if not text.piece)
