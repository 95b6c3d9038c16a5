"""Writes an example as hurried people do: a slip of a finger, no capitals, no punctuation."""

from __future__ import annotations

import random
import string

FEWEST = 4  # letters of a text in which a slip is made
_SMALL, _OPEN, _SLIP, _BARE = 0.12, 0.24, 0.36, 0.42  # up to which chance each is done
_PUNCTUATION = str.maketrans("", "", ",.!?;:'")


def noisy(text: str, chance: random.Random) -> str:
    """Return the text, in three of five cases as it is."""
    drawn = chance.random()
    if drawn < _SMALL:
        return text.lower()
    if drawn < _OPEN:
        return text.rstrip(".!?,")
    if drawn < _SLIP:
        return slip(text, chance)
    return text.translate(_PUNCTUATION) if drawn < _BARE else text


def slip(text: str, chance: random.Random) -> str:
    """Return the text with a letter left out, doubled, wrong, or before its neighbor."""
    if len(text) < FEWEST:
        return text
    place = chance.randrange(len(text) - 1)
    before, letter, behind = text[:place], text[place], text[place + 1 :]
    return before + chance.choice(
        (
            behind,
            behind[0] + letter + behind[1:],
            letter + letter + behind,
            chance.choice(string.ascii_lowercase) + behind,
        )
    )
