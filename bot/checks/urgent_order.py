"""TXT-1: an answer to a report begins with the call; a question, if there is one, comes last."""

from __future__ import annotations

from collections.abc import Iterator

from bot.checks.content import Content
from bot.checks.fault import Fault


def faults(content: Content) -> Iterator[Fault]:
    """Yield urgent texts that begin with something else, ask twice, or ask before the end."""
    starts = content.limits.get("starts_with", {})
    for text in content.responses:
        start = starts.get(text.name)
        if start and not text.words.startswith(start):
            yield Fault(
                text.where, f"must begin with {start}: the call comes before anything else."
            )
        if text.name in content.limits["urgent"]:
            if text.words.count("?") > 1:
                yield Fault(text.where, "asks more than one question.")
            if "?" in text.words and not text.words.endswith("?"):
                yield Fault(
                    text.where, "asks before it has said everything; put the question last."
                )
            if "- " in text.words or text.buttons:
                yield Fault(text.where, "holds a list or buttons; urgent texts are plain words.")
