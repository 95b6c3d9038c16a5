"""Whether a number is a level that is asked about: "is 38 the number to watch out for?" (DET-9).

A level of which the message says that somebody has it is a reading all the same.
"""

from __future__ import annotations

from bot.understanding.analysis import Analysis
from bot.understanding.word_lists import question_words

_NEAR = 5  # words between whose number it is and the number


def level_asked(a: Analysis, start: int, end: int) -> bool:
    """Say whether the words from ``start`` to ``end`` belong to a level that is asked about."""
    return "level_reached" not in a.cues and any(
        m.start <= start and end <= m.end for m in a.cues.get("names_level", ())
    )


def reading_stated(a: Analysis, start: int) -> bool:
    """Say whether a clause of its own gives somebody the number: "ring at 38; he is 38.6"."""
    return any(
        start - m.start <= _NEAR
        and m.start <= start
        and m.start > 0
        and a.norms[m.start - 1] in question_words().opens_a_reading
        for m in a.cues.get("level_reached", ())
    )
