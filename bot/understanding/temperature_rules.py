"""The words and limits that say which numbers are body temperatures, ready to be looked up."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from bot.understanding.temperature_phrases import Phrases
from bot.understanding.temperature_rule_file import (
    RULES_FILE,
    TemperatureRuleFile,
    read_rule_file,
)
from bot.understanding.temperature_senses import (
    Behind,
    Bound,
    Level,
    Sense,
    phrases_before,
    phrases_behind,
    phrases_counted,
    phrases_of_bounds,
    phrases_of_levels,
    with_genitive,
)

Scale = Literal["C", "F"]


@dataclass(frozen=True)
class TemperatureRules:
    """The rules in the form in which they are looked up."""

    limits: TemperatureRuleFile
    scales: dict[str, Scale]
    glued_scales: dict[str, Scale]
    degrees: frozenset[str]
    before: Phrases[Sense]
    behind: Phrases[Behind]
    bounds: Phrases[Bound]
    levels: Phrases[Level]
    topics: frozenset[str]
    people: frozenset[str]
    names: frozenset[str]
    loosely_spelled: tuple[str, ...]
    possessives: frozenset[str]
    fillers: frozenset[str]
    bridges: frozenset[str]
    not_above: frozenset[str]
    open_ended: frozenset[str]
    open_ended_joined: frozenset[str]
    counted: Phrases[Behind]
    count_words: frozenset[str]
    called: frozenset[str]
    sums: frozenset[str]
    sum_joints: frozenset[str]
    grandparents: frozenset[str]
    ran_high: frozenset[str]
    towns: frozenset[str]
    no_towns: frozenset[str]
    counted_skip: frozenset[str]
    address_words: frozenset[str]
    age_followers: frozenset[str]
    differences: frozenset[str]
    not_plural: frozenset[str]
    alone: frozenset[str]
    links: frozenset[str]
    below_measured: frozenset[str]


def load_rules(path: Path) -> TemperatureRules:
    """Read a rule file. Raises TemperatureRulesError naming what is wrong and where."""
    return _compile(read_rule_file(path))


@lru_cache(maxsize=1)
def default_rules() -> TemperatureRules:
    """Return the rules of data/assertion/temperature.yml, read once."""
    return load_rules(RULES_FILE)


def _compile(rules: TemperatureRuleFile) -> TemperatureRules:
    units = rules.units
    scales = _scales(units.fahrenheit, units.celsius)
    return TemperatureRules(
        limits=rules,
        scales=scales,
        glued_scales=_scales(units.glued_fahrenheit, units.glued_celsius),
        degrees=frozenset(rules.units.degrees),
        before=phrases_before(rules),
        behind=phrases_behind(rules),
        bounds=phrases_of_bounds(rules),
        levels=phrases_of_levels(rules),
        topics=frozenset(rules.topics),
        people=frozenset(rules.people),
        names=frozenset(with_genitive(rules.names)),
        loosely_spelled=tuple(rules.loosely_spelled),
        possessives=frozenset(rules.possessives),
        fillers=frozenset(rules.fillers),
        bridges=frozenset(rules.bridges),
        not_above=frozenset(rules.not_above),
        open_ended=frozenset(rules.open_ended),
        open_ended_joined=frozenset(rules.open_ended_joined),
        counted=phrases_counted(rules),
        count_words=frozenset(word for word in rules.counted if word not in scales),
        address_words=frozenset(rules.address_words),
        called=frozenset(rules.called),
        sums=frozenset(rules.sums),
        sum_joints=frozenset(rules.sum_joints),
        grandparents=frozenset(rules.grandparents),
        ran_high=frozenset(rules.ran_high),
        towns=frozenset(rules.towns),
        no_towns=frozenset(rules.no_towns),
        counted_skip=frozenset(rules.counted_skip),
        age_followers=frozenset(rules.age_followers),
        differences=frozenset(rules.differences),
        not_plural=frozenset(rules.not_plural),
        alone=frozenset(rules.alone),
        links=frozenset(rules.links),
        below_measured=frozenset(rules.below_measured),
    )


def _scales(fahrenheit: list[str], celsius: list[str]) -> dict[str, Scale]:
    scales: dict[str, Scale] = dict.fromkeys(fahrenheit, "F")
    return scales | dict.fromkeys(celsius, "C")
