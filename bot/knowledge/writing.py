"""Reduce writing to what matters: no case, no accents, no hyphens, no plurals, no possessives."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

APOSTROPHES = "'\u2019\u2018\u02bc\u00b4`"
WORD = re.compile(rf"[^\W_]+(?:[{APOSTROPHES}][^\W_]+)*")
POSSESSIVE = re.compile(rf"[{APOSTROPHES}][sS]$")
NO_PLURAL = {"aids", "lens", "always", "perhaps", "besides"}
SHORTEST_PLURAL = 4


@dataclass(frozen=True)
class Token:
    """A word of a text: where it stands, how it is written, and its reduced form."""

    start: int
    end: int
    written: str
    stem: str


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """Reduce one word: "Wegener's" to 'wegener', 'deficiencies' to 'deficiency'."""
    word = POSSESSIVE.sub("", word)
    folded = unicodedata.normalize("NFKD", word.lower())
    plain = "".join(character for character in folded if character.isalnum())
    if len(plain) < SHORTEST_PLURAL or plain in NO_PLURAL or not plain.endswith("s"):
        return plain
    if plain.endswith(("ss", "us", "is")):
        return plain
    if plain.endswith("ies") and len(plain) > SHORTEST_PLURAL:
        return plain[:-3] + "y"
    if plain.endswith(("uses", "xes", "ches", "shes", "sses")):
        return plain[:-2]
    return plain[:-1]


def tokens(text: str) -> list[Token]:
    """Split a text into words; offsets are those of `text`."""
    return [
        Token(match.start(), match.end(), match.group(), stem(match.group()))
        for match in WORD.finditer(text)
    ]


def alias_key(text: str) -> str:
    """Return what a name is looked up by: its reduced words, joined without spaces."""
    return "".join(token.stem for token in tokens(text))
