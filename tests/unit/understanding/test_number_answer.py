"""What a number is as an answer to "do you have a fever?", by the reader and the clinic's level."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.understanding.fever_policy import FeverPolicy
from bot.understanding.number_answer import MOST_ANSWERED, fever_if_asked
from bot.understanding.temperature import read_temperatures


@pytest.mark.parametrize(
    "text",
    [
        "took my aunt's out of its case, 103",
        "borrowed the one next door and it came to a hundred and two",
        "just did, 38 9",
        "the strip says one oh one",
    ],
)
def test_a_number_is_a_fever_where_one_was_asked_for(text: str) -> None:
    assert fever_if_asked(text, [], FeverPolicy())


@pytest.mark.parametrize(
    "text",
    [
        "nope, 36.6",
        "40 years we were married",
        "I live at number 39",
        "104 over 70 this morning",
        "07700 900123",
        "it cost 39 dollars",
        "nothing like that",
    ],
)
def test_other_numbers_are_none(text: str) -> None:
    assert not fever_if_asked(text, [], FeverPolicy())


def test_the_level_is_the_clinics() -> None:
    lower = FeverPolicy(threshold_c=Decimal("37.8"))
    assert fever_if_asked("hers out of the drawer, 37.9", [], lower)
    assert not fever_if_asked("hers out of the drawer, 37.9", [], FeverPolicy())


def test_what_is_a_reading_anyway_needs_no_question() -> None:
    text = "my temperature is 39"
    assert not fever_if_asked(text, read_temperatures(text), FeverPolicy())


def test_a_long_story_is_no_answer_to_it() -> None:
    assert not fever_if_asked("and so on " * MOST_ANSWERED + "39", [], FeverPolicy())
