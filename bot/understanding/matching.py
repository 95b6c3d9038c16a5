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
        self._by_word: dict[str, list[int]] = defaultdict(list)

    def add(self, label: str, pattern: Compiled) -> None:
        """Add one compiled pattern under ``label``."""
        for word in pattern.needs[0]:
            self._by_word[word].append(len(self._patterns))
        self._patterns.append((label, pattern))

    def find(self, norms: Sequence[str]) -> list[Match]:
        """Return the matches in a message of these words; linear in their number."""
        starts, at = [], 1
        for norm in norms:
            starts.append(at)
            at += len(norm) + 1
        line = " " + "".join(norm + " " for norm in norms)
        there = set(norms)
        candidates = sorted({i for word in there for i in self._by_word.get(word, ())})
        found: list[Match] = []
        for i in candidates:
            label, pattern = self._patterns[i]
            if any(there.isdisjoint(words) for words in pattern.needs[1:]):
                continue
            taken: set[int] = set()
            for hit in sorted(pattern.expression.finditer(line), key=lambda m: len(m[1])):
                first, last = hit.span(1)
                if last not in taken:  # of two that end together the shorter: gaps take the nearest
                    taken.add(last)
                    start = bisect_right(starts, first) - 1
                    end = bisect_right(starts, last - 1)
                    between = tuple(w for gap in hit.groups()[1:] if gap for w in gap.split())
                    found.append(Match(label, start, end, between))
        return found
