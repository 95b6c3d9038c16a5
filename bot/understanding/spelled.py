"""A message as the classifier reads it: slips undone, phone numbers hidden (DET-7)."""

from __future__ import annotations

from bot.understanding.analysis import analyse
from bot.understanding.phone_number_mask import mask_phone_numbers
from bot.understanding.tokens import tokenise

SHORTEST = 4  # letters; what is shorter and stands for a word is shorthand


def as_read(text: str) -> str:
    """Return the text with the words that were meant: "my fveer is back" reads as a fever.

    Only words that the rules know are corrected; shorthand stays as it was typed, since the
    classifier has learnt it.
    """
    masked = mask_phone_numbers(text)
    for typed, meant in reversed(list(zip(tokenise(masked), analyse(masked).tokens, strict=True))):
        if typed.norm != meant.norm and meant.norm.isalpha() and len(typed.norm) >= SHORTEST:
            masked = masked[: meant.start] + meant.norm + masked[meant.end :]
    return masked
