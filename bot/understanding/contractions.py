"""Words that are two in one, from data/assertion/words/contractions.yml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot.understanding.rule_file import ASSERTION, RuleFileError, read_mapping

FILE = ASSERTION / "words" / "contractions.yml"
Parts = tuple[tuple[str, str], ...]  # (as written, what it means), in their order
_KEYS = {"suffixes", "stems", "words", "denied"}


@dataclass(frozen=True)
class Contractions:
    """`words` are taken apart as a whole, `suffixes` with an apostrophe off any word."""

    words: Mapping[str, Parts]
    suffixes: Mapping[str, str]
    stems: Mapping[str, str]

    def cut(self, lower: str) -> Parts:
        """Return the parts of a word in small letters; one part where it is one word."""
        if (known := self.words.get(lower)) is not None:
            return known
        if "'" not in lower:
            return ((lower, lower),)
        for suffix, meaning in self.suffixes.items():
            if lower.endswith(suffix) and len(lower) > len(suffix):
                stem = lower[: -len(suffix)]
                meant = self.stems.get(stem, stem) if meaning == "not" else stem
                return ((stem, meant), (suffix, meaning))
        return ((lower, lower.replace("'", "")),)


def load_contractions(file: Path = FILE) -> Contractions:
    """Read the file.

    Raises:
        RuleFileError: a key is missing or unknown, or the parts do not make up their word.
    """
    given = read_mapping(file, "contractions")
    if wrong := sorted(_KEYS.symmetric_difference(given)):
        needed = ", ".join(sorted(_KEYS))
        raise RuleFileError(f"{file}: contractions: {wrong[0]}: use the keys {needed}, and all")
    words: dict[str, Parts] = {}
    for ending, stems in given["denied"].items():
        words.update({stem + ending: ((stem, stem), (ending, "not")) for stem in stems})
    for word, parts in given["words"].items():
        where = f"{file}: contractions: words: {word}"
        if "".join(_texts(parts, where)) != word:
            raise RuleFileError(f"{where}: the parts do not make up the word; correct them")
        if word in words:
            raise RuleFileError(f"{where}: stands under denied too; remove one")
        words[word] = tuple(parts.items())
    suffixes = _texts(given["suffixes"], f"{file}: contractions: suffixes")
    return Contractions(words, suffixes, _texts(given["stems"], f"{file}: contractions: stems"))


@lru_cache(maxsize=1)
def contractions() -> Contractions:
    """Return the project's own contractions, read once."""
    return load_contractions()


def _texts(given: Any, where: str) -> dict[str, str]:
    """Return a mapping of words to words, or say that it is none."""
    if not isinstance(given, dict) or not given:
        raise RuleFileError(f"{where}: must be a mapping of words to words")
    if not all(isinstance(text, str) for pair in given.items() for text in pair):
        raise RuleFileError(f"{where}: must hold words only; put words like no in quotes")
    return given
