"""Forgive slips of the finger in long words, and leave everyday words alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from rapidfuzz.distance import OSA

SHORTEST = 5
# Longer words may differ more. Three edits would turn one drug into another (chlorpromazine,
# chlorpropamide), and so would a different first letter (ganciclovir, famciclovir).
TWO_EDITS_FROM = 8


class TypoCorrector:
    """Find the known word that a misspelt one was meant to be."""

    def __init__(self, known: Iterable[str], everyday: Iterable[str]) -> None:
        """Take the reduced words of all names, and those that are never a slip for one."""
        self._known = set(known)
        self._everyday = set(everyday)
        self._by_letter: dict[str, list[str]] = defaultdict(list)
        self._cache: dict[str, str | None] = {}
        for word in sorted(self._known):
            if len(word) >= SHORTEST and word.isalpha():
                self._by_letter[word[0]].append(word)

    def meant(self, word: str) -> str | None:
        """Return the known word within one edit (two from eight letters on), or None."""
        if len(word) < SHORTEST or word in self._known or word in self._everyday:
            return None
        if word not in self._cache:
            if len(self._cache) > 20_000:  # strangers' words must not fill the memory
                self._cache.clear()
            self._cache[word] = self._nearest(word)
        return self._cache[word]

    def _nearest(self, word: str) -> str | None:
        best: tuple[int, str] | None = None
        for known in self._by_letter.get(word[0], ()):
            shorter = min(len(word), len(known))
            if shorter < SHORTEST - 1 or abs(len(word) - len(known)) > 2:
                continue
            edits = 2 if shorter >= TWO_EDITS_FROM else 1
            distance = OSA.distance(word, known, score_cutoff=edits)
            if distance <= edits and (best is None or (distance, known) < best):
                best = (distance, known)
        return best[1] if best else None
