"""Words of a message with their offsets, contractions taken apart and shorthand spelt out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.understanding.contractions import contractions
from bot.understanding.normalise import normalise

_TOKEN = re.compile(
    r"(?P<number>\d+(?:[.,']\d+)?)"
    r"|(?P<clock>[AaPp]\.[Mm](?![^\W_])(?:\.(?=\s+[^\W\dA-Z_]|,))?)"
    r"|(?P<cjk>[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3])"
    r"|(?P<word>[^\W\d_]+(?:'[^\W\d_]+)*'?)"
    r"|(?P<space>\s+)"
    r"|(?P<mark>.)",
    re.DOTALL,
)


@dataclass(frozen=True)
class Token:
    """One word or mark; ``start`` and ``end`` are character offsets, ``norm`` how rules see it."""

    text: str
    norm: str
    start: int
    end: int


def tokenise(text: str) -> list[Token]:
    """Split ``text`` into tokens, in linear time; spaces go, line ends stay as marks."""
    tokens: list[Token] = []
    for match in _TOKEN.finditer(normalise(text)):
        kind, piece, start = match.lastgroup, match.group(), match.start()
        if kind == "space":
            if "\n" in piece:
                tokens.append(Token("\n", ".", start, match.end()))
        elif kind == "clock":  # its points end no sentence: "what if it's 2 a.m. and ..."
            tokens.append(Token(piece, piece.replace(".", "").lower(), start, match.end()))
        elif kind == "word":
            tokens.extend(_word(piece, start))
        else:
            tokens.append(Token(piece, piece, start, match.end()))
    return tokens


def _word(piece: str, start: int) -> list[Token]:
    """Take a word apart where it is two words in one."""
    parts = contractions().cut(piece.lower().rstrip("'"))
    tokens, at = [], start
    for written, meaning in parts:
        end = at + len(written)
        tokens.append(Token(piece[at - start : end - start], meaning, at, end))
        at = end
    return tokens
