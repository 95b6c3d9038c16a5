"""GRD-6, GRD-7: a list of causes is some causes on the page, and says that it is not complete."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.checks.content import Content
from bot.checks.fault import Fault
from bot.checks.passages import list_items
from bot.checks.patterns import pattern

CAUSE = re.compile(r"C[1-6](\.\d)?")
SOME = pattern("lists some|some that")
INCOMPLETE = pattern("list is not complete|not list every cause")


def faults(content: Content) -> Iterator[Fault]:
    """Yield lists of causes that read as if they were all the causes."""
    for text in content.responses:
        causes = [fact for fact in text.facts if CAUSE.fullmatch(fact)]
        if len(causes) > 2 and list_items(text.words):
            if not SOME.search(text.words):
                yield Fault(text.where, "lists causes; say that the page lists some of them.")
            if not INCOMPLETE.search(text.words):
                yield Fault(text.where, "lists causes; say that the list is not complete.")
