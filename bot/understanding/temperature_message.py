"""The numbers of one message with everything that is known around each of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from rapidfuzz.distance import OSA

from bot.understanding.number import Number
from bot.understanding.number_finder import find_numbers
from bot.understanding.temperature_context import Unit, bound_of, sense_behind, unit_after
from bot.understanding.temperature_cues import Cue, cue_before
from bot.understanding.temperature_rules import Scale, TemperatureRules
from bot.understanding.temperature_senses import Behind, Bound
from bot.understanding.temperature_tokens import Token, text_at, tokenize
from bot.understanding.word_lists import temperature_words

Verdict = Literal["certain", "ambiguous", "implausible", "open", "no"]
_RUN_TOGETHER_FROM = 200
_HUNDRED = 100
_LONG, _LONGEST, _TYPOS = 8, 14, 2


@dataclass(frozen=True)
class Candidate:
    """A number that may be a temperature.

    `value` is what it would be as one ("1014" is 101.4) in `scale` (None: cannot be told);
    `plausible`: a living person can have it. `verdict` "open" means nothing speaks for it.
    """

    number: Number
    unit: Unit
    cue: Cue
    behind: Behind | None
    value: Decimal
    scale: Scale | None
    plausible: bool
    bound: Bound
    verdict: Verdict = "open"

    @property
    def named(self) -> bool:
        """Whether a temperature is named right before or behind it."""
        return self.behind == "name" or (self.cue.sense == "name" and self.cue.direct)

    @property
    def run_together(self) -> bool:
        """Whether the point seems to be missing, as in "1014"."""
        return self.value != self.number.value


class Message:
    """A message cut into tokens and numbers, and what it is about as a whole.

    `names`: it names a temperature anywhere; `topic`: or something that goes with fever;
    `person`: it names somebody who may have it; `alone`: it is nothing but numbers and words
    of answering ("ok 101"); `asks`: it has a question mark.
    """

    def __init__(self, text: str, rules: TemperatureRules) -> None:
        """Read the message; linear in its length."""
        self.text = text
        self.rules = rules
        self.tokens = [_respelled(token, rules) for token in tokenize(text)]
        self.numbers = find_numbers(self.tokens, rules.count_words)
        self.units = [unit_after(self.tokens, number.last, rules) for number in self.numbers]
        words = {token.text for token in self.tokens}
        self.names = bool(words & rules.names)
        self.topic = self.names or bool(words & rules.topics)
        self.person = bool(words & (rules.people - temperature_words().nobody))
        self.alone = self._alone()
        self.asks = "?" in words

    def word(self, i: int) -> str:
        """Return the text of token i, or an empty string outside the message."""
        return text_at(self.tokens, i)

    def between(self, k: int) -> list[str]:
        """Return the words between number k, with its unit, and the next number."""
        return [t.text for t in self.tokens[self.units[k].end : self.numbers[k + 1].first]]

    def candidate(self, k: int) -> Candidate:
        """Return number k with what stands around it."""
        number, unit, rules = self.numbers[k], self.units[k], self.rules
        floor = self.units[k - 1].end if k else 0
        behind = sense_behind(self.tokens, unit.end, rules)
        if behind == "difference" and (not unit.given or _in_limits(number.value, rules)):
            behind = None
        value, scale, plausible = _in_scale(number, unit, rules)
        cue = cue_before(self.tokens, number.first, floor, rules)
        ran = cue.sense == "decimal_label" and self.word(number.first - 1) in rules.ran_high
        if ran and scale == "F" and value >= _HUNDRED:
            cue = replace(cue, sense="stated")
        return Candidate(
            number=number,
            unit=unit,
            cue=cue,
            behind=behind,
            value=value,
            scale=scale,
            plausible=plausible,
            bound=bound_of(self.tokens, number, unit.end, rules),
        )

    def _alone(self) -> bool:
        if not self.numbers:
            return False
        inside: set[int] = set()
        for number, unit in zip(self.numbers, self.units, strict=True):
            inside.update(range(number.first, unit.end))
        return all(
            i in inside or token.text in self.rules.alone or not token.text.isalnum()
            for i, token in enumerate(self.tokens)
        )


def _respelled(token: Token, rules: TemperatureRules) -> Token:
    """Put "temperatrue" right (DET-7); places in the message stay as they are."""
    if not _LONG <= len(token.text) <= _LONGEST or token.text in rules.names:
        return token
    for word in rules.loosely_spelled:
        near = token.text[0] == word[0] and abs(len(token.text) - len(word)) <= _TYPOS
        if near and OSA.distance(token.text, word, score_cutoff=_TYPOS) <= _TYPOS:
            return token._replace(text=word)
    return token


def within(value: Decimal, limits: tuple[Decimal, Decimal]) -> bool:
    """Whether a value lies between two limits or on one of them."""
    return limits[0] <= value <= limits[1]


def _in_limits(value: Decimal, rules: TemperatureRules) -> bool:
    limits = rules.limits
    return within(value, limits.plausible_c) or within(value, limits.plausible_f)


def _in_scale(
    number: Number, unit: Unit, rules: TemperatureRules
) -> tuple[Decimal, Scale | None, bool]:
    """Return the value, its scale and whether a living person can have it."""
    limits, value = rules.limits, number.value
    as_c, as_f = within(value, limits.plausible_c), within(value, limits.plausible_f)
    if unit.scale == "C":
        meant_f = as_f and value <= limits.celsius_meant_fahrenheit_max
        return (value, "F", True) if meant_f else (value, "C", as_c)
    if unit.scale == "F":
        return (value, "C", True) if as_c else (value, "F", as_f)
    if as_c or as_f:
        return value, "C" if as_c else "F", True
    tenth = value / 10
    whole = number.in_digits and not (number.decimal or number.broken)
    if whole and value > _RUN_TOGETHER_FROM and _in_limits(tenth, rules):
        return tenth, "C" if within(tenth, limits.plausible_c) else "F", True
    if within(value, limits.inferred_c):
        return value, "C", False
    return (value, "F", False) if within(value, limits.inferred_f) else (value, None, False)
