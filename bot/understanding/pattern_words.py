"""What a line of the notation is made of: words with their endings, gaps, lists of words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.understanding.contractions import contractions
from bot.understanding.tokens import tokenise
from bot.understanding.word_lists import grammar_words

_ENDINGS = re.compile(r"^(?P<stem>[^\[\]]*)\[(?P<endings>[^\[\]]*)\](?P<rest>.*)$")


class PatternError(ValueError):
    """A pattern that cannot be read; the message says why."""


@dataclass(frozen=True)
class Part:
    """A stretch of a pattern: its expression, and the words of which one must be there."""

    expression: str
    needs: tuple[frozenset[str], ...]
    words: frozenset[str]


def expand(word: str) -> list[str]:
    """Write out the endings of ``ulcer[s]``; a word without brackets is returned alone."""
    match = _ENDINGS.match(word)
    if match is None:
        return [word]
    stem, rest = match["stem"], match["rest"]
    endings = ["", *match["endings"].split("|")]
    return [tail for ending in endings for tail in expand(stem + ending + rest)]


def cut(spelling: str) -> tuple[str, ...]:
    """Cut a spelling as a message is cut; endings such as 's may stand alone in a pattern."""
    if (meaning := contractions().suffixes.get(spelling)) is not None:
        return (meaning,)
    return tuple(token.norm for token in tokenise(spelling))


def word_part(word: str) -> Part:
    """Read one word with its endings, cut as the tokeniser cuts it."""
    if word == "#":
        return Part(rf"(?:\d\S*|{_one_of(grammar_words().counting)}) ", (), frozenset())
    spellings = [cut(spelling) for spelling in expand(word)]
    if not all(spellings):
        raise PatternError(f"has {word!r}, which can be nothing at all")
    ordered = sorted(set(spellings), key=lambda s: (-len(" ".join(s)), s))
    expression = "|".join("".join(re.escape(norm) + " " for norm in norms) for norms in ordered)
    words = frozenset(norm for norms in ordered for norm in norms)
    return Part(expression, (frozenset(norms[-1] for norms in ordered),), words)


def named_list(name: str, lists: Mapping[str, Part]) -> Part:
    """Look a word list up."""
    if name not in lists:
        raise PatternError(f"names the list @{name}, which words.yml does not have")
    return lists[name]


def gap_between(width: int) -> str:
    """Up to ``width`` words between; captured, so that what stands there can be looked at."""
    between = rf"(?:(?!(?:[.!?;]|{_one_of(grammar_words().gap_ends)}) )\S+ )"
    return f"({between}{{0,{width}}}?)"


def _one_of(words: Iterable[str]) -> str:
    """Return the alternatives of an expression, in an order that does not change."""
    return "|".join(map(re.escape, sorted(words)))
