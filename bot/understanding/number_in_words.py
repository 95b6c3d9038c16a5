"""Read whole numbers from 0 to 199 that are written in words."""

from __future__ import annotations

from bot.understanding.number_words import number_words
from bot.understanding.temperature_tokens import Token, glued, text_at


def up_to_99(tokens: list[Token], i: int) -> tuple[int, int] | None:
    """Read 0-99 in words at token i: the value and where it ends."""
    word = text_at(tokens, i)
    if word in number_words().joined:
        return number_words().joined[word], i + 1
    if word in number_words().teens:
        return number_words().teens[word], i + 1
    if word in number_words().tens:
        after = i + 2 if text_at(tokens, i + 1) == "-" else i + 1
        digit = _digit(text_at(tokens, after))
        if digit and not (glued(tokens, after + 1) and text_at(tokens, after + 1).isalpha()):
            return number_words().tens[word] + digit, after + 1
        return number_words().tens[word], i + 1
    if word in number_words().digits and word not in number_words().no_digit_alone:
        return number_words().digits[word], i + 1
    return None


def from_100_to_199(tokens: list[Token], i: int) -> tuple[int, int] | None:
    """Read "a hundred and two", "one hundred two", "hundred" or "one oh one" at token i."""
    word = text_at(tokens, i)
    if word in ("one", "1"):
        j = i + 2 if text_at(tokens, i + 1) == "-" else i + 1
        if text_at(tokens, j) in number_words().nought:
            j = j + 2 if text_at(tokens, j + 1) == "-" else j + 1
            if text_at(tokens, j) in number_words().digits:
                return 100 + number_words().digits[text_at(tokens, j)], j + 1
    j = i
    if word in number_words().one and text_at(tokens, i + 1) == "-":
        j += 1
    if word in number_words().one:
        j += 1
    if text_at(tokens, j) not in number_words().hundred:
        return None
    j += 1
    after = j + 1 if text_at(tokens, j) in number_words().joins else j
    small = up_to_99(tokens, after)
    if small and small[0] > 0:
        return 100 + small[0], small[1]
    return 100, j


def _digit(word: str) -> int:
    """Return 1-9 for a digit in a word or a figure, 0 for anything else."""
    return (
        int(word) if len(word) == 1 and word in "123456789" else number_words().digits.get(word, 0)
    )
