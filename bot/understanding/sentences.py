"""Splits a message into what may be separate questions."""

from __future__ import annotations

import re

# The end of a sentence, a line, or an "and" that begins another question.
ENDS = re.compile(
    r"(?<=[.?!;])\s+|\n+|\s*,?\s+(?:and|also|plus|but)\s+(?:also\s+)?"
    r"(?=(?:what|how|when|why|which|where|who|can|could|does|do|is|are|should|will|would|may)\b)",
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
    parts = [part.strip() for part in ENDS.split(text) if part and part.strip()]
    if len(parts) < 2:
        return []
    asked = [part for part in parts if ASKS.search(part) and len(part.split()) >= FEWEST_WORDS]
    return asked[:MOST_QUESTIONS]
