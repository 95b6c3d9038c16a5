"""A medical answer has exactly one text per channel and condition, and always a plain default."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from bot.checks.content import Content
from bot.checks.fault import Fault


def faults(content: Content) -> Iterator[Fault]:
    """Yield responses whose text Rasa would choose by chance, or that lack a default."""
    counted = Counter((text.name, text.channel, repr(text.condition)) for text in content.responses)
    places = {text.name: text.file for text in content.responses}
    for (name, channel, _), number in counted.items():
        if number > 1:
            where = f"channel {channel}" if channel else "the default"
            yield Fault(
                f"{places[name]} {name}",
                f"has {number} texts for {where}; Rasa would choose by chance. Keep one.",
            )
    plain = {text.name for text in content.responses if not text.channel and not text.condition}
    for name in sorted(places.keys() - plain):
        yield Fault(f"{places[name]} {name}", "has no plain default, so it can be silent; add one.")
