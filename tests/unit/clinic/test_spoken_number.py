import pytest

from clinic.phone_number import phone_numbers, read_phone_number
from clinic.spoken_number import spoken_numbers


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("my number is area code five five five zero one two four four nine six period",
         "5550124496"),
        ("oh seven seven double oh, nine hundred", ""),
        ("oh seven seven double oh nine double oh three one eight", "07700900318"),
        ("ring Oh One Six Three Two 960 077 for me", "01632960077"),
        ("treble five, oh one four two", "5550142"),
    ],
)  # fmt: skip
def test_digits_in_words_are_one_number(text: str, digits: str) -> None:
    found = read_phone_number(text)
    assert (found.tidy if found else "") == digits
    assert found is None or found.typed in text


@pytest.mark.parametrize(
    "text",
    [
        "one two three, is this thing on",
        "thirty eight point five since nine",
        "one or two, three at most",
        "she has one, I have two, he has three, they have four and we have five",
        "it was one oh one point five at ten",
        "38 39 40 41 37 38 39",
    ],
)
def test_other_numbers_in_words_are_none(text: str) -> None:
    assert phone_numbers(text) == []


def test_only_digits_are_no_spoken_number() -> None:
    assert list(spoken_numbers("0 7 7 0 0 9 0 0 3 1 8")) == []


def test_numbers_typed_and_said_come_in_their_order() -> None:
    text = "not 07700 900318 but oh seven seven double oh nine double oh three eight one"
    assert [one.tidy for one in phone_numbers(text, "GB")] == ["07700 900318", "07700900381"]
