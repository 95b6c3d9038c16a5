"""Look right of a number, and at what limits it: its unit, what it counts, "nearly", "over"."""

from __future__ import annotations

from dataclasses import dataclass

from bot.understanding.number import Number
from bot.understanding.temperature_rules import Scale, TemperatureRules
from bot.understanding.temperature_senses import Behind, Bound
from bot.understanding.temperature_tokens import Token, glued, text_at
from bot.understanding.word_lists import temperature_words

_BRIDGE = 4
_ADDRESS = 3
_CALLED = 3


@dataclass(frozen=True)
class Unit:
    """The unit behind a number: scale is None for bare degrees. tokens[..:end] belong to it."""

    scale: Scale | None
    degrees: bool
    end: int

    @property
    def given(self) -> bool:
        """Whether anything at all was said."""
        return self.degrees or self.scale is not None


def unit_after(tokens: list[Token], i: int, rules: TemperatureRules) -> Unit:
    """Read the unit that starts at token i, if any."""
    start = i
    if text_at(tokens, i) == "-":
        i += 1
    if glued(tokens, i) and tokens[i].text in rules.glued_scales:
        return Unit(rules.glued_scales[tokens[i].text], True, i + 1)
    degrees = False
    while text_at(tokens, i) in rules.degrees or (degrees and _stop_before_scale(tokens, i, rules)):
        degrees = True
        i += 1
    end = i if degrees else start
    if text_at(tokens, i) == "(" and text_at(tokens, i + 1) in rules.scales:
        i += 1
    scale = rules.scales.get(text_at(tokens, i))
    if scale and not _runs_on(tokens, i):
        return Unit(scale, degrees, i + 1)
    return Unit(None, degrees, end)


def _stop_before_scale(tokens: list[Token], i: int, rules: TemperatureRules) -> bool:
    """Whether token i is the stop of "deg. C"."""
    if text_at(tokens, i) != "." or text_at(tokens, i + 1) not in rules.scales:
        return False
    return tokens[i + 1].start - tokens[i].end <= 1


def _runs_on(tokens: list[Token], i: int) -> bool:
    """Tell "38 c-section" from "38 C - again"."""
    hyphen = glued(tokens, i + 1) and text_at(tokens, i + 1) in ("-", "*", "'")
    word = glued(tokens, i + 2) and text_at(tokens, i + 2).isalpha()
    return len(tokens[i].text) == 1 and hyphen and word


def sense_behind(tokens: list[Token], i: int, rules: TemperatureRules) -> Behind | None:
    """Say what follows at token i."""
    hit = rules.behind.starting_at(tokens, i)
    counted = rules.counted.starting_at(tokens, i)
    if hit and not (counted and counted[1] > hit[1]):
        return None if hit[0] == "name" and _heads_number(tokens, hit[1]) else hit[0]
    if counted:
        return "counted" if _counts(tokens, i, rules) else None
    if any(token.text in rules.address_words for token in tokens[i : i + _ADDRESS]):
        return "counted"
    if _called_otherwise(tokens, i, rules):
        return "counted"
    if text_at(tokens, i) in rules.differences:
        return "difference"
    return _behind_adjectives(tokens, i, rules) or _behind_bridges(tokens, i, rules)


def _called_otherwise(tokens: list[Token], i: int, rules: TemperatureRules) -> bool:
    """Whether the number is said to be something else: "38C is my bra size"."""
    if text_at(tokens, i) == "," and text_at(tokens, i + 1) in temperature_words().pointing:
        i += 1
    if (
        text_at(tokens, i) not in temperature_words().copulas | temperature_words().pointing
        or text_at(tokens, i + 1) not in temperature_words().owners
    ):
        return False
    named = [token.text for token in tokens[i + 2 : i + 2 + _CALLED]]
    return not rules.called.isdisjoint(named) and rules.names.isdisjoint(named)


def _counts(tokens: list[Token], i: int, rules: TemperatureRules) -> bool:
    """Whether the counted thing at token i is this number's, not the next one's."""
    if plural_s(tokens, i):
        return False
    heads = rules.before.starting_at(tokens, i)
    return not (heads and heads[0] in ("measure", "label") and _heads_number(tokens, heads[1]))


def _behind_adjectives(tokens: list[Token], i: int, rules: TemperatureRules) -> Behind | None:
    """See through "38 more long days"."""
    for k in range(i, min(i + 2, len(tokens))):
        if tokens[k].text not in rules.counted_skip:
            break
        if rules.counted.starting_at(tokens, k + 1):
            return "counted"
    return None


def _behind_bridges(tokens: list[Token], i: int, rules: TemperatureRules) -> Behind | None:
    """See through "38.5 de fiebre", "is 38 a fever"."""
    for k in range(i, min(i + _BRIDGE, len(tokens))):
        if tokens[k].text not in rules.bridges:
            break
        hit = rules.behind.starting_at(tokens, k + 1)
        if hit:
            return hit[0]
    return None


def _heads_number(tokens: list[Token], i: int) -> bool:
    """Whether the words before token i belong to the number there: "temp 38.5 hr: 110"."""
    if text_at(tokens, i) in temperature_words().heads:
        i += 1
    return text_at(tokens, i).isdigit()


def plural_s(tokens: list[Token], i: int) -> bool:
    """Whether token i is the s of "in the 38s"."""
    return text_at(tokens, i) == "s" and glued(tokens, i)


def names_a_town(text: str, tokens: list[Token], i: int, rules: TemperatureRules) -> bool:
    """Whether "in" and a town follow at token i: "38 degrees in Seville", "104 here in Phoenix"."""
    if text_at(tokens, i) in temperature_words().before_in:
        i += 1
    if text_at(tokens, i) != "in" or i + 1 >= len(tokens) or text.istitle():
        return False
    written = text[tokens[i + 1].start : tokens[i + 1].end]
    return written.istitle() and len(written) > 2 and tokens[i + 1].text not in rules.no_towns


def looks_counted(text: str, tokens: list[Token], i: int, rules: TemperatureRules) -> bool:
    """Tell whether the word at token i looks like a thing that a number counts or names."""
    word = text_at(tokens, i)
    if not word.isalpha() or len(word) < 4 or word in rules.not_plural:
        return False
    if word.endswith("s") and not word.endswith("ss"):
        return True
    first, second = text[tokens[i].start], text[tokens[i].start + 1]
    return first.isupper() and not second.isupper() and not text.istitle()


def bound_of(tokens: list[Token], number: Number, end: int, rules: TemperatureRules) -> Bound:
    """Say whether the number is a limit: "nearly 38" is below it, "over 38" above."""
    if number.open_ended or _open_ended_at(tokens, end, rules):
        return "above"
    i = number.first - 1
    for _ in range(3):
        hit = rules.bounds.ending_at(tokens, i)
        if hit:
            before = range(hit[1] - 1, max(hit[1] - 5, -1), -1)
            negated = any(tokens[k].text in rules.not_above for k in before)
            if hit[0] == "above":
                return "below" if negated else "above"
            return "exact" if negated and tokens[i].text not in rules.not_above else "below"
        if text_at(tokens, i) not in temperature_words().bound_fillers:
            break
        i -= 1
    return "exact"


def _open_ended_at(tokens: list[Token], i: int, rules: TemperatureRules) -> bool:
    """Whether token i goes on "something", "and a bit", or the s of "in the 38s"."""
    if plural_s(tokens, i):
        return True
    if text_at(tokens, i) != "and":
        return text_at(tokens, i) in rules.open_ended
    i += 2 if text_at(tokens, i + 1) == "a" else 1
    return text_at(tokens, i) in rules.open_ended_joined
