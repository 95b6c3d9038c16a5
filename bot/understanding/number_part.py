"""Read a part of a degree behind a whole number: "and a half", "and two tenths", "38 and 4"."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from bot.understanding.number_words import number_words
from bot.understanding.temperature_tokens import Token, glued, text_at

_HALF = Decimal("0.5")
_TENTH = Decimal("0.1")
_WRITTEN = {("1", "2"): _HALF, ("1", "4"): Decimal("0.25"), ("3", "4"): Decimal("0.75")}


class Part(NamedTuple):
    """What is added to the whole number, and where it ends.

    `sure` is false where two numbers may be meant: the ages, the pages, the rooms 38 and 4.
    """

    value: Decimal
    end: int
    sure: bool = True


def part_behind(tokens: list[Token], i: int) -> Part | None:
    """Read the part that starts at token i, right behind the whole number or its degrees."""
    start = i
    if text_at(tokens, i) in number_words().degrees:
        i += 1
    joined = text_at(tokens, i) in number_words().joins_half
    if i > start and not joined:
        return None
    j = i + 1 if joined else i
    part = _half(tokens, j) or _equal_parts(tokens, j)
    if part or i > start:
        return part
    return _joined_digit(tokens, j) if text_at(tokens, i) in number_words().joins else None


def _half(tokens: list[Token], i: int) -> Part | None:
    """Read "a half", "half", "1/2", "3/4" at token i."""
    article = text_at(tokens, i) == "a"
    j = i + 1 if article else i
    if text_at(tokens, j) in number_words().half:
        halved = not article and text_at(tokens, j + 1) in number_words().halved
        compound = text_at(tokens, j + 1) == "-" and glued(tokens, j + 1)
        return None if halved or compound else Part(_HALF, j + 1)
    value = _WRITTEN.get((text_at(tokens, i), text_at(tokens, i + 2)))
    if value is None or text_at(tokens, i + 1) != "/" or glued(tokens, i + 3):
        return None
    return Part(value, i + 3, sure=value == _HALF)


def _equal_parts(tokens: list[Token], i: int) -> Part | None:
    """Read "two tenths", "one-tenth", "a quarter" at token i."""
    word = text_at(tokens, i)
    count = 1 if word in ("a", "an") else _digit(word)
    j = i + 2 if text_at(tokens, i + 1) == "-" else i + 1
    parts = number_words().parts.get(text_at(tokens, j))
    if not count or not parts or count >= parts:
        return None
    return Part(Decimal(count) / parts, j + 1)


def _joined_digit(tokens: list[Token], i: int) -> Part | None:
    """Read the 4 of "38 and 4", unless it counts something ("38 and 4 days of cough")."""
    digit = _digit(text_at(tokens, i))
    after = text_at(tokens, i + 1)
    if not digit or (after and after not in number_words().behind_joined_digit):
        return None
    goes_on = glued(tokens, i + 1) and glued(tokens, i + 2) and text_at(tokens, i + 2).isalnum()
    return None if goes_on else Part(digit * _TENTH, i + 1, sure=False)


def _digit(word: str) -> int:
    """Return 1-9 for a digit in a word or a figure, 0 for anything else."""
    if len(word) == 1 and word in "123456789":
        return int(word)
    return number_words().digits.get(word, 0)
