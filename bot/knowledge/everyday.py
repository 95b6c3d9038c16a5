"""Everyday words and phrases that look like names but are none, from everyday_words.yml."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from bot.knowledge.knowledge import FOLDER
from bot.knowledge.reading import read_section, texts
from bot.knowledge.writing import stem


@lru_cache(maxsize=1)
def _everyday() -> dict[str, Any]:
    section = read_section(FOLDER / "everyday_words.yml", "everyday")
    return dict(section)


@lru_cache(maxsize=1)
def everyday_words() -> frozenset[str]:
    """Return the reduced words that are never read as a misspelt name."""
    words = texts(_everyday(), "words", "everyday_words.yml")
    return frozenset(stem(word) for line in words for word in line.split())


def everyday_phrases() -> tuple[str, ...]:
    """Return phrases in which a name means something else."""
    return texts(_everyday(), "phrases", "everyday_words.yml")
