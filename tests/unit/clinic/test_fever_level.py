"""The fever level: its edge, its two units, its text (DET-4)."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from clinic.fever import Fever, to_celsius, to_fahrenheit


@pytest.mark.parametrize(("value", "unit"), [("38.0", "C"), ("38", "C"), ("100.4", "F")])
def test_exactly_the_level_counts_when_inclusive(value, unit):
    assert Fever().reaches(Decimal(value), unit)
    assert not Fever(inclusive=False).reaches(Decimal(value), unit)


@pytest.mark.parametrize(("value", "unit"), [("38.1", "C"), ("100.5", "F")])
def test_above_the_level_always_counts(value, unit):
    assert Fever().reaches(Decimal(value), unit)
    assert Fever(inclusive=False).reaches(Decimal(value), unit)


@pytest.mark.parametrize(("value", "unit"), [("37.9", "C"), ("100.3", "F")])
def test_below_the_level_never_counts(value, unit):
    assert not Fever().reaches(Decimal(value), unit)


def test_the_other_unit_is_worked_out():
    assert Fever(threshold_c="37.8").threshold_f == Decimal("100.0")
    assert Fever(threshold_f="101.3").threshold_c == Decimal("38.5")


def test_the_text_names_both_units():
    assert Fever().level_text == "100.4 F (38 C)"
    assert Fever(threshold_c="38.3").level_text == "100.9 F (38.3 C)"
    assert Fever(threshold_f="100").level_text == "100 F (37.8 C)"


def test_two_levels_that_differ_are_refused():
    with pytest.raises(ValidationError, match=r"100\.4"):
        Fever(threshold_c="38", threshold_f="101")


@given(st.decimals("35", "42", places=1))
def test_every_level_can_be_set_in_either_unit(level):
    assert to_celsius(to_fahrenheit(level)) == level
    assert Fever(threshold_c=level, threshold_f=to_fahrenheit(level)).threshold_c == level
