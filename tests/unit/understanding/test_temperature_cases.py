"""The readings of a few hundred messages, written as people write."""

from pathlib import Path

import pytest
import yaml

from bot.understanding.temperature import Reading, read_temperatures

HERE = Path(__file__).parent
SAID = yaml.safe_load((HERE / "temperature_said.yml").read_text(encoding="utf-8"))
NOT_SAID = yaml.safe_load((HERE / "temperature_not_said.yml").read_text(encoding="utf-8"))
MARKS = {"certain": "", "ambiguous": "?", "implausible": "!"}
BOUNDS = {"exact": "", "below": "<", "above": ">"}


def notation(reading: Reading) -> str:
    """Write a reading as the case files do: "<38 C?"."""
    mark = MARKS[reading.certainty]
    return f"{BOUNDS[reading.bound]}{reading.value} {reading.unit or '-'}{mark}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [(text, expected) for cases in SAID.values() for text, expected in cases.items()],
)
def test_a_temperature_is_read_as_it_is_meant(text: str, expected: str) -> None:
    assert ", ".join(notation(r) for r in read_temperatures(text)) == expected


@pytest.mark.parametrize("text", [text for cases in NOT_SAID.values() for text in cases])
def test_a_number_that_is_no_temperature_is_left_alone(text: str) -> None:
    assert [notation(r) for r in read_temperatures(text)] == []


def test_there_are_enough_cases_of_both_kinds() -> None:
    assert sum(map(len, SAID.values())) >= 120
    assert sum(map(len, NOT_SAID.values())) >= 120
