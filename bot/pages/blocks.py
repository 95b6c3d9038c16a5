"""A text of Nia as the blocks of a page: paragraphs, lists, what can be followed or dialed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from bot.website_channel.call_cards import call

ITEM = "- "
ADDRESS = re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;:!?)']")


@dataclass(frozen=True)
class Block:
    """Lines that belong together: paragraphs of one line each, or the items of one list."""

    is_list: bool
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Span:
    """A part of a line; `href` where it is a link."""

    text: str
    href: str | None = None


def blocks(text: str) -> list[Block]:
    """Return the blocks of a text; lines that begin with '- ' are items of a list."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    return [
        Block(is_list, tuple(line.removeprefix(ITEM) for line in run))
        for is_list, run in groupby(lines, key=lambda line: line.startswith(ITEM))
    ]


def spans(line: str, numbers: Iterable[str]) -> Iterator[Span]:
    """Yield the parts of a line: its web addresses, and `numbers` where they stand in it."""
    known = sorted(set(numbers), key=len, reverse=True)
    dialed = "|".join(rf"(?<![\w+]){re.escape(number)}(?!\w)" for number in known)
    linked = re.compile("|".join(filter(None, [ADDRESS.pattern, dialed])))
    end = 0
    for found in linked.finditer(line):
        if found.start() > end:
            yield Span(line[end : found.start()])
        yield Span(found[0], call_address(found[0]) if found[0] in known else found[0])
        end = found.end()
    if end < len(line):
        yield Span(line[end:])


def call_address(number: str) -> str:
    """Return the address that dials a number."""
    found = call(number)
    return found.href if found else ""
