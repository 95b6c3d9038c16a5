"""Where a line of the notation falls into pieces: at its ``~``, its brackets and its bars."""

from __future__ import annotations

import re

from bot.understanding.pattern_words import PatternError


def split_sides(source: str) -> tuple[list[str], int]:
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


def closing_bracket(source: str, start: int) -> int:
    """Return the index of the parenthesis that closes the one at ``start``."""
    depth = 0
    for at in range(start, len(source)):
        depth += {"(": 1, ")": -1}.get(source[at], 0)
        if depth == 0:
            return at
    raise PatternError("has a ( without its )")


def split_alternatives(inner: str) -> list[str]:
    """Split at the bars that stand in no inner bracket."""
    parts, depth = [""], 0
    for character in inner:
        depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(character, 0)
        if character == "|" and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
    return parts
