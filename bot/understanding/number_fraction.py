"""Read what follows a whole number and belongs to it: a point, a half, the 5 of "38 5"."""

from __future__ import annotations

from decimal import Decimal

from bot.understanding.number import MAX_DECIMALS, Number, in_scale, with_decimals
from bot.understanding.number_part import part_behind
from bot.understanding.number_spelled import behind_repetition
from bot.understanding.number_words import number_words
from bot.understanding.temperature_tokens import Token, glued, text_at


def with_fraction(
    tokens: list[Token], first: int, whole: int, end: int, in_digits: bool, stops: frozenset[str]
) -> Number:
    """Add what follows the whole number and belongs to it."""
    end = behind_repetition(tokens, end, whole) or end
    after = text_at(tokens, end)
    if after in number_words().point or (after == "." and not in_digits):
        fraction = _fraction_digits(tokens, end + 1)
        if fraction:
            value = with_decimals(whole, fraction[0])
            return Number(value, first, fraction[1], True, in_digits)
    if (
        after in number_words().point | {"."}
        and text_at(tokens, end + 1) in number_words().something
    ):
        return Number(Decimal(whole), first, end + 2, False, in_digits, open_ended=True)
    part = part_behind(tokens, end)
    if part and (part.sure or in_scale(whole)):
        return Number(whole + part.value, first, part.end, part.sure, in_digits)
    if in_scale(whole):
        at = end + 1 if after == "-" and not in_digits else end
        digit = _lone_digit(tokens, at, stops, hyphened=at > end)
        if digit is not None:
            return Number(with_decimals(whole, digit), first, at + 1, True, in_digits)
        if after in (".", ",") and not (glued(tokens, end) and glued(tokens, end + 1)):
            digit = _lone_digit_after_stop(tokens, end + 1)
            if digit is not None:
                return Number(with_decimals(whole, digit), first, end + 2, True, in_digits)
    return Number(Decimal(whole), first, end, False, in_digits)


def _fraction_digits(tokens: list[Token], i: int) -> tuple[str, int] | None:
    """Read what follows "point": digits, or one to three digits in words."""
    word = text_at(tokens, i)
    if word.isdigit() and len(word) <= MAX_DECIMALS:
        return word, i + 1
    if word in number_words().no_tenths:
        return "0", i + 1
    digits = ""
    while text_at(tokens, i) in number_words().digits and len(digits) < MAX_DECIMALS:
        digits += str(number_words().digits[text_at(tokens, i)])
        i += 1
    return (digits, i) if digits else None


def _lone_digit(
    tokens: list[Token], i: int, stops: frozenset[str], hyphened: bool = False
) -> str | None:
    """Read the 5 of "38 5", unless it counts something ("38 5 days")."""
    word = text_at(tokens, i)
    digit = str(number_words().digits[word]) if word in number_words().digits else word
    if len(digit) != 1 or not digit.isdigit() or (glued(tokens, i) and not hyphened):
        return None
    after = text_at(tokens, i + 1)
    if (
        after in stops
        or after in number_words().clock
        or after.isdigit()
        or after in number_words().point
    ):
        return None
    if glued(tokens, i + 1) and after not in (
        ".",
        ",",
        "!",
        "?",
        "c",
        "f",
        "°",
        "℃",
        "℉",
        ")",
        ";",
    ):
        return None
    if (
        after in number_words().digits
        or after in number_words().tens
        or after in number_words().hundred
        or after in ("/", "x", "-", ":")
    ):
        return None
    return digit


def _lone_digit_after_stop(tokens: list[Token], i: int) -> str | None:
    """Read the 5 of "38. 5" and "38 .5" where nothing else or a unit follows."""
    word = text_at(tokens, i)
    after = text_at(tokens, i + 1)
    ends = not after or after in number_words().behind_digit
    return word if len(word) == 1 and word.isdigit() and ends else None
