"""Runs many patterns over a message: only those whose words are there are tried at all."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
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
    """Patterns under labels, found by the words that they cannot do without.

    Sets of patterns are kept as the bits of integers: those that can match are what is left when,
    for the first word that each needs, for the second and so on, those without it are taken away.
    """

    def __init__(self) -> None:
        self._patterns: list[tuple[str, Compiled]] = []
        self._by_word: list[dict[str, int]] = []  # for each need: the patterns that a word meets
        self._without: list[int] = []  # for each need: the patterns that have fewer

    def add(self, label: str, pattern: Compiled) -> None:
        """Add one compiled pattern under ``label``."""
        own = 1 << len(self._patterns)
        while len(self._by_word) < len(pattern.needs):
            self._by_word.append({})
            self._without.append(own - 1)
        for place, words in enumerate(pattern.needs):
            for word in words:
                self._by_word[place][word] = self._by_word[place].get(word, 0) | own
        for place in range(len(pattern.needs), len(self._without)):
            self._without[place] |= own
        self._patterns.append((label, pattern))

    def find(self, norms: Sequence[str]) -> list[Match]:
        """Return the matches in a message of these words; linear in their number."""
        starts, at = [], 1
        for norm in norms:
            starts.append(at)
            at += len(norm) + 1
        line = " " + "".join(norm + " " for norm in norms)
        found: list[Match] = []
        for i in self._possible(set(norms)):
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

    def _possible(self, there: set[str]) -> Iterator[int]:
        """Yield the numbers of the patterns that lack none of the words that they need."""
        left = -1
        for by_word, without in zip(self._by_word, self._without, strict=True):
            met = without
            for word in there:
                met |= by_word.get(word, 0)
            left &= met
        while left > 0:
            lowest = left & -left
            yield lowest.bit_length() - 1
            left ^= lowest
