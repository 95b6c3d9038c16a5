"""Loads and checks the rule files: what to look for, and the words that change what it means."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from bot.understanding.pattern_words import Part, PatternError, cut
from bot.understanding.patterns import Compiled, compile_pattern, read_list
from bot.understanding.rule_file import ASSERTION, RuleFileError, read_mapping, read_yaml

KNOWLEDGE = Path(__file__).parents[2] / "data" / "knowledge"
_CONCEPT_KEYS = {
    "id", "name", "fact_id", "names", "patterns", "weak", "except", "also",
    "escalates", "asks", "quiet", "explains_pain",
}  # fmt: skip
_CUE_KEYS = {"id", "patterns", "examples", "about"}
CUE_FILES = ("negation", "time", "question", "experiencer", "things", "measures")
_KINDS = {
    "signs.yml": {"signs": "sign"},
    "emergencies.yml": {"emergencies": "emergency", "crises": "crisis"},
    "unlisted.yml": {"unlisted": "unlisted", "distress": "distress", "worse": "worse"},
}


@dataclass(frozen=True)
class Concept:
    """One thing to look for: its names, patterns, weak patterns and exceptions."""

    id: str
    kind: str
    names: tuple[Compiled, ...]
    patterns: tuple[Compiled, ...]
    weak: tuple[Compiled, ...]
    excepted: tuple[Compiled, ...]
    also: str | None = None
    explains_pain: bool = False


@dataclass(frozen=True)
class Lexicon:
    """Everything that the rule files say."""

    concepts: tuple[Concept, ...]
    cues: dict[str, tuple[Compiled, ...]]
    words: dict[str, frozenset[str]]
    lists: dict[str, Part]

    @cached_property
    def pains(self) -> frozenset[str]:
        """Return the concepts that are pains of their own place, not new pain beside it."""
        return frozenset(c.id for c in self.concepts if c.explains_pain)

    def vocabulary(self) -> frozenset[str]:
        """Return the single words of names and patterns, for the correction of typing slips."""
        return frozenset(
            w for c in self.concepts for p in (*c.names, *c.patterns, *c.weak) for w in p.words
        )

    def other_words(self) -> frozenset[str]:
        """Return the words of exceptions and cues: real words, to which nothing is corrected."""
        excepted = (p for c in self.concepts for p in c.excepted)
        cues = (p for patterns in self.cues.values() for p in patterns)
        return frozenset(w for p in (*excepted, *cues) for w in p.words)


def load_lexicon(knowledge: Path = KNOWLEDGE, assertion: Path = ASSERTION) -> Lexicon:
    """Read all rule files.

    Raises:
        RuleFileError: a file is missing or says something that cannot be used.
    """
    lists = {
        name: read_list(map(str, entries))
        for name, entries in read_mapping(knowledge / "words.yml", "words").items()
    }
    concepts = [c for file in _KINDS for c in _concepts(knowledge / file, lists)]
    cues: dict[str, tuple[Compiled, ...]] = {}
    for name in CUE_FILES:
        cues.update(_cues(assertion / f"{name}.yml", lists))
    passing = {
        name: frozenset(word for entry in entries for word in cut(str(entry)))
        for name, entries in read_mapping(assertion / "passing_words.yml", "passing_words").items()
    }
    return Lexicon(tuple(concepts), cues, passing, lists)


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Return the project's own rules, read once."""
    return load_lexicon()


def _entries(path: Path, key: str, allowed: set[str]) -> Iterator[dict[str, Any]]:
    """Yield the checked entries of the list under ``key``."""
    entries = read_yaml(path).get(key)
    if not isinstance(entries, list) or not entries:
        raise RuleFileError(f"{path}: needs the top key {key} with a list below it")
    for entry in entries:
        if not isinstance(entry, dict) or "id" not in entry:
            raise RuleFileError(f"{path}: {key}: an entry lacks its id; add one")
        unknown = set(entry) - allowed
        if unknown:
            raise RuleFileError(
                f"{path}: {key}: {entry['id']}: unknown key {sorted(unknown)[0]}; "
                f"use one of {', '.join(sorted(allowed))}"
            )
        yield entry


def _concepts(path: Path, lists: dict[str, Part]) -> Iterator[Concept]:
    """Yield the concepts of one knowledge file."""
    for key, kind in _KINDS[path.name].items():
        for entry in _entries(path, key, _CONCEPT_KEYS):
            where = f"{path}: {key}: {entry['id']}"
            yield Concept(
                id=str(entry["id"]),
                kind=kind,
                names=_compile_all(entry.get("names", []), lists, f"{where}: names"),
                patterns=_compile_all(entry.get("patterns", []), lists, f"{where}: patterns"),
                weak=_compile_all(entry.get("weak", []), lists, f"{where}: weak"),
                excepted=_compile_all(entry.get("except", []), lists, f"{where}: except"),
                also=entry.get("also"),
                explains_pain=bool(entry.get("explains_pain", False)),
            )


def _cues(path: Path, lists: dict[str, Part]) -> dict[str, tuple[Compiled, ...]]:
    """Return the cues of one assertion file, by id."""
    return {
        str(entry["id"]): _compile_all(
            entry.get("patterns", []), lists, f"{path}: {path.stem}: {entry['id']}: patterns"
        )
        for entry in _entries(path, path.stem, _CUE_KEYS)
    }


def _compile_all(lines: object, lists: dict[str, Part], where: str) -> tuple[Compiled, ...]:
    """Compile the lines of one key, or say which of them is wrong."""
    if not isinstance(lines, list) or not all(isinstance(line, str) for line in lines):
        raise RuleFileError(f"{where}: must be a list of lines; put words like no in quotes")
    compiled = []
    for line in lines:
        try:
            compiled.append(compile_pattern(line, lists))
        except PatternError as error:
            raise RuleFileError(f"{where}: {line!r} {error}") from None
    return tuple(compiled)
