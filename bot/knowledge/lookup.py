"""Find every name of the knowledge files in a message, however it is written.

Pure and fast (well under a millisecond for a message): one pass over the words, the longest name
wins. "hep b and c" is two names; "is hepatitis a cause" is not hepatitis A.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

from bot.knowledge.entities import Alias
from bot.knowledge.everyday import everyday_phrases, everyday_words
from bot.knowledge.knowledge import Knowledge, load_knowledge
from bot.knowledge.letters import letter_stands_alone, letters_after
from bot.knowledge.mention import Mention
from bot.knowledge.typos import TypoCorrector
from bot.knowledge.writing import Token, alias_key, tokens

SHORTEST_RESPACED = 5


class Lookup:
    """The index of all names. Use `look_up`, unless a test brings its own knowledge."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Index every alias by its reduced form."""
        self._knowledge = knowledge
        self._index: dict[str, Alias | None] = {}
        self._as_written: dict[str, Alias] = {}
        self._lengths: dict[str, set[int]] = defaultdict(set)
        words: set[str] = set()
        for alias in knowledge.aliases:
            self._add(alias, words)
        for phrase in everyday_phrases():
            self._index.setdefault(alias_key(phrase), None)
            self._lengths[alias_key(phrase)].add(len(tokens(phrase)))
        self._beginnings = {key[:end] for key in self._index for end in range(1, len(key) + 1)}
        self._typos = TypoCorrector(words, everyday_words())

    def _add(self, alias: Alias, words: set[str]) -> None:
        if alias.as_written:
            self._as_written[alias.text] = alias
            return
        parts = tokens(alias.text)
        key = alias_key(alias.text)
        self._index.setdefault(key, alias)
        self._lengths[key].add(len(parts))
        words.update(part.stem for part in parts)

    def find(self, text: str) -> list[Mention]:
        """Return the mentions in the order in which they stand."""
        return list(self._find(text, tokens(text)))

    def _find(self, text: str, words: Sequence[Token]) -> Iterator[Mention]:
        stems = [word.stem for word in words]
        meant = [self._typos.meant(word) or word for word in stems]
        shouting = not any(character.islower() for character in text)
        position = 0
        while position < len(words):
            step = 1
            written = self._as_written.get(words[position].written)
            if written and not shouting:
                yield self._mention(written, text, words[position : position + 1])
            else:
                for count in self._candidates(stems, meant, position):
                    found = self._match(text, words, stems, meant, position, count)
                    if found is None:
                        continue
                    yield from found
                    step = count
                    break
            position += step

    def _candidates(self, stems: list[str], meant: list[str], start: int) -> list[int]:
        """Return how many words from `start` on may be a name, the most first."""
        written = read = ""
        counts: list[int] = []
        for position in range(start, len(stems)):
            written += stems[position]
            read += meant[position]
            if written not in self._beginnings and read not in self._beginnings:
                break
            if written in self._index or read in self._index:
                counts.append(position - start + 1)
        return counts[::-1]

    def _match(
        self,
        text: str,
        words: Sequence[Token],
        stems: list[str],
        meant: list[str],
        start: int,
        count: int,
    ) -> list[Mention] | None:
        """Return the mentions of `count` words from `start` on; None when they are no name."""
        end = start + count
        key = "".join(stems[start:end])
        typo = not self._is_name(key, count)
        if typo:
            key = "".join(meant[start:end])
            if meant[start:end] == stems[start:end] or not self._is_name(key, count):
                return None
        alias = self._index[key]
        if alias is None:
            return []
        span = words[start:end]
        if count > 1 and len(span[-1].stem) == 1:
            if not letter_stands_alone(text, words, end - 1):
                return None
            series = self._series(text, words, "".join(meant[start : end - 1]), end)
        else:
            series = []
        return [self._mention(alias, text, span, typo), *series]

    def _is_name(self, key: str, count: int) -> bool:
        if key not in self._index:
            return False
        return len(key) >= SHORTEST_RESPACED or count in self._lengths[key]

    def _series(self, text: str, words: Sequence[Token], before: str, after: int) -> list[Mention]:
        """Read on after 'hepatitis B': every further letter that makes a name is one."""
        found = []
        for position in letters_after(text, words, after):
            alias = self._index.get(before + words[position].stem)
            if alias is not None:
                found.append(self._mention(alias, text, words[position : position + 1]))
        return found

    def _mention(
        self, alias: Alias, text: str, span: Sequence[Token], typo: bool = False
    ) -> Mention:
        start, end = span[0].start, span[-1].end
        return Mention(
            id=alias.entity,
            kind=alias.kind,
            name=self._knowledge.by_id[alias.entity].name,
            text=text[start:end],
            start=start,
            end=end,
            match=alias.match,
            typo=typo,
        )


@lru_cache(maxsize=1)
def _default() -> Lookup:
    return Lookup(load_knowledge())


def look_up(text: str) -> list[Mention]:
    """Find every cause, drug, brand, group, measure, sign and known outside name in `text`."""
    return _default().find(text)
