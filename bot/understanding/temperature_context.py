"""What the words around a number say about it: its unit, its subject, its limits."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from bot.understanding.temperature_numbers import Number
from bot.understanding.temperature_rules import TemperatureRules
from bot.understanding.temperature_tokens import Token, glued

WINDOW = 9
_NEAR = 4
_SENTENCE_ENDS = frozenset(".!?;\n")
_JOINERS = frozenset({"and", "but", "so", "then", "because", "&", "plus", "also"})
_SEPARATORS = _JOINERS | {","}
_LABEL_FILLERS = frozenset({"number", "#", ":", "is", "the", "of", "-", "=", "was", "(", "a"})
_SOFT = frozenset({"said", "shown"})
_WINDOWED = frozenset({"name", "measure", "scene", "device"})

Bound = Literal["exact", "below", "above"]


@dataclass(frozen=True)
class Unit:
    """The unit behind a number: scale is None for bare degrees. tokens[..:end] belong to it."""

    scale: Literal["C", "F"] | None
    degrees: bool
    end: int

    @property
    def given(self) -> bool:
        """Whether anything at all was said."""
        return self.degrees or self.scale is not None


@dataclass(frozen=True)
class Cue:
    """The nearest thing before a number that says what it is.

    `direct`: only small words stand between. `crossed`: a comma or an "and" does.
    `joined`: more than a comma does. `own`: the name is a person's ("my temp").
    `soft`: how the number is introduced ("it's", "says"), whatever the subject is.
    """

    sense: str | None = None
    direct: bool = False
    crossed: bool = False
    soft: str | None = None
    also_name: bool = False
    joined: bool = False
    own: bool = False


def unit_after(tokens: list[Token], i: int, rules: TemperatureRules) -> Unit:
    """Read the unit that starts at token i, if any."""
    start = i
    if _text(tokens, i) == "-":
        i += 1
    degrees = False
    if glued(tokens, i) and _text(tokens, i) in rules.glued_scales:
        return _unit(rules.glued_scales[tokens[i].text], True, i + 1)
    if _text(tokens, i) in rules.degrees:
        degrees = True
        i += 1
        while _text(tokens, i) in rules.degrees or (
            _text(tokens, i) == "." and _scale_next(tokens, i, rules)
        ):
            i += 1
    if _text(tokens, i) == "(" and _text(tokens, i + 1) in rules.scales:
        i += 1
    scale = rules.scales.get(_text(tokens, i))
    if scale and not _runs_on(tokens, i):
        return _unit(scale, degrees, i + 1)
    return Unit(None, degrees, i if degrees else start)


def _unit(scale: str, degrees: bool, end: int) -> Unit:
    return Unit("F" if scale == "F" else "C", degrees, end)


def _scale_next(tokens: list[Token], i: int, rules: TemperatureRules) -> bool:
    return _text(tokens, i + 1) in rules.scales and tokens[i + 1].start - tokens[i].end <= 1


def _runs_on(tokens: list[Token], i: int) -> bool:
    """Tell "38 c-section" from "38 C - again"."""
    return (
        len(tokens[i].text) == 1
        and glued(tokens, i + 1)
        and _text(tokens, i + 1) in ("-", "*", "'")
        and glued(tokens, i + 2)
        and _text(tokens, i + 2).isalpha()
    )


def _text(tokens: list[Token], i: int) -> str:
    return tokens[i].text if 0 <= i < len(tokens) else ""


def cue_before(tokens: list[Token], first: int, floor: int, rules: TemperatureRules) -> Cue:
    """Look left from token `first`, not past `floor`, for what the number belongs to."""
    direct, crossed, joined, labelled, soft = True, False, False, True, None
    found: Cue | None = None
    i = first - 1
    low = max(floor, first - 1 - WINDOW)
    while i >= low:
        text = tokens[i].text
        hit = rules.before.ending_at(tokens, i)
        if hit and hit[1] < floor:
            hit = None
        if hit:
            sense, start = hit
            if sense in _SOFT:
                soft = soft or (sense if direct else None)
                i = start - 1
                labelled = labelled and text in _LABEL_FILLERS
                continue
            if found and sense == "name":
                return replace(found, also_name=True)
            if found and not (found.sense == "device" and sense in _WINDOWED):
                pass
            elif sense in _WINDOWED:
                if sense == "name" and rules.before.ending_at(tokens, start - 1) == (
                    "scene",
                    start - 1,
                ):
                    sense = "scene"
                own = _text(tokens, start - 1) in rules.possessives
                found = Cue(sense, direct, crossed, soft, joined=joined, own=own)
                if sense not in ("measure", "device"):
                    return found
                low = max(low, start - _NEAR)
            elif sense in ("label", "decimal_label") and labelled:
                return Cue(sense, True, crossed, soft)
            elif sense in ("stated", "person", "short_name") and direct and not crossed:
                return Cue("name" if sense == "short_name" else sense, True, crossed, soft)
        if text in _SENTENCE_ENDS:
            break
        crossed = crossed or text in _SEPARATORS
        joined = joined or text in _JOINERS
        direct = direct and text in rules.fillers
        labelled = labelled and text in _LABEL_FILLERS
        i -= 1
    return found or Cue(soft=soft)


def sense_behind(tokens: list[Token], i: int, rules: TemperatureRules) -> str | None:
    """Say what follows at token i: "counted", "scene", "name", "difference" or None."""
    hit = rules.behind.starting_at(tokens, i)
    counted = rules.counted.starting_at(tokens, i)
    if hit and not (counted and counted[1] > hit[1]):
        return None if hit[0] == "name" and _heads_number(tokens, hit[1]) else hit[0]
    if counted:
        if counted[1] == i + 1 and tokens[i].text == "s" and glued(tokens, i):
            return None
        heads = rules.before.starting_at(tokens, i)
        if heads and heads[0] in ("measure", "label") and _heads_number(tokens, heads[1]):
            return None
        return "counted"
    if any(token.text in rules.address_words for token in tokens[i : i + 3]):
        return "counted"
    if _text(tokens, i) in rules.differences:
        return "difference"
    for k in range(i, min(i + 2, len(tokens))):
        if tokens[k].text not in rules.counted_skip:
            break
        if rules.counted.starting_at(tokens, k + 1):
            return "counted"
    for k in range(i, min(i + _NEAR, len(tokens))):
        if tokens[k].text not in rules.bridges:
            break
        if tokens[k].text in rules.names:
            return "name"
        hit = rules.behind.starting_at(tokens, k + 1)
        if hit:
            return hit[0]
    return None


def _heads_number(tokens: list[Token], i: int) -> bool:
    """Whether the words before token i belong to the number there: "temp 38.5 hr: 110"."""
    if _text(tokens, i) in ("is", "was", ":", "=", "of", "at"):
        i += 1
    return _text(tokens, i).isdigit()


def looks_counted(text: str, tokens: list[Token], i: int, rules: TemperatureRules) -> bool:
    """Tell whether the word at token i looks like a thing that a number counts or names."""
    word = _text(tokens, i)
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
        if _text(tokens, i) not in ("a", "the", "at", "to", "of", "about", "around", "-"):
            break
        i -= 1
    return "exact"


def _open_ended_at(tokens: list[Token], i: int, rules: TemperatureRules) -> bool:
    """Whether token i goes on "something", "and a bit", or the s of "in the 38s"."""
    if _text(tokens, i) == "s" and glued(tokens, i):
        return True
    joined = _text(tokens, i) == "and"
    if joined:
        i += 2 if _text(tokens, i + 1) == "a" else 1
    return _text(tokens, i) in (rules.open_ended_joined if joined else rules.open_ended)


def named_earlier(tokens: list[Token], first: int, rules: TemperatureRules) -> bool:
    """Whether the same sentence names a temperature before token `first`."""
    for i in range(first - 1, max(first - 25, -1), -1):
        if tokens[i].text in _SENTENCE_ENDS:
            return False
        if tokens[i].text in rules.names:
            return True
    return False


def measured_below(tokens: list[Token], number: Number, rules: TemperatureRules) -> bool:
    """Tell "just under 38" (a measurement) from "almost 38" (perhaps an age)."""
    return any(
        t.text in rules.below_measured for t in tokens[max(0, number.first - 4) : number.first]
    )
