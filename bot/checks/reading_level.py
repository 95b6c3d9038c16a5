"""TXT-2: every text reads at grade 6 or below (Flesch-Kincaid), urgent ones lower.

Names that cannot be said in another way (drugs, illnesses) are counted as one short word, as
readability guides for patients do; "neutropenia" too, because the whole talk is about it. The
formulas are noisy on a few sentences: the rule on sentence length carries as much weight.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator

from bot.checks.allowed_names import page_words
from bot.checks.content import Content
from bot.checks.fault import Fault
from bot.checks.passages import sentences
from bot.checks.samples import render

with warnings.catch_warnings():  # textstat asks setuptools for its own version
    warnings.simplefilter("ignore")
    import textstat


SHORT = 7


def faults(content: Content) -> Iterator[Fault]:
    """Yield the texts that are too hard to read, with the grade that was measured."""
    for text in content.responses:
        urgent = text.name in content.limits["urgent"]
        most = content.limits["urgent_reading_grade" if urgent else "reading_grade"]
        measured = [
            grade(render(text.words, values), content) for values in content.samples.values()
        ]
        if max(measured, default=0) > most:
            yield Fault(
                text.where,
                f"reads at grade {max(measured):.1f}, and may read at {most}; use shorter words.",
            )


def grade(text: str, content: Content) -> float:
    """Return the Flesch-Kincaid grade of `text`, names counted as one short word."""
    listed = {*content.names.get("proper", ()), *content.names.get("medical", ())}
    listed |= {word for word in page_words(content) if len(word) > SHORT}
    names = sorted(listed, key=len, reverse=True)
    for name in names:
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "it", text, flags=re.IGNORECASE)
    plain = " ".join(sentence.rstrip(".?!:,") + "." for sentence in sentences(text))
    return float(textstat.flesch_kincaid_grade(plain))
