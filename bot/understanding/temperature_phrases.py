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
        self._by_first: dict[str, list[tuple[tuple[str, ...], Tag]]] = {}
        self._by_last: dict[str, list[tuple[tuple[str, ...], Tag]]] = {}
        for phrase, tag in phrases:
            words = tuple(token.text for token in tokenize(phrase))
            self._by_first.setdefault(words[0], []).append((words, tag))
            self._by_last.setdefault(words[-1], []).append((words, tag))
        for index in (self._by_first, self._by_last):
            for entries in index.values():
                entries.sort(key=lambda entry: -len(entry[0]))

    def is_phrase(self, word: str) -> Tag | None:
        """Return the tag of a phrase that is this one word, or None."""
        for words, tag in self._by_first.get(word, ()):
            if len(words) == 1:
                return tag
        return None

    def starting_at(self, tokens: list[Token], i: int) -> tuple[Tag, int] | None:
        """Return the tag and the end of the longest phrase that starts at token i."""
        if i >= len(tokens):
            return None
        for words, tag in self._by_first.get(tokens[i].text, ()):
            end = i + len(words)
            if tuple(token.text for token in tokens[i:end]) == words:
                return tag, end
        return None

    def ending_at(self, tokens: list[Token], i: int) -> tuple[Tag, int] | None:
        """Return the tag and the start of the longest phrase whose last token is i."""
        if i < 0:
            return None
        for words, tag in self._by_last.get(tokens[i].text, ()):
            start = i + 1 - len(words)
            if start >= 0 and tuple(token.text for token in tokens[start : i + 1]) == words:
                return tag, start
        return None
