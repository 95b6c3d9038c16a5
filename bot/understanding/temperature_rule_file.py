"""Read and check data/assertion/temperature.yml, which a clinician can edit."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import yaml
from pydantic import BaseModel, Extra, ValidationError, validator

from bot.yaml_file import read_yaml_file

RULES_FILE = Path(__file__).resolve().parents[2] / "data" / "assertion" / "temperature.yml"

Limits = tuple[Decimal, Decimal]


class TemperatureRulesError(ValueError):
    """The rules file cannot be used; the message names the file, the key and the remedy."""


class _Units(BaseModel, extra=Extra.forbid):
    fahrenheit: list[str]
    celsius: list[str]
    degrees: list[str]
    glued_fahrenheit: list[str]
    glued_celsius: list[str]


class TemperatureRuleFile(BaseModel, extra=Extra.forbid):
    """The limits and the lists of the file, checked; the lists are explained there."""

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
    asked_level_c: Limits
    asked_level_f: Limits
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
    ran_high: list[str]
    address_words: list[str]
    measures: list[str]
    counted: list[str]
    called: list[str]
    sums: list[str]
    sum_joints: list[str]
    grandparents: list[str]
    towns: list[str]
    levels_before: list[str]
    levels_behind: list[str]
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


def read_rule_file(path: Path) -> TemperatureRuleFile:
    """Read a rule file. Raises TemperatureRulesError naming what is wrong and where."""
    try:
        content = read_yaml_file(path)
    except (OSError, yaml.YAMLError) as error:
        raise TemperatureRulesError(f"{path} cannot be read: {error}") from error
    if not isinstance(content, dict) or set(content) != {"temperature"}:
        raise TemperatureRulesError(f"{path}: the one top-level key must be 'temperature'")
    try:
        return TemperatureRuleFile.parse_obj(content["temperature"])
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise TemperatureRulesError(f"{path}: temperature.{key}: {first['msg']}") from error
