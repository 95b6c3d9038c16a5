"""Cleaning and cutting what a person typed (design decision 0)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.message_text import MAX_PIECE, MAX_PIECES, clean, pieces


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("/report_sign", "report_sign"),
        ("  //restart ", "restart"),
        ("/", ""),
        ("temp\u00a038.6", "temp 38.6"),
        ("fe\u200bver", "fever"),
        ("chills\x00\x07", "chills"),
        ("\u202efever", "fever"),
        ("a\n\nb", "a\n\nb"),
        ("\U0001f912 39", "\U0001f912 39"),
        (None, ""),
        (42, ""),
        ({"text": "fever"}, ""),
    ],
)
def test_text_is_cleaned(typed: object, cleaned: str) -> None:
    assert clean(typed) == cleaned


@given(st.text(max_size=3 * MAX_PIECE))
def test_nothing_readable_is_lost_by_cutting(text: str) -> None:
    cleaned = clean(text)
    joined = "".join(pieces(cleaned))
    assert "".join(joined.split()) == "".join(cleaned.split())


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)


def test_a_hundred_thousand_characters_become_a_bounded_number_of_pieces() -> None:
    parts = pieces(clean("fever and chills " * 6_000))
    assert len(parts) <= MAX_PIECES
    assert all(0 < len(part) <= MAX_PIECE for part in parts)


def test_words_are_not_cut_where_there_is_a_space() -> None:
    parts = pieces(clean("chills " * 400))
    assert {word for part in parts for word in part.split()} == {"chills"}
