r"""The notation of the rule files, and how it becomes a regular expression over words.

    sore throat            the words, one after the other
    (mouth|gum[s])         one of these; an alternative may be several words, or hold groups
    ulcer[s]               the word, with one of these endings or none: ulcer, ulcers
    really?  (a|the)?      may be missing
    ...   ...5             up to three words between, or up to five, within the sentence
    @name                  a list of words from words.yml
    #                      a number
    (cut) ~ (red)          both in one clause, in any order, up to five words between; ~8 up to 8

Expressions run over the words as ``tokens.tokenise`` sees them, joined and ended by one space.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.understanding.contractions import contractions
from bot.understanding.tokens import tokenise
from bot.understanding.word_lists import grammar_words

_PIECE = re.compile(
    r"(?P<gap>\.\.\.(?P<gap_n>\d*))|(?P<near>~(?P<near_n>\d*))|(?P<list>@(?P<name>\w+))"
    r"|(?P<word>(?:[^\s()~@?\[\]]|\[[^\]]*\])+)|(?P<space>\s+)"
)
_ENDINGS = re.compile(r"^(?P<stem>[^\[\]]*)\[(?P<endings>[^\[\]]*)\](?P<rest>.*)$")


class PatternError(ValueError):
    """A pattern that cannot be read; the message says why."""


@dataclass(frozen=True)
class Part:
    """A stretch of a pattern: its expression, and the words of which one must be there."""

    expression: str
    needs: tuple[frozenset[str], ...]
    words: frozenset[str]


@dataclass(frozen=True)
class Compiled:
    """A pattern ready to run; it can match only with a word of every set of ``needs``."""

    source: str
    expression: re.Pattern[str]
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


def compile_pattern(source: str, lists: Mapping[str, Part]) -> Compiled:
    """Compile one line of notation.

    Raises:
        PatternError: the notation is not understood, or names an unknown list.
    """
    sides, width = _sides(source)
    parts = [read(side, lists) for side in sides]
    expression = parts[0].expression
    if len(parts) == 2:
        gap = _gap(width)
        first, second = (part.expression for part in parts)
        expression = f"(?:{first}{gap}{second}|{second}{gap}{first})"
    needs = tuple(sorted((n for part in parts for n in part.needs), key=len))
    if not needs:
        raise PatternError("needs at least one word that is not optional")
    words = frozenset(w for part in parts for w in part.words)
    return Compiled(source, re.compile(rf"(?<= )(?=({expression}))"), needs, words)


def read_list(entries: Iterable[str]) -> Part:
    """Read a word list: one of its entries, each in the same notation."""
    return read("(" + "|".join(entries) + ")", {})


def _sides(source: str) -> tuple[list[str], int]:
    """Split a line at its ``~``, if it has one; return the sides and the width between them."""
    depth, cuts = 0, []
    for at, character in enumerate(source):
        depth += {"(": 1, ")": -1}.get(character, 0)
        if character == "~" and depth == 0:
            cuts.append(at)
    if not cuts:
        return [source], 0
    match = re.match(r"~(\d*)", source[cuts[0] :])
    if len(cuts) > 1 or match is None:
        raise PatternError("can have one ~ only")
    left, right = source[: cuts[0]], source[cuts[0] + match.end() :]
    if not left.strip() or not right.strip():
        raise PatternError("needs words on both sides of its ~")
    return [left, right], int(match[1] or 5)


def read(source: str, lists: Mapping[str, Part]) -> Part:
    """Read a stretch without ``~``.

    Raises:
        PatternError: the notation is not understood.
    """
    pieces: list[str] = []
    needs: list[frozenset[str]] = []
    words: set[str] = set()
    at = 0
    while at < len(source):
        if source[at] == "(":
            end = _closing(source, at)
            part = _group(source[at + 1 : end], lists)
            at = end + 1
        else:
            match = _PIECE.match(source, at)
            if match is None or match["near"]:
                raise PatternError(f"cannot read {source[at:]!r}")
            at = match.end()
            if match["space"]:
                continue
            if match["gap"]:
                pieces.append(_gap(int(match["gap_n"] or 3)))
                continue
            part = _named(match["name"], lists) if match["list"] else _word(match["word"])
        optional = source[at : at + 1] == "?"
        at += optional
        pieces.append(f"(?:{part.expression})" + ("?" if optional else ""))
        words |= part.words
        if not optional:
            needs.extend(part.needs)
    return Part("".join(pieces), tuple(needs), frozenset(words))


def _gap(width: int) -> str:
    """Up to ``width`` words between; captured, so that what stands there can be looked at."""
    between = rf"(?:(?!(?:[.!?;]|{_one_of(grammar_words().gap_ends)}) )\S+ )"
    return f"({between}{{0,{width}}}?)"


def _one_of(words: Iterable[str]) -> str:
    """Return the alternatives of an expression, in an order that does not change."""
    return "|".join(map(re.escape, sorted(words)))


def _named(name: str, lists: Mapping[str, Part]) -> Part:
    """Look a word list up."""
    if name not in lists:
        raise PatternError(f"names the list @{name}, which words.yml does not have")
    return lists[name]


def _word(word: str) -> Part:
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


def cut(spelling: str) -> tuple[str, ...]:
    """Cut a spelling as a message is cut; endings such as 's may stand alone in a pattern."""
    if (meaning := contractions().suffixes.get(spelling)) is not None:
        return (meaning,)
    return tuple(token.norm for token in tokenise(spelling))


def _group(inner: str, lists: Mapping[str, Part]) -> Part:
    """Read the inside of a group: alternatives, each a stretch of its own."""
    parts = []
    for alternative in _split(inner):
        if not alternative.strip():
            raise PatternError("has an empty alternative; write (a|b)? to make it optional")
        part = read(alternative.strip(), lists)
        if re.fullmatch(part.expression, ""):
            raise PatternError(f"has the alternative {alternative!r}, which can be nothing at all")
        parts.append(part)
    # One word of each alternative must be there; an alternative without any frees the whole group.
    needs: tuple[frozenset[str], ...] = ()
    if all(part.needs for part in parts):
        needs = (frozenset(w for part in parts for w in min(part.needs, key=len)),)
    return Part(
        "|".join(f"(?:{part.expression})" for part in parts),
        needs,
        frozenset(w for part in parts for w in part.words),
    )


def _closing(source: str, start: int) -> int:
    """Return the index of the parenthesis that closes the one at ``start``."""
    depth = 0
    for at in range(start, len(source)):
        depth += {"(": 1, ")": -1}.get(source[at], 0)
        if depth == 0:
            return at
    raise PatternError("has a ( without its )")


def _split(inner: str) -> list[str]:
    """Split at the bars that stand in no inner bracket."""
    parts, depth = [""], 0
    for character in inner:
        depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(character, 0)
        if character == "|" and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
    return parts
