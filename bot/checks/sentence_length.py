"""TXT-1, TXT-2: short sentences, shorter still where it is urgent."""

from __future__ import annotations

from collections.abc import Iterator

from bot.checks.content import Content
from bot.checks.fault import Fault
from bot.checks.passages import sentences, word_count
from bot.checks.samples import render


def faults(content: Content) -> Iterator[Fault]:
    """Yield the sentences with too many words, measured with sample values filled in."""
    for text in content.texts:
        urgent = text.name in content.limits["urgent"]
        most = content.limits["urgent_sentence_words" if urgent else "sentence_words"]
        long = {
            sentence
            for values in content.samples.values()
            for sentence in sentences(render(text.words, values))
            if word_count(sentence) > most
        }
        for sentence in sorted(long):
            yield Fault(
                text.where,
                f"has a sentence of {word_count(sentence)} words, and may have {most}:"
                f" '{sentence[:60]}...'; cut it in two.",
            )
