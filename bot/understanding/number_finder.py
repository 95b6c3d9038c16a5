"""Find numbers in a message, in digits, in words, or mixed ("101 point 3")."""

from __future__ import annotations

from bot.understanding.number import Number
from bot.understanding.number_fraction import with_fraction
from bot.understanding.number_in_digits import number_in_digits
from bot.understanding.number_in_words import from_100_to_199, up_to_99
from bot.understanding.number_spelled import spelled_whole
from bot.understanding.number_words import number_words
from bot.understanding.temperature_tokens import Token


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
        whole = from_100_to_199(tokens, i) or spelled_whole(tokens, i)
        if whole:
            number = with_fraction(tokens, i, *whole, in_digits=False, stops=stops)
        elif word.isdigit():
            number = number_in_digits(tokens, i, stops)
        else:
            small = up_to_99(tokens, i)
            if small:
                number = with_fraction(tokens, i, *small, in_digits=False, stops=stops)
        if number:
            numbers.append(number)
            i = number.last
        else:
            i += 1
    return numbers
