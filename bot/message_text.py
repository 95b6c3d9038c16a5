"""What a person typed, made safe for the pipeline: cleaned, and cut into pieces it can read.

Bad input (rasa-notes.md, 'No length limit'): 100,000 characters froze a stock server for
more than a minute, and a leading `/` from a person bypassed understanding.
"""

from __future__ import annotations

import re
import unicodedata

MAX_PIECE = 1_000
MAX_PIECES = 20
_KEPT_CONTROLS = "\n\t"
_JOINERS = "\u200d\ufe0f"


def clean(text: object) -> str:
    """Text without control and invisible characters, with plain spaces.

    Anything that is not a string becomes an empty string. A leading `/` is dropped: from
    a person it is text, never an intent.
    """
    if not isinstance(text, str):
        return ""
    kept = "".join(
        char
        for char in text[: MAX_PIECE * MAX_PIECES]
        if char in _KEPT_CONTROLS
        or char in _JOINERS
        or unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co", "Cn"}
    )
    return re.sub(r"[^\S\n]+", " ", kept).strip().lstrip("/").strip()


def pieces(text: str) -> list[str]:
    """A cleaned text in pieces of at most MAX_PIECE characters, cut at a space where there is one.

    At most MAX_PIECES pieces, so that reading a text takes a bounded time.
    """
    found: list[str] = []
    rest = text
    while rest and len(found) < MAX_PIECES:
        if len(rest) <= MAX_PIECE:
            found.append(rest)
            break
        cut = rest.rfind(" ", MAX_PIECE // 2, MAX_PIECE)
        cut = cut if cut > 0 else MAX_PIECE
        found.append(rest[:cut].strip())
        rest = rest[cut:].strip()
    return [piece for piece in found if piece]
