"""'Does X help?': the doctor may suggest it; nothing beyond the five measures."""

from __future__ import annotations

import pytest

from bot.knowledge.knowledge import load_knowledge


@pytest.mark.parametrize("measure", load_knowledge().measures, ids=lambda measure: measure.id)
def test_every_measure_is_what_the_doctor_may_suggest(measures, measure):
    text = measures(f"what about {measure.name}")
    assert text.startswith(f"Your doctor may suggest {measure.phrase}.")


def test_which_vaccine_is_not_said(measures):
    assert "does not say which" in measures("should I get the flu shot?")


def test_which_mask_is_not_said(measures):
    assert "says no more than that" in measures("is an N95 mask better?")


def test_what_is_not_listed_gets_no_claim(measures):
    text = measures("does garlic help?")
    assert text.startswith("My page does not list garlic")
    assert "does not list every way" in text


def test_nothing_known_gets_a_general_answer(measures):
    assert "ask your doctor" in measures("hm?")
