"""What read_temperatures promises to whoever uses it."""

from decimal import Decimal

from bot.understanding.temperature import read_temperatures


def test_a_reading_carries_its_exact_value_unit_and_place() -> None:
    (reading,) = read_temperatures("my temp is 101.3F now")
    assert (reading.value, reading.unit, reading.celsius) == (
        Decimal("101.3"),
        "F",
        Decimal("38.5"),
    )
    assert reading.text == "101.3F"
    assert (reading.start, reading.end) == (11, 17)
    assert reading.certainty == "certain"


def test_an_age_beside_a_reading_is_left_out() -> None:
    readings = read_temperatures("I'm 39 years old and my temp is 39")
    assert [(r.celsius, r.start, r.certainty) for r in readings] == [
        (Decimal("39.0"), 32, "certain")
    ]
