"""Decide about a whole number without a unit, which may be an age or a count: "I'm 39"."""

from __future__ import annotations

from decimal import Decimal

from bot.understanding.number_words import number_words
from bot.understanding.temperature_cues import named_earlier
from bot.understanding.temperature_message import Candidate, Message, Verdict
from bot.understanding.word_lists import temperature_words

_HUNDRED = Decimal(100)
_PERSON_REACH = 14
_UNDER_REACH = 4
_STARTS = frozenset({"", ".", "!", "?", "\n"})


def said_of_a_person(message: Message, c: Candidate) -> Verdict:
    """Take "I'm 39" as an age and "I'm 101" as a temperature."""
    if c.scale == "F":
        if c.value < _HUNDRED and not message.names:
            return "no"
        return "ambiguous" if c.value <= _HUNDRED or _aged(message, c) else "certain"
    before = message.tokens[max(0, c.number.first - _PERSON_REACH) : c.number.first]
    if not any(token.text.startswith(("temp", "thermom")) for token in before):
        return "no"
    after_age = message.rules.age_followers | temperature_words().behind_age
    return "no" if message.word(c.number.last) in after_age else "ambiguous"


def whole_number(message: Message, c: Candidate) -> Verdict:
    """A whole number counts nothing visible; decide by how it is introduced."""
    weak = c.cue.sense in ("scene", "measure")
    high = c.scale == "F" and c.value > _HUNDRED
    if c.cue.sense == "name":
        return "certain"
    if c.scale == "F" and not message.topic and _aged(message, c):
        return "ambiguous"
    if c.cue.sense == "stated" or (c.cue.soft == "said" and not weak):
        return "ambiguous" if c.value == _HUNDRED and not message.topic else "certain"
    if c.cue.soft:
        return "certain" if not weak and _shown(message, c) else "ambiguous"
    if c.cue.sense == "device" and not message.names:
        return "ambiguous"
    if message.alone:
        return "certain" if _measured_below(message, c) else "ambiguous"
    starts = message.word(c.number.first - 1) in _STARTS | message.rules.people
    if starts and _something_above(message, c):
        return "certain"
    if _limit(message, c):
        return "ambiguous"
    if message.topic and not weak and _loose(message, c):
        named = named_earlier(message.tokens, c.number.first, message.rules)
        return "certain" if high or named else "ambiguous"
    return "ambiguous" if starts and high else "open"


def _aged(message: Message, c: Candidate) -> bool:
    """Whether it may be the age of a grandparent: "my nan is 101"; hers is asked about."""
    before = message.tokens[max(0, c.number.first - 3) : c.number.first]
    reads_age = any(token.text in message.rules.grandparents for token in before)
    return (
        reads_age
        and not message.topic
        and message.word(c.number.first - 1) in temperature_words().states
    )


def _shown(message: Message, c: Candidate) -> bool:
    """Whether "it says 102" will do; of "it says 100" device and scale are unknown."""
    if c.cue.sense == "device" and not message.names:
        return False
    limits = message.rules.limits
    start = limits.shown_from_c if c.scale == "C" else limits.shown_from_f
    return message.names or c.value >= start


def _measured_below(message: Message, c: Candidate) -> bool:
    """Tell "just under 38" (a measurement) from "almost 38" (perhaps an age)."""
    before = message.tokens[max(0, c.number.first - _UNDER_REACH) : c.number.first]
    said = any(token.text in message.rules.below_measured for token in before)
    return c.bound == "below" and said


def _something_above(message: Message, c: Candidate) -> bool:
    """Whether it is the 38 of "38 something", whose tenths somebody did not see."""
    limits = message.rules.limits
    start = limits.shown_from_c if c.scale == "C" else limits.shown_from_f
    behind = message.word(c.unit.end + 1)
    ends = not behind.isalpha() or behind in message.rules.links | message.rules.alone
    something = message.word(c.unit.end) in number_words().something
    return something and ends and behind != "in" and c.value >= start


def _limit(message: Message, c: Candidate) -> bool:
    """Whether a limit stands before it; "above 39" is hardly an age, "over 39" may be one."""
    before = message.word(c.number.first - 1)
    return c.bound != "exact" and (c.scale == "F" or before in ("above", "below"))


def _loose(message: Message, c: Candidate) -> bool:
    """Whether nothing but small words ties the number to the words before it."""
    before = message.word(c.number.first - 1)
    return not before.isalpha() or before in message.rules.fillers | message.rules.topics
