"""The clinician's file of words is checked when it is loaded."""

from pathlib import Path

import pytest
import yaml

from bot.understanding.temperature import read_temperatures
from bot.understanding.temperature_rule_file import RULES_FILE, TemperatureRulesError
from bot.understanding.temperature_rules import load_rules


def edited(tmp_path: Path, key: str, value: object) -> Path:
    content = yaml.safe_load(RULES_FILE.read_text(encoding="utf-8"))
    content["temperature"][key] = value
    path = tmp_path / "temperature.yml"
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("plausible_c", ["43", "34"]),
        ("plausible_c", ["warm", "43"]),
        ("names", ["Temp"]),
        ("names", [""]),
        ("names", "temp"),
        ("labels", [False]),
        ("nmaes", ["temp"]),
    ],
)
def test_a_wrong_entry_is_refused_by_its_name(tmp_path: Path, key: str, value: object) -> None:
    with pytest.raises(TemperatureRulesError, match=key):
        load_rules(edited(tmp_path, key, value))


def test_a_missing_or_broken_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TemperatureRulesError, match="cannot be read"):
        load_rules(tmp_path / "none.yml")
    (tmp_path / "broken.yml").write_text("temperature: [", encoding="utf-8")
    with pytest.raises(TemperatureRulesError, match="cannot be read"):
        load_rules(tmp_path / "broken.yml")
    (tmp_path / "other.yml").write_text("weather: {}", encoding="utf-8")
    with pytest.raises(TemperatureRulesError, match="top-level"):
        load_rules(tmp_path / "other.yml")


def test_a_clinician_can_add_a_word(tmp_path: Path) -> None:
    words = load_rules(RULES_FILE).limits.labels
    rules = load_rules(edited(tmp_path, "labels", [*words, "gurney"]))
    assert read_temperatures("i'm on gurney 101, feeling hot", rules) == []
    assert read_temperatures("my temp is 101", rules)
