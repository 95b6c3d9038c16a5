"""TXT-8: no long lists; what is left out is offered."""

from __future__ import annotations

from collections.abc import Iterator

from bot.checks.content import Content
from bot.checks.fault import Fault
from bot.checks.passages import list_items


def faults(content: Content) -> Iterator[Fault]:
    """Yield the lists with too many items."""
    most = content.limits["list_items"]
    for text in content.texts:
        for items in list_items(text.words):
            if len(items) > most:
                yield Fault(
                    text.where,
                    f"has a list of {len(items)} items, and may have {most};"
                    " put them in groups and offer the rest.",
                )
