"""Splits a message into its questions and what is said beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from bot.understanding.word_lists import question_words

FEWEST_WORDS = 3
MOST_QUESTIONS = 4  # that are looked at; each costs a sentence vector
FEWEST_IN_HALF, MOST_JOINS = 2, 2  # words in a half of a question; each join costs two vectors


def questions(text: str) -> list[str]:
    """Return the questions of a message that holds several sentences, in order; else nothing."""
    found = parts(text, _question_ends())
    if len(found) < 2:
        return []
    return [text[start:end] for start, end in found if asks(text[start:end])][:MOST_QUESTIONS]


def halves(text: str) -> Iterator[tuple[str, str]]:
    """Yield what stands before and behind each "and" of a message that asks."""
    if not asks(text):
        return
    for found in islice(_joins().finditer(text), MOST_JOINS):
        before, behind = text[: found.start()], text[found.end() :]
        if all(len(half.split()) >= FEWEST_IN_HALF for half in (before, behind)):
            yield before, behind


def statements(text: str) -> str:
    """Return the message with its questions blanked out, as long as it was.

    Where every part asks, one that begins otherwise is left: "she has a fever, is that bad?" says
    something first. Empty where there is no question, or nothing but questions.
    """
    found = parts(text)
    asked = [(start, end) for start, end in found if asks(text[start:end])]
    if len(asked) == len(found):
        asked = [(start, end) for start, end in asked if _opening().search(text[start:end])]
    if not asked or len(asked) == len(found):
        return ""
    left = list(text)
    for start, end in asked:
        left[start:end] = " " * (end - start)
    return "".join(left)


def parts(text: str, ends: re.Pattern[str] | None = None) -> list[tuple[int, int]]:
    """Return where each part starts and ends, spaces left out."""
    between = (ends or _ends()).finditer(text)
    edges = [0, *(edge for end in between for edge in end.span()), len(text)]
    found = []
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        part = text[start:end]
        if part.strip():
            begin = start + len(part) - len(part.lstrip())
            found.append((begin, begin + len(part.strip())))
    return found


def asks(part: str) -> bool:
    """Say whether a sentence asks, by its mark or by how it begins."""
    return bool(_asking().search(part)) and len(part.split()) >= FEWEST_WORDS


@lru_cache(maxsize=1)
def _ends() -> re.Pattern[str]:
    """The end of a sentence, a line, an "and" that begins another question, or a "by the way"."""
    words = question_words()
    return re.compile(
        rf"(?<=[.?!;])\s+|\n+|\s*,?\s+(?:{_one_of(words.joins_questions)})\s+(?:also\s+)?"
        rf"(?=(?:{_one_of(words.asking_again)})\b)"
        rf"|\s*,?\s+(?:(?:{_one_of(words.before_change)})\s+)?(?:{_one_of(words.changes_topic)})\b,?\s+",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _question_ends() -> re.Pattern[str]:
    """The same, and a comma before a question: "38.6 since noon, why does chemo do this"."""
    behind = _one_of(question_words().behind_comma)
    return re.compile(rf"{_ends().pattern}|,\s+(?=(?:{behind})\b)", re.IGNORECASE)


@lru_cache(maxsize=1)
def _joins() -> re.Pattern[str]:
    """A word that puts another question, or another object of it, behind the first."""
    words = question_words()
    return re.compile(
        rf"\s*,?\s+(?:{_one_of(words.joins_questions)})\s+(?:also\s+)?", re.IGNORECASE
    )


@lru_cache(maxsize=1)
def _asking() -> re.Pattern[str]:
    """A question mark, or what begins a question."""
    return re.compile(rf"\?|{_opening().pattern}", re.IGNORECASE)


@lru_cache(maxsize=1)
def _opening() -> re.Pattern[str]:
    """What begins a question."""
    words = question_words()
    return re.compile(
        rf"^\W*(?:(?:{_one_of(words.before_asking)})\W+)*(?:{_one_of(words.asking)})\b(?!['\u2019]?t\b)",
        re.IGNORECASE,
    )


def _one_of(words: frozenset[str]) -> str:
    """Return the alternatives of an expression, longer ones first."""
    return "|".join(sorted(map(re.escape, words), key=lambda w: (-len(w), w)))
