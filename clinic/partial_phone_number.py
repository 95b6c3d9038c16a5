"""Tells a phone number that lacks digits from other numbers, so that it can be asked for again."""

from __future__ import annotations

import re

FEWEST, MOST = 3, 6  # digits; from seven on it is read as a whole number

_NAMED = re.compile(
    r"\b(?:number|phone|mobile|cell|landline|extension"
    r"|(?:reach|call|ring|text) (?:me|us|back on))\b",
    re.IGNORECASE,
)
_MINE = re.compile(
    r"\bmy (?:(?:phone|mobile|cell|home) )?number(?: is|['\u2019]?s)?:? *\d", re.IGNORECASE
)
_RUN = re.compile(r"(?<![\d.,:])\d(?:[ -]?\d)*(?![\d.,:%]*\d)")
_NOTHING_ELSE = re.compile(r"[\s+()./-]*\d(?:[\s().-]*\d){3,5}[\s.]*")
_DEGREES = re.compile(r"3[4-9]|4[0-3]|9[0-9]|1[01]\d")


def is_partial_phone_number(text: str) -> bool:
    """Tell whether a text is, or names, the beginning of a phone number.

    "my number is 086 12", "my number is 12" and "5550" are; what may be a temperature ("1014",
    "386") is not.
    """
    if _NOTHING_ELSE.fullmatch(text):
        return not _DEGREES.match(re.sub(r"\D", "", text))
    if not _NAMED.search(text):
        return False
    fewest = 1 if _MINE.search(text) else FEWEST
    return any(_is_begun(run[0], fewest) for run in _RUN.finditer(text))


def _is_begun(run: str, fewest: int) -> bool:
    digits = re.sub(r"\D", "", run)
    return fewest <= len(digits) <= MOST and not _DEGREES.fullmatch(digits[:3])
