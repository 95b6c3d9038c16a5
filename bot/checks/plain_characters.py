"""TXT-3: only characters that a text message carries at full length, and no blank line."""

from __future__ import annotations

from collections.abc import Iterator

from bot.checks.content import Content
from bot.checks.fault import Fault
from bot.checks.text import VARIABLE
from clinic.plain_text import PLAIN


def faults(content: Content) -> Iterator[Fault]:
    """Yield texts with a character outside GSM-7, or a blank line that would split a message."""
    for text in content.texts:
        words = VARIABLE.sub("", text.spoken)
        strange = sorted(set(words) - PLAIN)
        if strange:
            yield Fault(
                text.where,
                f"holds characters that text messages cannot carry: {' '.join(strange)}",
            )
        if any(not line.strip() for line in text.words.strip().splitlines()):
            yield Fault(text.where, "holds a blank line, at which channels split the message.")
        if text.words != text.words.strip():
            yield Fault(text.where, "begins or ends with a blank; take it away.")
