"""Cut a message into words, runs of digits and signs, keeping every place in it."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

_SAME = {
    "'": "’‘‛`´ʼʹ′＇",  # noqa: RUF001 (these are the characters to be replaced)
    "°": "º˚ᵒ⁰ﾟ゜",
    "-": "–—−‐‑‒―－",  # noqa: RUF001
    ".": "·٫．。∙",  # noqa: RUF001
    ",": "，、،",  # noqa: RUF001
    ":": "：",  # noqa: RUF001
    "→": "➔➜➡⇒",
}


class _Folding(dict[int, str]):
    """A translation table that fills itself: one character in, one character out."""

    def __missing__(self, code: int) -> str:
        folded = _fold_character(chr(code))
        self[code] = folded
        return folded


def _fold_character(char: str) -> str:
    for plain, variants in _SAME.items():
        if char in variants:
            return plain
    if char in "℃℉":
        return char
    digit = unicodedata.digit(char, None)
    if digit is not None:
        return str(int(digit))
    base = unicodedata.normalize("NFKD", char)
    if len(base) > 1 and all(unicodedata.combining(mark) for mark in base[1:]):
        char = base[0]
    elif len(base) == 1:
        char = base
    lower = char.lower()
    return lower if len(lower) == 1 else char


_FOLDING = _Folding()
_TOKEN = re.compile(r"[0-9]+|[^\W\d_]+(?:'[^\W\d_]+)*|\n|[^\w\s]|_")


class Token(NamedTuple):
    """A piece of the message: its folded text and its place in the original."""

    text: str
    start: int
    end: int


def fold(text: str) -> str:
    """Return text of the same length in lower case, without accents and odd signs."""
    return text.translate(_FOLDING)


def tokenize(text: str) -> list[Token]:
    """Return the tokens of a message in order; linear in its length."""
    return [Token(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(fold(text))]


def glued(tokens: list[Token], i: int) -> bool:
    """Tell whether token i touches the token before it."""
    return 0 < i < len(tokens) and tokens[i - 1].end == tokens[i].start


def text_at(tokens: list[Token], i: int) -> str:
    """Return the text of token i, or an empty string outside the message."""
    return tokens[i].text if 0 <= i < len(tokens) else ""
