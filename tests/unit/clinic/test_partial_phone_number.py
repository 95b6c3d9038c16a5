"""What is the beginning of a phone number, and what is another number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic.partial_phone_number import is_partial_phone_number


@pytest.mark.parametrize(
    "text",
    [
        "my number is 086 12", "5550", "it's my mobile, 0771", "reach me on 613 55", "555-01.",
        "call back on 5521", "that's my extension 5521",
    ],
)  # fmt: skip
def test_it_is_asked_for_again(text: str) -> None:
    assert is_partial_phone_number(text)


@pytest.mark.parametrize(
    "text",
    ["38.6", "101", "1014", "386", "39 now", "my number is 086 012 3345", "I take 2 of 500 mg",
     "call me in 10 minutes", "my temp was 101 when you called", "", "no number"],
)  # fmt: skip
def test_it_is_something_else(text: str) -> None:
    assert not is_partial_phone_number(text)


@given(st.integers(340, 430) | st.integers(900, 1199))
def test_what_may_be_a_temperature_is_none(number: int) -> None:
    assert not is_partial_phone_number(str(number))


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    is_partial_phone_number(text)
