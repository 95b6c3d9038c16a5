"""Match phrases of a word list against the tokens of a message."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar

from bot.understanding.temperature_tokens import Token, tokenize

Tag = TypeVar("Tag", bound=str)


class Phrases(Generic[Tag]):
    """A set of phrases that can be matched against tokens, forwards or ending at a place."""

    def __init__(self, phrases: Iterable[tuple[str, Tag]]) -> None:
        """Take pairs of phrase and tag; longer phrases win over shorter ones."""
        self._tags: dict[tuple[str, ...], Tag] = {}
        for phrase, tag in phrases:
            self._tags.setdefault(tuple(token.text for token in tokenize(phrase)), tag)
        # The lengths of the phrases that begin or end with a word, the longest first.
        self._by_first = _lengths((words[0], len(words)) for words in self._tags)
        self._by_last = _lengths((words[-1], len(words)) for words in self._tags)

    def is_phrase(self, word: str) -> Tag | None:
        """Return the tag of a phrase that is this one word, or None."""
        return self._tags.get((word,))

    def starting_at(self, tokens: list[Token], i: int) -> tuple[Tag, int] | None:
        """Return the tag and the end of the longest phrase that starts at token i."""
        if i >= len(tokens):
            return None
        for length in self._by_first.get(tokens[i].text, ()):
            tag = self._tags.get(tuple(token.text for token in tokens[i : i + length]))
            if tag is not None and i + length <= len(tokens):
                return tag, i + length
        return None

    def ending_at(self, tokens: list[Token], i: int) -> tuple[Tag, int] | None:
        """Return the tag and the start of the longest phrase whose last token is i."""
        if i < 0:
            return None
        for length in self._by_last.get(tokens[i].text, ()):
            start = i + 1 - length
            tag = self._tags.get(tuple(token.text for token in tokens[max(start, 0) : i + 1]))
            if tag is not None and start >= 0:
                return tag, start
        return None


def _lengths(words: Iterable[tuple[str, int]]) -> dict[str, tuple[int, ...]]:
    """Collect the lengths that go with each word, the longest first."""
    found: dict[str, set[int]] = {}
    for word, length in words:
        found.setdefault(word, set()).add(length)
    return {word: tuple(sorted(lengths, reverse=True)) for word, lengths in found.items()}
