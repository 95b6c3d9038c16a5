"""Which phrases of the rules say what of a number: its name, its measure, what it counts."""

from __future__ import annotations

from typing import Literal

from bot.understanding.temperature_phrases import Phrases, Tag
from bot.understanding.temperature_rule_file import TemperatureRuleFile

Sense = Literal[
    "name",
    "short_name",
    "stated",
    "said",
    "shown",
    "person",
    "label",
    "decimal_label",
    "measure",
    "scene",
    "device",
]
Behind = Literal["counted", "scene", "name", "difference"]
Bound = Literal["exact", "below", "above"]
Level = Literal["before", "behind"]


def phrases_before(rules: TemperatureRuleFile) -> Phrases[Sense]:
    """Return what may stand before a number; of two senses of a phrase the first counts."""
    before: list[tuple[list[str], Sense]] = [
        (rules.decimal_labels, "decimal_label"),
        (rules.labels, "label"),
        (with_genitive(rules.names), "name"),
        (rules.short_names, "short_name"),
        (_stated(rules), "stated"),
        (_ages(rules), "person"),
        (with_genitive(rules.scenes), "scene"),
        (with_genitive(rules.measures), "measure"),
        (rules.devices, "device"),
        (rules.shown, "shown"),
        (rules.said, "said"),
    ]
    return _phrases(before)


def phrases_behind(rules: TemperatureRuleFile) -> Phrases[Behind]:
    """Return what may stand behind a number."""
    behind: list[tuple[list[str], Behind]] = [
        (rules.scenes_after, "scene"),
        (rules.names, "name"),
        (rules.names_after, "name"),
    ]
    return _phrases(behind)


def phrases_of_bounds(rules: TemperatureRuleFile) -> Phrases[Bound]:
    """Return what makes a number a limit."""
    bounds: list[tuple[list[str], Bound]] = [(rules.below, "below"), (rules.above, "above")]
    return _phrases(bounds)


def phrases_counted(rules: TemperatureRuleFile) -> Phrases[Behind]:
    """Return the things that a number counts."""
    counted: list[tuple[list[str], Behind]] = [(rules.counted, "counted")]
    return _phrases(counted)


def phrases_of_levels(rules: TemperatureRuleFile) -> Phrases[Level]:
    """Return what makes a number a level that is asked about."""
    levels: list[tuple[list[str], Level]] = [
        (rules.levels_before, "before"),
        (rules.levels_behind, "behind"),
    ]
    return _phrases(levels)


def with_genitive(words: list[str]) -> list[str]:
    """Return the words and their genitives: the temperature's."""
    return words + [f"{word}'s" for word in words]


def _ages(rules: TemperatureRuleFile) -> list[str]:
    forms = list(rules.ages)
    for who in rules.people:
        forms += [f"{who} is", f"{who} was", f"{who}'s"]
        forms += [f"{who}s"] if len(who) > 1 else []
    return forms


def _stated(rules: TemperatureRuleFile) -> list[str]:
    people = [f"{who} {verb}" for who in rules.people for verb in rules.people_verbs]
    return rules.stated + people


def _phrases(tagged: list[tuple[list[str], Tag]]) -> Phrases[Tag]:
    return Phrases((word, tag) for words, tag in tagged for word in words)
