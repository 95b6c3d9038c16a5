"""Decide for every number of a message whether it is a body temperature, and how surely."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from bot.understanding.temperature_context import (
    Bound,
    Cue,
    Unit,
    bound_of,
    cue_before,
    looks_counted,
    measured_below,
    named_earlier,
    sense_behind,
    unit_after,
)
from bot.understanding.temperature_numbers import Number, find_numbers
from bot.understanding.temperature_rules import TemperatureRules
from bot.understanding.temperature_shapes import Shapes
from bot.understanding.temperature_tokens import Token, glued

Verdict = Literal["certain", "ambiguous", "implausible", "open", "no"]
Certainty = Literal["certain", "ambiguous", "implausible"]
Scale = Literal["C", "F"]
_LINK_REACH = 7
_HUNDRED = Decimal(100)
_STOPS = frozenset(".!?\n")


@dataclass(frozen=True)
class Judgement:
    """A number that is or may be a temperature, with its place in the message."""

    value: Decimal
    unit: Scale | None
    start: int
    end: int
    certainty: Certainty
    bound: Bound


@dataclass(frozen=True)
class _Candidate:
    number: Number
    unit: Unit
    cue: Cue
    behind: str | None
    value: Decimal
    scale: Scale | None
    plausible: bool
    bound: Bound
    verdict: Verdict = "open"


class Judge:
    """Judges the numbers of one message."""

    def __init__(self, text: str, tokens: list[Token], rules: TemperatureRules) -> None:
        """Read the numbers and what the message as a whole is about."""
        self.text = text
        self.tokens = tokens
        self.rules = rules
        self.numbers = find_numbers(tokens, rules.count_words)
        self.units = [unit_after(tokens, number.last, rules) for number in self.numbers]
        words = {token.text for token in tokens}
        self.names = bool(words & rules.names)
        self.topic = self.names or bool(words & rules.topics)
        self.alone = self._alone()
        self.shapes = Shapes(tokens, self.numbers, rules, self.names)

    def judgements(self) -> list[Judgement]:
        """Return the temperatures in order."""
        if not self.numbers:
            return []
        candidates = [self._candidate(k) for k in range(len(self.numbers))]
        judged = [replace(c, verdict=self._verdict(k, c)) for k, c in enumerate(candidates)]
        return [j for c in self._linked(judged) if (j := self._judgement(c))]

    def _alone(self) -> bool:
        """Whether the message is nothing but numbers, units and words of answering."""
        inside: set[int] = set()
        for number, unit in zip(self.numbers, self.units, strict=True):
            inside.update(range(number.first, unit.end))
        return all(
            i in inside or token.text in self.rules.alone or not token.text.isalnum()
            for i, token in enumerate(self.tokens)
        )

    def _candidate(self, k: int) -> _Candidate:
        number = self.numbers[k]
        unit = self.units[k]
        floor = self.units[k - 1].end if k else 0
        cue = cue_before(self.tokens, number.first, floor, self.rules)
        behind = sense_behind(self.tokens, unit.end, self.rules)
        if behind == "difference" and (not unit.given or self._in_limits(number.value)):
            behind = None
        value, scale, plausible = self._scale(number, unit)
        bound = bound_of(self.tokens, number, unit.end, self.rules)
        return _Candidate(number, unit, cue, behind, value, scale, plausible, bound)

    def _in_limits(self, value: Decimal) -> bool:
        limits = self.rules.limits
        return _within(value, limits.plausible_c) or _within(value, limits.plausible_f)

    def _scale(self, number: Number, unit: Unit) -> tuple[Decimal, Scale | None, bool]:
        """Return the value, its scale and whether a living person can have it."""
        limits = self.rules.limits
        value = number.value
        as_c, as_f = _within(value, limits.plausible_c), _within(value, limits.plausible_f)
        if unit.scale == "C":
            if as_f and value <= limits.celsius_meant_fahrenheit_max:
                return value, "F", True
            return value, "C", as_c
        if unit.scale == "F":
            return (value, "C", True) if as_c else (value, "F", as_f)
        if as_c or as_f:
            return value, "C" if as_c else "F", True
        if self._run_together(number):
            tenth = value / 10
            return tenth, "C" if _within(tenth, limits.plausible_c) else "F", True
        if _within(value, limits.inferred_c):
            return value, "C", False
        if _within(value, limits.inferred_f):
            return value, "F", False
        return value, None, False

    def _run_together(self, number: Number) -> bool:
        """Whether it may be a reading without its point: "1014", "385"."""
        tenth = number.value / 10
        whole = number.in_digits and not number.decimal and not number.broken
        return whole and number.value > 200 and self._in_limits(tenth)

    def _verdict(self, k: int, c: _Candidate) -> Verdict:
        if self._plural(c) and c.cue.sense != "name":
            return "no"
        if self.shapes.foreign(k, c.unit) or c.behind in ("counted", "difference"):
            return "no"
        if c.cue.sense == "decimal_label" or self._in_scene(c):
            return "no"
        if c.cue.sense == "label" and not (c.number.decimal and c.plausible):
            return "no"
        if c.cue.sense == "measure" and self._measured(c):
            return "no"
        if not c.plausible:
            return self._implausible(c)
        verdict = self._run_together_verdict(c) if c.value != c.number.value else self._plausible(c)
        return self._open_ended(c, verdict)

    def _in_scene(self, c: _Candidate) -> bool:
        """Whether the number is that of the weather, a room, a bath."""
        if c.behind == "scene":
            return c.cue.sense != "stated" and not (c.cue.sense == "name" and c.cue.own)
        if c.cue.sense != "scene" or c.cue.joined or c.behind == "name":
            return False
        return not (c.cue.crossed and c.number.decimal)

    def _plural(self, c: _Candidate) -> bool:
        """Whether an s touches it, as in "38s"; only "temp in the 38s" is a reading."""
        return c.number.last < len(self.tokens) and (
            self.tokens[c.number.last].text == "s" and glued(self.tokens, c.number.last)
        )

    def _measured(self, c: _Candidate) -> bool:
        """Whether a measure named before ("platelets") owns the number."""
        if c.unit.scale or c.behind == "name":
            return False
        if c.number.decimal:
            return not (c.cue.also_name or c.cue.crossed)
        return not c.cue.crossed

    def _implausible(self, c: _Candidate) -> Verdict:
        named = c.cue.sense == "name" and c.cue.direct
        said = c.cue.sense == "stated" or c.cue.soft is not None
        if c.unit.scale:
            if self.topic or self.alone or said or c.behind == "name":
                return "implausible"
            return "no"
        if c.behind == "name" and c.number.value >= 10:
            return "implausible"
        if named and (c.number.value >= 10 or c.number.decimal or c.unit.given):
            return "implausible" if self._named_directly(c) else "open"
        near = _within(c.value, self.rules.limits.inferred_c) or _within(
            c.value, self.rules.limits.inferred_f
        )
        if near and c.number.decimal and (self.alone or c.cue.sense == "stated"):
            return "implausible"
        if c.unit.degrees and self.alone:
            return "implausible"
        return "open"

    def _named_directly(self, c: _Candidate) -> bool:
        """Whether "temp" and the number are joined by is, was, of, reads or nothing."""
        i = c.number.first - 1
        word = self.tokens[i].text if i >= 0 else ""
        return word not in (
            "at",
            "by",
            "on",
            "in",
            "and",
            "with",
            ",",
            "up",
            "down",
            "over",
            "last",
        )

    def _run_together_verdict(self, c: _Candidate) -> Verdict:
        named = c.behind == "name" or (c.cue.sense == "name" and c.cue.direct)
        if named or self.alone or c.unit.given or (c.cue.sense == "stated" or c.cue.soft):
            return "ambiguous" if named or self.alone or c.unit.given or self.topic else "open"
        return "open"

    def _plausible(self, c: _Candidate) -> Verdict:
        if c.unit.given:
            return self._with_unit(c)
        if c.behind == "name" or (c.cue.sense == "name" and c.cue.direct):
            return "certain"
        if c.number.decimal:
            return self._decimal(c)
        if c.cue.sense == "person":
            return self._person(c)
        counted = looks_counted(self.text, self.tokens, c.unit.end, self.rules)
        if counted:
            return "open"
        weak = c.cue.sense in ("scene", "measure")
        if c.cue.sense == "name":
            return "certain"
        if c.cue.sense == "stated":
            return self._whole(c)
        if c.cue.soft == "said":
            return "ambiguous" if weak else self._whole(c)
        if c.cue.sense == "device" and not self.names:
            return "ambiguous"
        if c.cue.soft == "shown":
            return "ambiguous" if weak else self._shown(c)
        if self.alone:
            below = c.bound == "below" and measured_below(self.tokens, c.number, self.rules)
            return "certain" if below else "ambiguous"
        if self._limit(c):
            return "ambiguous"
        if self.topic and not weak and self._loose(c):
            high = c.value > _HUNDRED and c.scale == "F"
            named = named_earlier(self.tokens, c.number.first, self.rules)
            return "certain" if high or named else "ambiguous"
        starts = c.number.first == 0 or self.tokens[c.number.first - 1].text in _STOPS
        return "ambiguous" if starts and c.value > _HUNDRED and c.scale == "F" else "open"

    def _with_unit(self, c: _Candidate) -> Verdict:
        """Degrees or a scale were said; "39F" may still be an age and a sex."""
        if c.unit.scale == "F" and c.scale == "C" and not c.unit.degrees and not c.number.decimal:
            bracketed = c.number.first > 0 and self.tokens[c.number.first - 1].text == "("
            short = self.tokens[c.unit.end - 1].text == "f"
            if short and (c.cue.sense == "person" or bracketed):
                return "no"
        if c.cue.sense == "scene":
            return "certain" if self.names or c.cue.soft else "ambiguous"
        return "certain"

    def _decimal(self, c: _Candidate) -> Verdict:
        limits = self.rules.limits
        sure = _within(c.value, limits.decimal_c) or _within(c.value, limits.decimal_f)
        if c.cue.sense == "scene" and not c.cue.soft:
            return "ambiguous"
        if looks_counted(self.text, self.tokens, c.unit.end, self.rules):
            return "ambiguous"
        cued = c.cue.sense in ("name", "stated", "person") or c.cue.soft is not None
        return "certain" if sure or cued else "ambiguous"

    def _person(self, c: _Candidate) -> Verdict:
        """ "I'm 39" is an age, "I'm 101" is not."""
        if c.scale == "C":
            before = self.tokens[max(0, c.number.first - 14) : c.number.first]
            thermometer = any(t.text.startswith(("temp", "thermom")) for t in before)
            following = self.tokens[c.number.last].text if c.number.last < len(self.tokens) else ""
            if thermometer and following not in self.rules.age_followers | {"and", "with", ","}:
                return "ambiguous"
            return "no"
        if c.value < _HUNDRED and not self.names:
            return "no"
        return "ambiguous" if c.value <= _HUNDRED else "certain"

    def _whole(self, c: _Candidate) -> Verdict:
        if c.value == _HUNDRED and not self.topic:
            return "ambiguous"
        return "certain"

    def _shown(self, c: _Candidate) -> Verdict:
        """ "it says 100": the device and the scale are unknown, so it is asked."""
        limits = self.rules.limits
        start = limits.shown_from_c if c.scale == "C" else limits.shown_from_f
        return "certain" if self.names or c.value >= start else "ambiguous"

    def _limit(self, c: _Candidate) -> bool:
        """ "above 39 for two days" is hardly an age; "over 39" may be one."""
        before = self.tokens[c.number.first - 1].text if c.number.first else ""
        return c.bound != "exact" and (c.scale == "F" or before in ("above", "below"))

    def _loose(self, c: _Candidate) -> bool:
        """Whether nothing but small words ties the number to the words before it."""
        i = c.number.first - 1
        return (
            i < 0 or not self.tokens[i].text.isalpha() or self.tokens[i].text in self.rules.fillers
        )

    def _open_ended(self, c: _Candidate, verdict: Verdict) -> Verdict:
        """ "over 100" may be a fever or not."""
        limits = (
            self.rules.limits.open_ended_c if c.scale == "C" else self.rules.limits.open_ended_f
        )
        if verdict == "certain" and c.bound == "above" and _within(c.value, limits):
            return "ambiguous"
        return verdict

    def _linked(self, judged: list[_Candidate]) -> list[_Candidate]:
        """Let the numbers of one series share what is known: "99 this morning, now 101.3"."""
        linked = list(judged)
        order = [(k, k - 1) for k in range(1, len(judged))]
        for k, other in order + [(b, a) for a, b in reversed(order)]:
            here, there = linked[k], linked[other]
            if not self._joined(min(k, other)):
                continue
            if here.verdict == "open" and here.plausible and here.scale == there.scale:
                if there.verdict in ("certain", "ambiguous"):
                    linked[k] = replace(here, verdict=there.verdict)
            elif here.verdict == "ambiguous" and there.verdict == "certain":
                if here.value == here.number.value and here.bound != "above":
                    linked[k] = replace(here, verdict="certain")
            elif other < k and self._same_measure(here, there) and self._range(other):
                linked[k] = replace(here, verdict="no", cue=there.cue)
        return linked

    def _same_measure(self, here: _Candidate, there: _Candidate) -> bool:
        """Whether a number goes on a series of something else: "pulse 98 to 101"."""
        other = there.verdict == "no" and there.cue.sense in (
            "measure",
            "scene",
            "label",
            "decimal_label",
        )
        return other and not here.unit.scale and here.cue.sense is None

    def _between(self, k: int) -> list[Token]:
        return self.tokens[self.units[k].end : self.numbers[k + 1].first]

    def _joined(self, k: int) -> bool:
        between = self._between(k)
        return len(between) <= _LINK_REACH and all(t.text in self.rules.links for t in between)

    def _range(self, k: int) -> bool:
        words = [token.text for token in self._between(k)]
        return words in (
            ["to"],
            ["-"],
            ["then"],
            ["and"],
            ["or"],
            ["then", "to"],
            ["/"],
            ["is"],
            ["was"],
        )

    def _judgement(self, c: _Candidate) -> Judgement | None:
        if c.verdict == "open" or c.verdict == "no":
            return None
        first, last = self.tokens[c.number.first], self.tokens[c.unit.end - 1]
        return Judgement(c.value, c.scale, first.start, last.end, c.verdict, c.bound)


def _within(value: Decimal, limits: tuple[Decimal, Decimal]) -> bool:
    return limits[0] <= value <= limits[1]
