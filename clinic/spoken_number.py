"""Finds numbers that were said digit by digit, as dictation writes them: "oh seven double nine"."""

from __future__ import annotations

import re
from collections.abc import Iterator

FEWEST_WORDS = 5  # fewer say an age, a room, a temperature

_DIGITS = {
    **dict.fromkeys(("zero", "oh", "o", "nought", "naught", "nil"), "0"),
    **{
        word: str(digit)
        for digit, word in enumerate(
            ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine"), start=1
        )
    },
}
_TIMES = {"double": 2, "treble": 3, "triple": 3}
_WORD = rf"(?:(?:{'|'.join(_TIMES)})\s+)?(?:{'|'.join(_DIGITS)}|\d{{1,4}})"
_RUN = re.compile(rf"\b{_WORD}(?:[\s,.-]+{_WORD}){{{FEWEST_WORDS - 1},}}\b", re.IGNORECASE)
_TOKEN = re.compile(r"[a-z]+|\d+", re.IGNORECASE)


def spoken_numbers(text: str) -> Iterator[tuple[str, str]]:
    """Yield each run of digits in words as it stands in `text`, and its digits.

    A run may hold digits as well ("07700 nine double oh 123"), but not only digits.
    """
    for found in _RUN.finditer(text):
        words = _TOKEN.findall(found[0].lower())
        if sum(word in _DIGITS for word in words) >= FEWEST_WORDS:
            yield found[0], _digits(words)


def _digits(words: list[str]) -> str:
    digits, times = "", 1
    for word in words:
        if word in _TIMES:
            times = _TIMES[word]
        else:
            digits += times * _DIGITS.get(word, word)
            times = 1
    return digits
