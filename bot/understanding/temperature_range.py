"""Two whole numbers that say between what a temperature lies: "39-40 all night", "101 to 102"."""

from __future__ import annotations

from decimal import Decimal

from bot.understanding.temperature_context import looks_counted
from bot.understanding.temperature_message import Candidate, Message
from bot.understanding.word_lists import temperature_words

_WIDEST = {"C": Decimal(3), "F": Decimal(5)}
_OPENING = 6
_SENTENCE_ENDS = frozenset(".!?;\n")


def is_range(message: Message, k: int, low: Candidate, high: Candidate) -> bool:
    """Whether number k and the next one begin a sentence as a range and count nothing.

    Nobody's age, score or house is said like that: such ranges have a word before them or
    a counted thing behind (DET-13: asked about, not passed over).
    """
    if low.scale is None or low.scale != high.scale or not (low.plausible and high.plausible):
        return False
    if not 0 < high.value - low.value <= _WIDEST[low.scale]:
        return False
    between = message.between(k)
    if not between or not temperature_words().range_joints.issuperset(between):
        return False
    if looks_counted(message.text, message.tokens, high.unit.end, message.rules):
        return False
    return _begins_sentence(message, low.number.first)


def _begins_sentence(message: Message, first: int) -> bool:
    """Whether only small words stand between the last stop and the number."""
    openers = temperature_words().range_openers
    for i in range(first - 1, first - 1 - _OPENING, -1):
        word = message.word(i)
        if not word or word in _SENTENCE_ENDS:
            return True
        if word not in message.rules.alone and word not in openers:
            return False
    return False
