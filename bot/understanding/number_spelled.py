"""Read numbers digit by digit: "3 8 . 5", "three eight point five", "forty. four zero"."""

from __future__ import annotations

from bot.understanding.number import in_scale
from bot.understanding.number_words import number_words
from bot.understanding.temperature_tokens import Token, glued, text_at

_LONGEST = 3
_STOPS = frozenset({".", ",", "-", ":", ";", "(", "\n"})
_RUNS_ON = frozenset({"/", "-", ":", "x"})


def spelled_whole(tokens: list[Token], i: int) -> tuple[int, int] | None:
    """Read two or three digits, each by itself, that are a temperature, at token i."""
    digits, end = _digits(tokens, i)
    if not 2 <= len(digits) <= _LONGEST or digits[0] == "0" or not in_scale(int(digits)):
        return None
    before, after = text_at(tokens, i - 1), text_at(tokens, end)
    if _digit(before) is not None or (before.isdigit() and not glued(tokens, i)):
        return None
    pointed = after in number_words().point or after == "."
    runs_on = after.isdigit() or after in number_words().clock or after in _RUNS_ON
    return (int(digits), end) if pointed or not runs_on else None


def behind_repetition(tokens: list[Token], i: int, whole: int) -> int | None:
    """Return where the digits end that spell the number before token i once more."""
    if text_at(tokens, i) not in _STOPS:
        return None
    digits, end = _digits(tokens, i + 1)
    if len(digits) < 2 or digits != str(whole):
        return None
    pointed = text_at(tokens, end + 1) in number_words().point
    return end + 1 if text_at(tokens, end) in _STOPS and pointed else end


def _digits(tokens: list[Token], i: int) -> tuple[str, int]:
    """Collect digits that stand alone, in figures or words, one hyphen between words at most."""
    found = ""
    while len(found) <= _LONGEST:
        digit = _digit(text_at(tokens, i))
        if digit is None or (found and glued(tokens, i) and text_at(tokens, i - 1) != "-"):
            break
        found += digit
        i += 1
        hyphened = text_at(tokens, i) == "-" and not text_at(tokens, i + 1).isdigit()
        if hyphened and _digit(text_at(tokens, i + 1)) is not None:
            i += 1
    return found, i


def _digit(word: str) -> str | None:
    if len(word) == 1 and word in "0123456789":
        return word
    value = number_words().digits.get(word)
    return None if value is None else str(value)
