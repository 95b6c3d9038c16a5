"""The small words that the rules turn on, from data/assertion/words: one file to a topic.

Every file holds lists of words under the name of its topic. An entry such as "@grammar.subjects"
stands for all words of that list, so that no word has to be kept in two places.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from bot.understanding.rule_file import ASSERTION, RuleFileError, read_mapping
from bot.understanding.word_topics import (
    Denial,
    Grammar,
    People,
    Question,
    Temperature,
    Time,
    WordLists,
    Words,
)

FOLDER = ASSERTION / "words"
Topic = TypeVar("Topic")


def load_word_lists(folder: Path = FOLDER) -> WordLists:
    """Read all topics.

    Raises:
        RuleFileError: a file or a list is missing, is not used, or holds what is no word.
    """
    grammar = _topic(folder, Grammar, {})
    known = {f"@grammar.{field.name}": getattr(grammar, field.name) for field in fields(grammar)}
    return WordLists(
        grammar=grammar,
        denial=_topic(folder, Denial, known),
        question=_topic(folder, Question, known),
        time=_topic(folder, Time, known),
        people=_topic(folder, People, known),
        temperature=_topic(folder, Temperature, known),
    )


@lru_cache(maxsize=1)
def word_lists() -> WordLists:
    """Return the project's own lists, read once."""
    return load_word_lists()


@lru_cache(maxsize=1)
def grammar_words() -> Grammar:
    """Return the lists of grammar.yml."""
    return word_lists().grammar


@lru_cache(maxsize=1)
def denial_words() -> Denial:
    """Return the lists of denial.yml."""
    return word_lists().denial


@lru_cache(maxsize=1)
def question_words() -> Question:
    """Return the lists of question.yml."""
    return word_lists().question


@lru_cache(maxsize=1)
def time_words() -> Time:
    """Return the lists of time.yml."""
    return word_lists().time


@lru_cache(maxsize=1)
def people_words() -> People:
    """Return the lists of people.yml."""
    return word_lists().people


@lru_cache(maxsize=1)
def temperature_words() -> Temperature:
    """Return the lists of temperature.yml."""
    return word_lists().temperature


def _topic(folder: Path, kind: type[Topic], known: Mapping[str, Words]) -> Topic:
    """Read the file of one topic; it must have just the lists that its class names."""
    topic = kind.__name__.lower()
    path = folder / f"{topic}.yml"
    given = read_mapping(path, topic)
    names = [field.name for field in fields(kind)]  # type: ignore[arg-type]
    if unknown := sorted(set(map(str, given)).difference(names)):
        raise RuleFileError(f"{path}: {topic}: {unknown[0]}: no rule uses this list; remove it")
    if missing := sorted(set(names).difference(given)):
        raise RuleFileError(f"{path}: {topic}: the list {missing[0]} is missing; restore it")
    return kind(**{name: _words(given[name], f"{path}: {topic}: {name}", known) for name in names})


def _words(entries: Any, where: str, known: Mapping[str, Words]) -> Words:
    """Check the entries of one list and put in the lists that it names."""
    if not isinstance(entries, list) or not entries:
        raise RuleFileError(f"{where}: must be a list with at least one word")
    seen: set[str] = set()
    for entry in entries:
        if not isinstance(entry, str):
            raise RuleFileError(f"{where}: {entry!r} is no word; put words like no in quotes")
        if entry != entry.lower().strip() or not entry:
            raise RuleFileError(
                f"{where}: {entry!r} must be in small letters, without spaces around"
            )
        if entry in seen:
            raise RuleFileError(f"{where}: {entry!r} stands there twice; remove one")
        if entry.startswith("@") and entry not in known:
            raise RuleFileError(f"{where}: {entry!r} names no list of grammar.yml")
        seen.add(entry)
    return frozenset(word for entry in seen for word in known.get(entry, {entry}))
