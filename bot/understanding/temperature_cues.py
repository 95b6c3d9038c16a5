"""Look left of a number for what it belongs to: a fever, an age, a room, a lab value."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.understanding.temperature_rules import TemperatureRules
from bot.understanding.temperature_senses import Sense
from bot.understanding.temperature_tokens import Token, glued, text_at
from bot.understanding.word_lists import temperature_words

WINDOW = 9
_NEAR = 4
_NAME_REACH = 25
_SENTENCE_ENDS = frozenset(".!?;\n")
_SOFT = frozenset({"said", "shown"})
_WINDOWED = frozenset({"name", "measure", "scene", "device"})
_LABELS = frozenset({"label", "decimal_label"})


@dataclass(frozen=True)
class Cue:
    """The nearest thing before a number that says what it is.

    `direct`: only small words stand between. `crossed`: a comma or an "and" does,
    `joined`: an "and" does. `soft`: how the number is introduced ("it's", "says"),
    whatever the subject. `own`: the name is a person's ("my temp"). `also_name`: behind
    another measure a temperature is named too ("temp and pulse: 38.5 and 98").
    """

    sense: Sense | None = None
    direct: bool = False
    crossed: bool = False
    joined: bool = False
    soft: Sense | None = None
    own: bool = False
    also_name: bool = False


class _Scan:
    """What has been passed on the way left."""

    def __init__(self, rules: TemperatureRules) -> None:
        self.rules = rules
        self.direct = self.labelled = True
        self.crossed = self.joined = False
        self.soft: Sense | None = None

    def cue(self, sense: Sense, own: bool = False) -> Cue:
        return Cue(sense, self.direct, self.crossed, self.joined, self.soft, own)

    def pass_word(self, word: str) -> None:
        self.joined = self.joined or word in temperature_words().joiners
        self.crossed = self.crossed or self.joined or word == ","
        self.direct = self.direct and word in self.rules.fillers
        self.labelled = self.labelled and word in temperature_words().label_fillers

    def pass_soft(self, sense: Sense, word: str) -> None:
        if self.direct and not self.soft:
            self.soft = sense
        self.labelled = self.labelled and word in temperature_words().label_fillers


def cue_before(tokens: list[Token], first: int, floor: int, rules: TemperatureRules) -> Cue:
    """Look left from token `first`, not past `floor`, for what the number belongs to."""
    scan = _Scan(rules)
    found: Cue | None = None
    i = first - 1
    low = max(floor, first - 1 - WINDOW)
    while i >= low:
        word = tokens[i].text
        hit = rules.before.ending_at(tokens, i)
        if hit and hit[1] >= floor:
            sense, start = hit
            if sense in _SOFT:
                scan.pass_soft(sense, word)
                i = start - 1
                continue
            if found and sense == "name":
                return replace(found, also_name=True)
            if sense in _WINDOWED and (found is None or found.sense == "device"):
                found = _windowed(tokens, sense, start, scan)
                if found.sense not in ("measure", "device"):
                    return found
                low = max(low, start - _NEAR)
            elif not found and (hard := _hard(sense, scan)):
                return hard
        if word in _SENTENCE_ENDS and not _abbreviates(tokens, i, rules):
            break
        scan.pass_word(word)
        i -= 1
    return found or Cue(soft=scan.soft)


def _windowed(tokens: list[Token], sense: Sense, start: int, scan: _Scan) -> Cue:
    """Take a name, a measure, a scene or a device; the water's temperature is a scene."""
    before = scan.rules.before.ending_at(tokens, start - 1)
    if sense == "name" and before == ("scene", start - 1):
        sense = "scene"
    return scan.cue(sense, own=text_at(tokens, start - 1) in scan.rules.possessives)


def _hard(sense: Sense, scan: _Scan) -> Cue | None:
    """Take what counts only right before the number: a label, "I'm", "I'm at"."""
    if sense in _LABELS:
        return scan.cue(sense) if scan.labelled else None
    if sense in ("stated", "person", "short_name") and scan.direct and not scan.crossed:
        return scan.cue("name" if sense == "short_name" else sense)
    return None


def _abbreviates(tokens: list[Token], i: int, rules: TemperatureRules) -> bool:
    """Whether the stop at token i belongs to "temp."."""
    before = text_at(tokens, i - 1)
    return tokens[i].text == "." and glued(tokens, i) and before in rules.names and len(before) < 6


def named_earlier(tokens: list[Token], first: int, rules: TemperatureRules) -> bool:
    """Whether the same sentence names a temperature before token `first`."""
    for i in range(first - 1, max(first - _NAME_REACH, -1), -1):
        if tokens[i].text in _SENTENCE_ENDS:
            return False
        if tokens[i].text in rules.names:
            return True
    return False
