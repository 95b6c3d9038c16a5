"""Decide about one number by itself: temperature, perhaps one, an impossible one, or none."""

from __future__ import annotations

from decimal import Decimal

from bot.understanding.temperature_context import looks_counted, names_a_town, plural_s
from bot.understanding.temperature_cues import named_earlier
from bot.understanding.temperature_message import Candidate, Message, Verdict, within
from bot.understanding.temperature_shapes import foreign
from bot.understanding.word_lists import temperature_words

_HUNDRED = Decimal(100)
_SMALLEST_NAMED = 10
_PERSON_REACH = 14
_UNDER_REACH = 4
_SUM_REACH = 2
_STARTS = frozenset({"", ".", "!", "?", "\n"})


def verdict_on(message: Message, k: int, c: Candidate) -> Verdict:
    """Return what number k of a message is, by its shape and the words around it."""
    if foreign(message, k) or _belongs_elsewhere(message, c) or _converted(message, c):
        return "no"
    if _in_a_sum(message, k) or _of_a_town(message, c):
        return "no"
    if not c.plausible:
        return _implausible(message, c)
    verdict = _run_together(message, c) if c.run_together else _plausible(message, c)
    limits = message.rules.limits
    open_ended = limits.open_ended_c if c.scale == "C" else limits.open_ended_f
    if verdict == "certain" and c.bound == "above" and within(c.value, open_ended):
        return "ambiguous"  # "over 100" may be a fever or not
    return verdict


def _belongs_elsewhere(message: Message, c: Candidate) -> bool:
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


def _summed(message: Message, k: int) -> bool:
    """Whether number k and the next one are the parts of a sum."""
    between, rules = message.between(k), message.rules
    if not between or not rules.sum_joints.issuperset(between):
        return False
    before = message.numbers[k].first
    said = {*between, *(message.word(i) for i in range(before - _SUM_REACH, before))}
    return not rules.sums.isdisjoint(said)


def _of_a_town(message: Message, c: Candidate) -> bool:
    """Whether a whole number is a town's temperature, with nobody named before it."""
    if c.number.decimal or c.cue.sense in ("name", "stated", "person") or message.names:
        return False
    if not names_a_town(message.text, message.tokens, c.unit.end, message.rules):
        return False
    before = {token.text for token in message.tokens[: c.number.first]}
    return before.isdisjoint(message.rules.people)


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


def _implausible(message: Message, c: Candidate) -> Verdict:
    """Say "implausible" only where the number is clearly said as a temperature."""
    if c.unit.scale:
        said = c.cue.sense == "stated" or c.cue.soft is not None or c.behind == "name"
        return "implausible" if said or message.topic or message.alone else "no"
    large = c.number.value >= _SMALLEST_NAMED
    if c.behind == "name" and large:
        return "implausible"
    if c.named and (large or c.number.decimal or c.unit.given):
        loose = message.word(c.number.first - 1) in temperature_words().loosens
        return "open" if loose else "implausible"
    if c.unit.degrees and message.alone:
        return "implausible"
    near = c.scale is not None and c.number.decimal
    return "implausible" if near and (message.alone or c.cue.sense == "stated") else "open"


def _run_together(message: Message, c: Candidate) -> Verdict:
    """ "temp 1014" is asked about."""
    said = message.topic and (c.cue.sense == "stated" or c.cue.soft is not None)
    asked = c.named or message.alone or c.unit.given or said
    return "ambiguous" if asked else "open"


def _plausible(message: Message, c: Candidate) -> Verdict:
    if c.unit.given:
        return _with_unit(message, c)
    if c.named:
        return "certain"
    if c.number.decimal:
        return _decimal(message, c)
    if c.cue.sense == "person":
        return _person(message, c)
    if looks_counted(message.text, message.tokens, c.unit.end, message.rules):
        return "open"
    return _whole(message, c)


def _with_unit(message: Message, c: Candidate) -> Verdict:
    """Degrees or a scale were said; "39F" may still be an age and a sex."""
    swapped = c.unit.scale == "F" and c.scale == "C"
    if swapped and not (c.unit.degrees or c.number.decimal):
        bracketed = message.word(c.number.first - 1) == "("
        if message.word(c.unit.end - 1) == "f" and (c.cue.sense == "person" or bracketed):
            return "no"
    if c.cue.sense == "scene":
        return "certain" if message.names or c.cue.soft else "ambiguous"
    return "certain"


def _decimal(message: Message, c: Candidate) -> Verdict:
    """A number like 101.8 needs no more to be taken as a temperature (DET-13)."""
    limits = message.rules.limits
    if c.cue.sense == "scene" and not c.cue.soft:
        return "ambiguous"
    if looks_counted(message.text, message.tokens, c.unit.end, message.rules):
        return "ambiguous"
    sure = within(c.value, limits.decimal_c) or within(c.value, limits.decimal_f)
    cued = c.cue.sense in ("name", "stated", "person") or c.cue.soft is not None
    return "certain" if sure or cued else "ambiguous"


def _person(message: Message, c: Candidate) -> Verdict:
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


def _whole(message: Message, c: Candidate) -> Verdict:
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
    if _limit(message, c):
        return "ambiguous"
    if message.topic and not weak and _loose(message, c):
        named = named_earlier(message.tokens, c.number.first, message.rules)
        return "certain" if high or named else "ambiguous"
    starts = message.word(c.number.first - 1) in _STARTS | message.rules.people
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


def _limit(message: Message, c: Candidate) -> bool:
    """Whether a limit stands before it; "above 39" is hardly an age, "over 39" may be one."""
    before = message.word(c.number.first - 1)
    return c.bound != "exact" and (c.scale == "F" or before in ("above", "below"))


def _loose(message: Message, c: Candidate) -> bool:
    """Whether nothing but small words ties the number to the words before it."""
    before = message.word(c.number.first - 1)
    return not before.isalpha() or before in message.rules.fillers | message.rules.topics
