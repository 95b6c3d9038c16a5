"""Runs many patterns over a message: only those whose words are there are tried at all."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from bot.understanding.patterns import Compiled


@dataclass(frozen=True)
class Match:
    """A pattern found at the words ``start`` to ``end`` (exclusive), under its ``label``.

    ``between`` holds the words that stood in the gaps of the pattern.
    """

    label: str
    start: int
    end: int
    between: tuple[str, ...] = ()


class PatternIndex:
    """Patterns under labels, found by the words that they cannot do without."""

    def __init__(self) -> None:
        self._patterns: list[tuple[str, Compiled]] = []
        self._further_needs: list[tuple[frozenset[str], ...]] = []
        self._by_word: dict[str, list[int]] = defaultdict(list)

    def add(self, label: str, pattern: Compiled) -> None:
        """Add one compiled pattern under ``label``."""
        for word in pattern.needs[0]:
            self._by_word[word].append(len(self._patterns))
        self._patterns.append((label, pattern))
        self._further_needs.append(pattern.needs[1:])

    def find(self, norms: Sequence[str]) -> list[Match]:
        """Return the matches in a message of these words; linear in their number."""
        starts, at = [], 1
        for norm in norms:
            starts.append(at)
            at += len(norm) + 1
        line = " " + "".join(norm + " " for norm in norms)
        there = set(norms)
        candidates = {i for word in there for i in self._by_word.get(word, ())}
        found: list[Match] = []
        for i in sorted(candidates):
            if self._lacks_a_word(i, there):
                continue
            label, pattern = self._patterns[i]
            hits = list(pattern.expression.finditer(line))
            if len(hits) > 1:
                hits.sort(key=lambda m: len(m[1]))
            taken: set[int] = set()
            for hit in hits:
                first, last = hit.span(1)
                if last not in taken:  # of two that end together the shorter: gaps take the nearest
                    taken.add(last)
                    start = bisect_right(starts, first) - 1
                    end = bisect_right(starts, last - 1)
                    between = tuple(w for gap in hit.groups()[1:] if gap for w in gap.split())
                    found.append(Match(label, start, end, between))
        return found

    def _lacks_a_word(self, pattern: int, there: set[str]) -> bool:
        """Say whether a pattern needs a word that a message does not have."""
        for words in self._further_needs[pattern]:  # noqa: SIM110 (asked most often of all)
            if words.isdisjoint(there):
                return True
        return False
