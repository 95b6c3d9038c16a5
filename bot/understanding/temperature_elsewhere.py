"""Tell a number that belongs to something else: a count, a room, a sum, a town, a lab value."""

from __future__ import annotations

from bot.understanding.temperature_context import names_a_town, plural_s
from bot.understanding.temperature_message import Candidate, Message
from bot.understanding.word_lists import temperature_words

_SUM_REACH = 2


def belongs_elsewhere(message: Message, k: int, c: Candidate) -> bool:
    """Whether number k is no person's temperature by what stands around it."""
    return (
        _of_another_thing(message, c)
        or _converted(message, c)
        or _in_a_sum(message, k)
        or _of_a_town(message, c)
    )


def _of_another_thing(message: Message, c: Candidate) -> bool:
    """Whether it is a count, a label, another measure, or a thing's temperature."""
    sense = c.cue.sense
    if plural_s(message.tokens, c.number.last) and sense != "name":
        return True
    if c.behind in ("counted", "difference") or sense == "decimal_label":
        return True
    if sense == "label" and not (c.number.decimal and c.plausible):
        return True
    return _in_scene(c) or (sense == "measure" and _measured(c))


def _converted(message: Message, c: Candidate) -> bool:
    """Whether a number is only to be turned into the other scale: "38 celsius in fahrenheit"."""
    if c.cue.own or c.cue.sense in ("stated", "person") or c.scale is None:
        return False
    target = message.rules.scales.get(message.word(c.unit.end + 1))
    return (
        message.word(c.unit.end) in temperature_words().into
        and target is not None
        and target != c.scale
    )


def _in_a_sum(message: Message, k: int) -> bool:
    """Whether a number is added to another and no temperature is named: "add 39 and 38.5"."""
    if message.topic:
        return False
    return any(_summed(message, j) for j in (k - 1, k) if 0 <= j < len(message.numbers) - 1)


def _of_a_town(message: Message, c: Candidate) -> bool:
    """Whether a whole number is a town's temperature, with nobody named before it."""
    if c.number.decimal or c.cue.sense in ("name", "stated", "person") or message.names:
        return False
    if not names_a_town(message.text, message.tokens, c.unit.end, message.rules):
        return False
    before = {token.text for token in message.tokens[: c.number.first]}
    return before.isdisjoint(message.rules.people)


def _summed(message: Message, k: int) -> bool:
    """Whether number k and the next one are the parts of a sum."""
    between, rules = message.between(k), message.rules
    if not between or not rules.sum_joints.issuperset(between):
        return False
    before = message.numbers[k].first
    said = {*between, *(message.word(i) for i in range(before - _SUM_REACH, before))}
    return not rules.sums.isdisjoint(said)


def _in_scene(c: Candidate) -> bool:
    """Whether the number is that of the weather, a room, a bath."""
    if c.behind == "scene":
        return c.cue.sense != "stated" and not (c.cue.sense == "name" and c.cue.own)
    if c.cue.sense != "scene" or c.cue.joined or c.behind == "name":
        return False
    return not (c.cue.crossed and c.number.decimal)


def _measured(c: Candidate) -> bool:
    """Whether a measure named before ("platelets") owns the number."""
    if c.unit.scale or c.behind == "name":
        return False
    if c.number.decimal:
        return not (c.cue.crossed or c.cue.also_name)
    referred = c.cue.direct and c.cue.soft is not None  # "checked my pulse and it's 101"
    return referred or not c.cue.crossed
