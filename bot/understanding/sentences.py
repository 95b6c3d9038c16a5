"""Splits a message into its questions and what is said beside them."""

from __future__ import annotations

import re

# The end of a sentence, a line, an "and" that begins another question, or a "by the way".
ENDS = re.compile(
    r"(?<=[.?!;])\s+|\n+|\s*,?\s+(?:and|also|plus|but)\s+(?:also\s+)?"
    r"(?=(?:what|how|when|why|which|where|who|can|could|does|do|is|are|should|will|would|may)\b)"
    r"|\s*,?\s+(?:and\s+|but\s+)?(?:also|btw|by the way)\b,?\s+",
    re.IGNORECASE,
)
ASKS = re.compile(
    r"\?|^\W*(?:(?:ok|oh|so|and|also|plus|but|hi|hello|hey|please|then)\W+)*"
    r"(?:what|how|when|why|which|where|who|can|could|does|do|is|are|should|will|would|may|"
    r"tell me|explain|i want to know|i'd like to know|wondering)\b",
    re.IGNORECASE,
)
FEWEST_WORDS = 3
MOST_QUESTIONS = 4  # that are looked at; each costs a sentence vector


def questions(text: str) -> list[str]:
    """Return the questions of a message that holds several sentences, in order; else nothing."""
    parts = _parts(text)
    if len(parts) < 2:
        return []
    return [text[start:end] for start, end in parts if _asks(text[start:end])][:MOST_QUESTIONS]


def statements(text: str) -> str:
    """Return the message with its questions blanked out, as long as it was.

    Empty where there is no question, or nothing but questions.
    """
    parts = _parts(text)
    asked = [(start, end) for start, end in parts if _asks(text[start:end])]
    if not asked or len(asked) == len(parts):
        return ""
    left = list(text)
    for start, end in asked:
        left[start:end] = " " * (end - start)
    return "".join(left)


def _parts(text: str) -> list[tuple[int, int]]:
    """Return where each part starts and ends, spaces left out."""
    edges = [0, *(edge for found in ENDS.finditer(text) for edge in found.span()), len(text)]
    parts = []
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        part = text[start:end]
        if part.strip():
            begin = start + len(part) - len(part.lstrip())
            parts.append((begin, begin + len(part.strip())))
    return parts


def _asks(part: str) -> bool:
    return bool(ASKS.search(part)) and len(part.split()) >= FEWEST_WORDS
