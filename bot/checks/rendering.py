"""Fill the variables of a text with sample values, to measure what a person would read."""

from __future__ import annotations

from collections.abc import Mapping

from bot.checks.text import VARIABLE


def render(words: str, values: Mapping[str, str]) -> str:
    """Return `words` as a person reads them.

    A line that holds nothing but an empty variable is left out, as the response generator does.
    """
    lines = []
    for line in words.splitlines():
        filled = VARIABLE.sub(lambda found: values.get(found[1], ""), line).rstrip()
        if filled.strip() or not VARIABLE.search(line):
            lines.append(filled)
    return "\n".join(lines)
