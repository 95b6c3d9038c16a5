"""Undoes typing slips in words of the rules, and leaves real words alone (DET-7)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from rapidfuzz.distance import OSA, Postfix, Prefix
from rapidfuzz.process import extract

from bot.understanding.tokens import Token
from bot.yaml_file import read_yaml_file

SHORTEST = 5  # letters; shorter words are too close to other words for any other slip
LONG = 8  # letters from which two slips are undone
_FILE = Path(__file__).parents[2] / "data" / "knowledge" / "spelling.yml"
_REPEATED = re.compile(r"(.)\1{2,}")


class Speller:
    """Corrects a word to the nearest word of ``vocabulary``: one slip, two in a long word.

    ``others`` are words that are right as they are, and no word is corrected to them.
    """

    def __init__(
        self, vocabulary: Iterable[str], others: Iterable[str] = (), file: Path = _FILE
    ) -> None:
        data = read_yaml_file(file)
        self._shorthand = {str(k): str(v) for k, v in data["shorthand"].items()}
        self._real = frozenset(str(data["real_words"]).split())
        targets = frozenset(vocabulary)
        self._known = targets | frozenset(others)
        self._by_length: dict[int, list[str]] = defaultdict(list)
        for known in sorted(targets):
            if len(known) >= SHORTEST and known.isalpha() and known.isascii():
                self._by_length[len(known)].append(known)
        # "tmep", "trun": in a word of four letters only its middle may be the wrong way round.
        self._swappable = {t for t in targets if len(t) == SHORTEST - 1 and t.isalpha()}
        self._nearest = lru_cache(maxsize=8192)(self._search)

    def correct(self, token: Token) -> Token:
        """Return the token with the norm of the word that was meant."""
        norm = self._shorthand.get(token.norm, token.norm)
        if norm not in self._known and norm not in self._real and norm.isalpha():
            norm = self._nearest(norm)
        return token if norm == token.norm else replace(token, norm=norm)

    def _search(self, word: str) -> str:
        """Find the word that was meant, or return the word itself."""
        if len(word) > 30:
            return word
        for shorter in (_REPEATED.sub(r"\1\1", word), _REPEATED.sub(r"\1", word)):
            if shorter != word and (shorter in self._known or shorter in self._real):
                return shorter
        if len(word) == SHORTEST - 1:
            swapped = word[0] + word[2] + word[1] + word[3]
            return swapped if swapped in self._swappable else word
        if len(word) < SHORTEST:
            return word
        slips = 2 if len(word) >= LONG else 1
        near = [t for n in range(-slips, slips + 1) for t in self._by_length.get(len(word) + n, ())]
        close = extract(word, near, scorer=OSA.distance, score_cutoff=slips, limit=None)
        if not close:
            return word
        # Of words equally near, one of the same letters ("bruns" is "burns", not "runs"), then the
        # most alike: "spewd" is "spewed", not "spend" or "speed".
        letters = sorted(word)
        meant, distance, _ = min(
            close,
            key=lambda c: (c[1], sorted(c[0]) != letters, -_alike(c[0], word), -len(c[0])),
        )
        # Two slips only where the beginning holds: "presentation" is not "perspiration".
        return str(meant) if distance == 1 or meant[:2] == word[:2] else word


def _alike(known: str, word: str) -> float:
    """Return how much of a known word stands at the beginning or the end of what was typed."""
    beginning = Prefix.similarity(known, word)
    end = Postfix.similarity(known[beginning:], word[beginning:])
    return (beginning + end) / len(known)
