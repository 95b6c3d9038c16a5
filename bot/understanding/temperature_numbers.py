"""Find numbers in a message, in digits, in words, or mixed ("101 point 3")."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from bot.understanding.temperature_tokens import Token, glued, text_at

_DIGITS = {
    "zero": 0, "oh": 0, "o": 0, "nought": 0, "naught": 0, "one": 1, "two": 2, "three": 3,
    "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
}  # fmt: skip
_TEENS = {
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
    "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "thirdy": 30, "thrity": 30, "forty": 40, "fourty": 40,
    "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "ninty": 90,
    "ninedy": 90,
}  # fmt: skip
_JOINED = {
    tens_word + digit_word: tens + digit
    for tens_word, tens in _TENS.items()
    for digit_word, digit in _DIGITS.items()
    if digit
}
_HUNDRED = {"hundred", "hunderd", "hundered", "hundrd", "hundread", "onehundred"}
_STARTS = {"a", *_HUNDRED, *_DIGITS, *_TEENS, *_TENS, *_JOINED}
_POINT = {"point", "dot", "pt", "piont", "comma", "komma", "coma", "punto", "virgule", "virgola"}
_SOMETHING = {"something", "somethin", "smth", "sumthin"}
_CLOCK = {"am", "pm", "oclock", "o'clock"}
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
    return int(word) if len(word) == 1 and word in "123456789" else _DIGITS.get(word, 0)


def _small(tokens: list[Token], i: int) -> tuple[int, int] | None:
    """Read 0-99 in words at token i: the value and where it ends."""
    word = text_at(tokens, i)
    if word in _JOINED:
        return _JOINED[word], i + 1
    if word in _TEENS:
        return _TEENS[word], i + 1
    if word in _TENS:
        after = i + 2 if text_at(tokens, i + 1) == "-" else i + 1
        digit = _digit(text_at(tokens, after))
        if digit and not (glued(tokens, after + 1) and text_at(tokens, after + 1).isalpha()):
            return _TENS[word] + digit, after + 1
        return _TENS[word], i + 1
    if word in _DIGITS and word not in ("o", "oh"):
        return _DIGITS[word], i + 1
    return None


def _hundreds(tokens: list[Token], i: int) -> tuple[int, int] | None:
    """Read "a hundred and two", "one hundred two", "hundred" or "one oh one" at token i."""
    word = text_at(tokens, i)
    if word in ("one", "1"):
        j = i + 2 if text_at(tokens, i + 1) == "-" else i + 1
        if text_at(tokens, j) in ("oh", "o", "zero", "0"):
            j = j + 2 if text_at(tokens, j + 1) == "-" else j + 1
            if text_at(tokens, j) in _DIGITS:
                return 100 + _DIGITS[text_at(tokens, j)], j + 1
    j = i
    if word in ("a", "one", "1") and text_at(tokens, i + 1) == "-":
        j += 1
    if word in ("a", "one", "1"):
        j += 1
    if text_at(tokens, j) not in _HUNDRED:
        return None
    j += 1
    after = j + 1 if text_at(tokens, j) in ("and", "&", "n") else j
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
    while text_at(tokens, i) in _DIGITS and len(digits) < _MAX_DECIMALS:
        digits += str(_DIGITS[text_at(tokens, i)])
        i += 1
    return (digits, i) if digits else None


def _half(tokens: list[Token], i: int) -> int | None:
    """Return where "and a half", "1/2" or the half sign at token i ends."""
    if text_at(tokens, i) in ("and", "&", "n", "y", "et"):
        i += 1
    if text_at(tokens, i) == "a":
        i += 1
    if text_at(tokens, i) in ("half", "½", "media", "medio", "demi"):
        return i + 1
    if [text_at(tokens, i + k) for k in range(3)] == ["1", "/", "2"] and not glued(tokens, i + 3):
        return i + 3
    return None


def _lone_digit(
    tokens: list[Token], i: int, stops: frozenset[str], hyphened: bool = False
) -> str | None:
    """Read the 5 of "38 5", unless it counts something ("38 5 days")."""
    word = text_at(tokens, i)
    digit = str(_DIGITS[word]) if word in _DIGITS else word
    if len(digit) != 1 or not digit.isdigit() or (glued(tokens, i) and not hyphened):
        return None
    after = text_at(tokens, i + 1)
    if after in stops or after in _CLOCK or after.isdigit() or after in _POINT:
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
    if after in _DIGITS or after in _TENS or after in _HUNDRED or after in ("/", "x", "-", ":"):
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
    if after in _POINT or (after == "." and not in_digits):
        fraction = _fraction_digits(tokens, end + 1)
        if fraction:
            value = _scaled(whole, fraction[0])
            return Number(value, first, fraction[1], True, in_digits)
    if after in _POINT | {"."} and text_at(tokens, end + 1) in _SOMETHING:
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
    ends = text_at(tokens, i + 1) in ("", ".", ",", "!", "?", "c", "f", "°", "degrees", "\n")
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
        if not (word.isdigit() or word in _STARTS):
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
