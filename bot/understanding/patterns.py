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

from bot.understanding.pattern_brackets import closing_bracket, split_alternatives, split_sides
from bot.understanding.pattern_words import Part, PatternError, gap_between, named_list, word_part

_PIECE = re.compile(
    r"(?P<gap>\.\.\.(?P<gap_n>\d*))|(?P<near>~(?P<near_n>\d*))|(?P<list>@(?P<name>\w+))"
    r"|(?P<word>(?:[^\s()~@?\[\]]|\[[^\]]*\])+)|(?P<space>\s+)"
)


@dataclass(frozen=True)
class Compiled:
    """A pattern ready to run; it can match only with a word of every set of ``needs``."""

    source: str
    expression: re.Pattern[str]
    needs: tuple[frozenset[str], ...]
    words: frozenset[str]


def compile_pattern(source: str, lists: Mapping[str, Part]) -> Compiled:
    """Compile one line of notation.

    Raises:
        PatternError: the notation is not understood, or names an unknown list.
    """
    sides, width = split_sides(source)
    parts = [read(side, lists) for side in sides]
    expression = parts[0].expression
    if len(parts) == 2:
        gap = gap_between(width)
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
            end = closing_bracket(source, at)
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
                pieces.append(gap_between(int(match["gap_n"] or 3)))
                continue
            part = named_list(match["name"], lists) if match["list"] else word_part(match["word"])
        optional = source[at : at + 1] == "?"
        at += optional
        pieces.append(f"(?:{part.expression})" + ("?" if optional else ""))
        words |= part.words
        if not optional:
            needs.extend(part.needs)
    return Part("".join(pieces), tuple(needs), frozenset(words))


def _group(inner: str, lists: Mapping[str, Part]) -> Part:
    """Read the inside of a group: alternatives, each a stretch of its own."""
    parts = []
    for alternative in split_alternatives(inner):
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
