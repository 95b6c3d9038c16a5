"""Tell a number that belongs to something else: a count, a room, a sum, a town, a lab value."""

from __future__ import annotations

from bot.understanding.temperature_context import names_a_town, plural_s
from bot.understanding.temperature_message import Candidate, Message, within
from bot.understanding.temperature_tokens import glued
from bot.understanding.word_lists import temperature_words

_SUM_REACH = 2
_MOST_TIMES = 10
_LEVEL_REACH = 10


def belongs_elsewhere(message: Message, k: int, c: Candidate) -> bool:
    """Whether number k is no person's temperature by what stands around it."""
    return (
        _of_another_thing(message, c)
        or _converted(message, c)
        or _in_a_sum(message, k)
        or _of_a_town(message, c)
        or _weather_of_a_town(message, c)
        or _asked_as_level(message, c)
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


def _weather_of_a_town(message: Message, c: Candidate) -> bool:
    """Whether a town is what has the degrees: "Bengaluru is 38 degrees today"."""
    first = c.number.first
    if c.number.decimal or message.names or message.word(first - 2) not in message.rules.towns:
        return False
    where = message.word(first - 3) in temperature_words().before_towns  # "mom in Dubai is 38"
    return not where and message.word(first - 1) in temperature_words().hits


def _asked_as_level(message: Message, c: Candidate) -> bool:
    """Whether somebody asks which level counts, and nobody has it: "38.3 as the cut-off"."""
    if c.cue.own or c.cue.sense in ("stated", "person") or not message.asks:
        return False
    levels, tokens, limits = message.rules.levels, message.tokens, message.rules.limits
    if not within(c.value, limits.asked_level_c if c.scale == "C" else limits.asked_level_f):
        return False
    left = range(c.number.first - 1, c.number.first - 1 - _LEVEL_REACH, -1)
    before = levels.ending_at(tokens, next((i for i in left if not _beside_level(message, i)), -1))
    right = range(c.unit.end, min(c.unit.end + _LEVEL_REACH, len(tokens)))
    i = next((i for i in right if not _beside_level(message, i)), len(tokens))
    behind = levels.starting_at(tokens, i)
    return (before is not None and before[0] == "before") or (
        behind is not None and behind[0] == "behind"
    )


def _beside_level(message: Message, i: int) -> bool:
    """Whether token i is another level or joins one: the "or 38.3" of "38 or 38.3"."""
    word = message.word(i)
    point = word == "." and glued(message.tokens, i) and glued(message.tokens, i + 1)
    return point or word.isdigit() or word in temperature_words().level_joints


def _summed(message: Message, k: int) -> bool:
    """Whether number k and the next one are the parts of a sum."""
    between, rules = message.between(k), message.rules
    if not between or not rules.sum_joints.issuperset(between):
        return False
    number = message.numbers[k]
    before = {message.word(i) for i in range(number.first - _SUM_REACH, number.first)}
    if between == ["times"] and number.value < _MOST_TIMES:  # "checked 3 times 38.5"
        return not temperature_words().asks_a_sum.isdisjoint(before)
    ordered = before & (rules.sums - rules.sum_joints)  # not "took it three times: 38.5, 38.6"
    return bool(ordered) or not rules.sums.isdisjoint(between)


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
