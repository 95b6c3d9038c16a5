"""What the classifier reads: slips undone, phone numbers hidden, everything else as typed."""

import pytest

from bot.understanding.spelled import as_read


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("my fveer is back", "my fever is back"),
        ("my ear hruts", "my ear hurts"),
        ("a feverr, ring 020 7946 0633", "a fever, ring my number"),
    ],
)
def test_slips_in_words_of_the_rules_are_undone(text: str, read: str) -> None:
    assert as_read(text) == read


@pytest.mark.parametrize("text", ["u ok? pls say", "Can I drink alcohol?", "Fever\u2019s 38.5", ""])
def test_everything_else_stays(text: str) -> None:
    assert as_read(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "I lost my specs",
        "he snores",
        "payday is friday",
        "two bookings on thursday",
        "am I overreacting",
        "sickle cell",
        "it has scabbed over",
        "is it the statin",
    ],
)
def test_an_ordinary_word_is_no_slip_in_a_word_of_the_rules(text: str) -> None:
    assert as_read(text) == text
