"""Find numbers in a message, in digits, in words, or mixed ("101 point 3")."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from bot.understanding.number_words import number_words
from bot.understanding.temperature_tokens import Token, glued, text_at

_MAX_DECIMALS = 3


@dataclass(frozen=True)
class Number:
    """A number as it is written: tokens[first:last], exact value.

    `decimal` is true where a fraction was given; `whole` is the part before it, as digits.
    `open_ended` is true for "38 point something". `broken` marks digits that run into
    more digits or signs, as in dates, versions and telephone numbers.
    """

    value: Decimal
    first: int
    last: int
    decimal: bool
    in_digits: bool
    open_ended: bool = False
    broken: bool = False


def _digit(word: str) -> int:
    """Return 1-9 for a digit in a word or a figure, 0 for anything else."""
    return (
        int(word) if len(word) == 1 and word in "123456789" else number_words().digits.get(word, 0)
    )


def _small(tokens: list[Token], i: int) -> tuple[int, int] | None:
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


def _hundreds(tokens: list[Token], i: int) -> tuple[int, int] | None:
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
    small = _small(tokens, after)
    if small and small[0] > 0:
        return 100 + small[0], small[1]
    return 100, j


def _fraction_digits(tokens: list[Token], i: int) -> tuple[str, int] | None:
    """Read what follows "point": digits, or one to three digits in words."""
    word = text_at(tokens, i)
    if word.isdigit() and len(word) <= _MAX_DECIMALS:
        return word, i + 1
    digits = ""
    while text_at(tokens, i) in number_words().digits and len(digits) < _MAX_DECIMALS:
        digits += str(number_words().digits[text_at(tokens, i)])
        i += 1
    return (digits, i) if digits else None


def _half(tokens: list[Token], i: int) -> int | None:
    """Return where "and a half", "1/2" or the half sign at token i ends."""
    if text_at(tokens, i) in number_words().joins_half:
        i += 1
    if text_at(tokens, i) == "a":
        i += 1
    if text_at(tokens, i) in number_words().half:
        return i + 1
    if [text_at(tokens, i + k) for k in range(3)] == ["1", "/", "2"] and not glued(tokens, i + 3):
        return i + 3
    return None


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


def _scaled(whole: int, digits: str) -> Decimal:
    return Decimal(f"{whole}.{digits}")


def in_scale(value: Decimal | int) -> bool:
    """Tell whether a number lies where people's temperatures do, in either scale."""
    return 34 <= value <= 43 or 93 <= value <= 110


def _with_fraction(
    tokens: list[Token], first: int, whole: int, end: int, in_digits: bool, stops: frozenset[str]
) -> Number:
    """Add what follows the whole number and belongs to it."""
    after = text_at(tokens, end)
    if after in number_words().point or (after == "." and not in_digits):
        fraction = _fraction_digits(tokens, end + 1)
        if fraction:
            value = _scaled(whole, fraction[0])
            return Number(value, first, fraction[1], True, in_digits)
    if (
        after in number_words().point | {"."}
        and text_at(tokens, end + 1) in number_words().something
    ):
        return Number(Decimal(whole), first, end + 2, False, in_digits, open_ended=True)
    half = _half(tokens, end)
    if half is not None:
        return Number(_scaled(whole, "5"), first, half, True, in_digits)
    if in_scale(whole):
        at = end + 1 if after == "-" and not in_digits else end
        digit = _lone_digit(tokens, at, stops, hyphened=at > end)
        if digit is not None:
            return Number(_scaled(whole, digit), first, at + 1, True, in_digits)
        if after in (".", ",") and not (glued(tokens, end) and glued(tokens, end + 1)):
            digit = _lone_digit_after_stop(tokens, end + 1)
            if digit is not None:
                return Number(_scaled(whole, digit), first, end + 2, True, in_digits)
    return Number(Decimal(whole), first, end, False, in_digits)


def _lone_digit_after_stop(tokens: list[Token], i: int) -> str | None:
    """Read the 5 of "38. 5" and "38 .5" where nothing else or a unit follows."""
    word = text_at(tokens, i)
    after = text_at(tokens, i + 1)
    ends = not after or after in number_words().behind_digit
    return word if len(word) == 1 and word.isdigit() and ends else None


def _digits(tokens: list[Token], i: int, stops: frozenset[str]) -> Number:
    """Read a number that starts with digits at token i."""
    run = tokens[i].text
    if len(run) > 4 or (len(run) > 1 and run[0] == "0"):
        return Number(Decimal(0), i, i + 1, False, True, broken=True)
    end = i + 1
    fraction = ""
    j = end
    while j < len(tokens) and j - end < 2 and glued(tokens, j) and tokens[j].text in ".,'°":
        j += 1
    if j > end and glued(tokens, j) and text_at(tokens, j).isdigit():
        fraction = tokens[j].text
        sign = tokens[end].text
        more = glued(tokens, j + 1) and text_at(tokens, j + 1) in ".,/:"
        chained = more and glued(tokens, j + 2) and text_at(tokens, j + 2).isdigit()
        thousands = sign != "." and len(fraction) == 3
        if (
            (chained and text_at(tokens, j + 1) != "/")
            or thousands
            or len(fraction) > _MAX_DECIMALS
        ):
            return _broken(tokens, i)
        return Number(_scaled(int(run), fraction), i, j + 1, True, True)
    return _with_fraction(tokens, i, int(run), end, True, stops)


def _broken(tokens: list[Token], i: int) -> Number:
    """Swallow a chain like 10.12.2038 or 38,500 as one thing that is no temperature."""
    end = i + 1
    while end < len(tokens) and glued(tokens, end):
        text = tokens[end].text
        if not (text.isdigit() or text in ".,/:'"):
            break
        end += 1
    return Number(Decimal(0), i, end, False, True, broken=True)


def find_numbers(tokens: list[Token], stops: frozenset[str]) -> list[Number]:
    """Return the numbers of a message in order; `stops` are words for counted things."""
    numbers: list[Number] = []
    i = 0
    while i < len(tokens):
        word = tokens[i].text
        if not (word.isdigit() or word in number_words().starts):
            i += 1
            continue
        number: Number | None = None
        hundreds = _hundreds(tokens, i)
        if hundreds:
            number = _with_fraction(tokens, i, *hundreds, in_digits=False, stops=stops)
        elif word.isdigit():
            number = _digits(tokens, i, stops)
        else:
            small = _small(tokens, i)
            if small:
                number = _with_fraction(tokens, i, *small, in_digits=False, stops=stops)
        if number:
            numbers.append(number)
            i = number.last
        else:
            i += 1
    return numbers
