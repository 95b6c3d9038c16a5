"""A typing slip becomes the word that was meant, and a real word stays."""

from __future__ import annotations

import pytest

from bot.understanding.spelling import Speller
from bot.understanding.tokens import Token


def corrected(word: str, vocabulary: set[str]) -> str:
    return Speller(vocabulary).correct(Token(word, word, 0, len(word))).norm


@pytest.mark.parametrize(
    ("typed", "meant", "other"),
    [
        ("spewd", "spewed", "spend"),
        ("fiting", "fitting", "fixing"),
        ("wattery", "watery", "battery"),
    ],
)
def test_of_words_equally_near_the_most_alike_is_meant(typed: str, meant: str, other: str) -> None:
    assert corrected(typed, {meant, other}) == meant


@pytest.mark.parametrize("word", ["winds", "crisp", "ducks", "afebrile"])
def test_a_real_word_is_never_a_slip(word: str) -> None:
    assert corrected(word, {"finds", "crise", "sucks", "febrile"}) == word


def test_shorthand_and_dialect_are_spelt_out() -> None:
    assert corrected("heid", {"head"}) == "head"
    assert corrected("blod", {"blood"}) == "blood"
