"""Load and check the words and limits that say which numbers are body temperatures.

They stand in data/assertion/temperature.yml, so that a clinician can edit them.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, Extra, ValidationError, validator

from bot.understanding.temperature_phrases import Phrases, Tag
from bot.yaml_file import read_yaml_file

RULES_FILE = Path(__file__).resolve().parents[2] / "data" / "assertion" / "temperature.yml"

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
Scale = Literal["C", "F"]
Limits = tuple[Decimal, Decimal]


class TemperatureRulesError(ValueError):
    """The rules file cannot be used; the message names the file, the key and the remedy."""


class _Units(BaseModel, extra=Extra.forbid):
    fahrenheit: list[str]
    celsius: list[str]
    degrees: list[str]
    glued_fahrenheit: list[str]
    glued_celsius: list[str]


class _Rules(BaseModel, extra=Extra.forbid):
    plausible_c: Limits
    plausible_f: Limits
    inferred_c: Limits
    inferred_f: Limits
    decimal_c: Limits
    decimal_f: Limits
    celsius_meant_fahrenheit_max: Decimal
    shown_from_c: Decimal
    shown_from_f: Decimal
    open_ended_c: Limits
    open_ended_f: Limits
    units: _Units
    names: list[str]
    loosely_spelled: list[str]
    short_names: list[str]
    possessives: list[str]
    names_after: list[str]
    bridges: list[str]
    topics: list[str]
    stated: list[str]
    people_verbs: list[str]
    said: list[str]
    shown: list[str]
    fillers: list[str]
    below: list[str]
    below_measured: list[str]
    above: list[str]
    not_above: list[str]
    open_ended: list[str]
    open_ended_joined: list[str]
    people: list[str]
    devices: list[str]
    ages: list[str]
    labels: list[str]
    decimal_labels: list[str]
    address_words: list[str]
    measures: list[str]
    counted: list[str]
    called: list[str]
    sums: list[str]
    sum_joints: list[str]
    grandparents: list[str]
    no_towns: list[str]
    counted_skip: list[str]
    age_followers: list[str]
    scenes: list[str]
    scenes_after: list[str]
    differences: list[str]
    not_plural: list[str]
    alone: list[str]
    links: list[str]

    @validator("*")
    def _limits_ascend(cls, value: object) -> object:
        if isinstance(value, tuple) and value[0] >= value[1]:
            raise ValueError("the lower limit must be less than the upper one")
        if isinstance(value, list):
            for word in value:
                if word != word.lower() or not word.strip():
                    raise ValueError(f"{word!r} must be lower case and not empty")
        return value


@dataclass(frozen=True)
class TemperatureRules:
    """The rules in the form in which they are looked up."""

    limits: _Rules
    scales: dict[str, Scale]
    glued_scales: dict[str, Scale]
    degrees: frozenset[str]
    before: Phrases[Sense]
    behind: Phrases[Behind]
    bounds: Phrases[Bound]
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
    no_towns: frozenset[str]
    counted_skip: frozenset[str]
    address_words: frozenset[str]
    age_followers: frozenset[str]
    differences: frozenset[str]
    not_plural: frozenset[str]
    alone: frozenset[str]
    links: frozenset[str]
    below_measured: frozenset[str]


def _ages(rules: _Rules) -> list[str]:
    forms = list(rules.ages)
    for who in rules.people:
        forms += [f"{who} is", f"{who} was", f"{who}'s"]
        forms += [f"{who}s"] if len(who) > 1 else []
    return forms


def _stated(rules: _Rules) -> list[str]:
    people = [f"{who} {verb}" for who in rules.people for verb in rules.people_verbs]
    return rules.stated + people


def _with_genitive(words: list[str]) -> list[str]:
    return words + [f"{word}'s" for word in words]


def _phrases(tagged: list[tuple[list[str], Tag]]) -> Phrases[Tag]:
    return Phrases((word, tag) for words, tag in tagged for word in words)


def _scales(fahrenheit: list[str], celsius: list[str]) -> dict[str, Scale]:
    scales: dict[str, Scale] = dict.fromkeys(fahrenheit, "F")
    return scales | dict.fromkeys(celsius, "C")


def _compile(rules: _Rules) -> TemperatureRules:
    before: list[tuple[list[str], Sense]] = [
        (rules.decimal_labels, "decimal_label"),
        (rules.labels, "label"),
        (_with_genitive(rules.names), "name"),
        (rules.short_names, "short_name"),
        (_stated(rules), "stated"),
        (_ages(rules), "person"),
        (_with_genitive(rules.scenes), "scene"),
        (_with_genitive(rules.measures), "measure"),
        (rules.devices, "device"),
        (rules.shown, "shown"),
        (rules.said, "said"),
    ]
    behind: list[tuple[list[str], Behind]] = [
        (rules.scenes_after, "scene"),
        (rules.names, "name"),
        (rules.names_after, "name"),
    ]
    bounds: list[tuple[list[str], Bound]] = [(rules.below, "below"), (rules.above, "above")]
    counted: list[tuple[list[str], Behind]] = [(rules.counted, "counted")]
    units = rules.units
    scales = _scales(units.fahrenheit, units.celsius)
    return TemperatureRules(
        limits=rules,
        scales=scales,
        glued_scales=_scales(units.glued_fahrenheit, units.glued_celsius),
        degrees=frozenset(rules.units.degrees),
        before=_phrases(before),
        behind=_phrases(behind),
        bounds=_phrases(bounds),
        topics=frozenset(rules.topics),
        people=frozenset(rules.people),
        names=frozenset(_with_genitive(rules.names)),
        loosely_spelled=tuple(rules.loosely_spelled),
        possessives=frozenset(rules.possessives),
        fillers=frozenset(rules.fillers),
        bridges=frozenset(rules.bridges),
        not_above=frozenset(rules.not_above),
        open_ended=frozenset(rules.open_ended),
        open_ended_joined=frozenset(rules.open_ended_joined),
        counted=_phrases(counted),
        count_words=frozenset(word for word in rules.counted if word not in scales),
        address_words=frozenset(rules.address_words),
        called=frozenset(rules.called),
        sums=frozenset(rules.sums),
        sum_joints=frozenset(rules.sum_joints),
        grandparents=frozenset(rules.grandparents),
        no_towns=frozenset(rules.no_towns),
        counted_skip=frozenset(rules.counted_skip),
        age_followers=frozenset(rules.age_followers),
        differences=frozenset(rules.differences),
        not_plural=frozenset(rules.not_plural),
        alone=frozenset(rules.alone),
        links=frozenset(rules.links),
        below_measured=frozenset(rules.below_measured),
    )


def load_rules(path: Path) -> TemperatureRules:
    """Read a rules file. Raises TemperatureRulesError naming what is wrong and where."""
    try:
        content = read_yaml_file(path)
    except (OSError, yaml.YAMLError) as error:
        raise TemperatureRulesError(f"{path} cannot be read: {error}") from error
    if not isinstance(content, dict) or set(content) != {"temperature"}:
        raise TemperatureRulesError(f"{path}: the one top-level key must be 'temperature'")
    try:
        return _compile(_Rules.parse_obj(content["temperature"]))
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise TemperatureRulesError(f"{path}: temperature.{key}: {first['msg']}") from error


@lru_cache(maxsize=1)
def default_rules() -> TemperatureRules:
    """Return the rules of data/assertion/temperature.yml, read once."""
    return load_rules(RULES_FILE)
