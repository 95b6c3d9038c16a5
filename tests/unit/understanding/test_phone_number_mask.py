"""A phone number is hidden from the classifier, a temperature is not."""

import pytest

from bot.understanding.phone_number_mask import mask_phone_numbers


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("You may put down 020 7946 0633.", "You may put down my number."),
        ("sorry wrong, its 07700 900381", "sorry wrong, its my number"),
        ("415-555-0142 or 415-555-0143", "my number or my number"),
        ("38.8 here, mob is +44 7700 900381", "38.8 here, mob is my number"),
    ],
)
def test_a_number_to_call_becomes_a_word(text: str, read: str) -> None:
    assert mask_phone_numbers(text) == read


@pytest.mark.parametrize(
    "text", ["38.5 then 38.7 then 39.1", "101.2 at 10:15", "39", "room 102", ""]
)
def test_other_numbers_stay(text: str) -> None:
    assert mask_phone_numbers(text) == text
