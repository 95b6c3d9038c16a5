"""Every tenth of a degree is read in every common way of writing it (DET-3, DET-4, DET-13)."""

import time
from decimal import Decimal
from typing import Literal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.understanding.temperature import (
    Reading,
    at_or_above,
    highest,
    read_temperatures,
    to_celsius,
)

C, F = Decimal("38.0"), Decimal("100.4")
TENTHS_C = [Decimal(n) / 10 for n in range(350, 431)]
TENTHS_F = [Decimal(n) / 10 for n in range(950, 1101)]
ONES = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
TENS = {30: "thirty", 40: "forty", 90: "ninety", 100: "a hundred", 110: "a hundred and ten"}


def in_words(value: Decimal) -> str:
    """Write a value as it is spoken: "thirty eight point five"."""
    whole, tenth = divmod(int(value * 10), 10)
    tens, ones = (100, whole - 100) if 100 <= whole < 110 else (whole // 10 * 10, whole % 10)
    joint = " and " if tens == 100 else " "
    words = TENS[tens] + (joint + ONES[ones] if ones else "")
    return f"{words} point {ONES[tenth]}"


FRAGMENTS = [
    *["38", "101", "5", "1014", "555", "½", "a", "hundred", "and", "point", "half", "one", "oh"],
    *["thirty", "eight", ".", ",", "'", "/", "-", ":", "°", "%", "(", ")", "\n", "C", "F"],
    *["temp", "i'm", "at", "is", "room", "pulse", "outside", "to", "between", "over", "days"],
]
FORMATS = [
    "{v}",
    "temp {v}",
    "my temperature is {v} now",
    "{v}{u}",
    "{v} {u}",
    "{v}°{u}",
    "{v} degrees {unit}",
    "T{v}",
    "fever of {comma}",
    "{comma} {unit}",
    "I'm at {v}, what now?",
    "thermometer says {v}",
    "it was {point} an hour ago",
    "{words}",
    "my fever is {words} {unit}",
    "shivering all night... {v}!!!",
    "is {v} a fever",
    "TEMP: {v}",
]


def written(template: str, value: Decimal, unit: Literal["C", "F"]) -> str:
    plain = f"{value:.1f}"
    return template.format(
        v=plain,
        u=unit,
        unit="celsius" if unit == "C" else "fahrenheit",
        comma=plain.replace(".", ","),
        point=plain.replace(".", " point "),
        words=in_words(value),
    )


@pytest.mark.parametrize("template", FORMATS)
@pytest.mark.parametrize(("unit", "values"), [("C", TENTHS_C), ("F", TENTHS_F)])
def test_every_tenth_of_a_degree_is_read_in_every_format(
    template: str, unit: Literal["C", "F"], values: list[Decimal]
) -> None:
    for value in values:
        text = written(template, value, unit)
        (reading,) = read_temperatures(text)
        assert (reading.value, reading.unit, reading.certainty) == (value, unit, "certain"), text
        assert reading.text == text[reading.start : reading.end]


@given(
    st.sampled_from([(v, "C") for v in TENTHS_C] + [(v, "F") for v in TENTHS_F]),
    st.sampled_from(FORMATS),
    st.sampled_from(["no chills", "i feel ok", "help", "what should i do", "cycle 3 day 8", ""]),
    st.sampled_from([". ", ", ", " ", "\n"]),
)
def test_other_words_in_the_message_do_not_hide_a_reading(
    level: tuple[Decimal, Literal["C", "F"]], template: str, other: str, joint: str
) -> None:
    value, unit = level
    message = written(template, value, unit)
    for text in (message + joint + other, message.upper() + joint + other):
        assert [r.value for r in read_temperatures(text)] == [value], text


@pytest.mark.parametrize("template", FORMATS)
@pytest.mark.parametrize("inclusive", [True, False])
def test_the_boundary_counts_only_if_the_clinic_says_so(template: str, inclusive: bool) -> None:
    levels: list[tuple[Decimal, Literal["C", "F"]]] = [(C, "C"), (F, "F")]
    for value, unit in levels:
        (at,) = read_temperatures(written(template, value, unit))
        (over,) = read_temperatures(written(template, value + Decimal("0.1"), unit))
        (under,) = read_temperatures(written(template, value - Decimal("0.1"), unit))
        assert at_or_above(at, C, F, inclusive) is inclusive
        assert at_or_above(over, C, F, inclusive)
        assert not at_or_above(under, C, F, inclusive)


@given(st.sampled_from(TENTHS_C), st.booleans())
def test_celsius_is_compared_with_the_celsius_level(value: Decimal, inclusive: bool) -> None:
    (reading,) = read_temperatures(f"temp {value:.1f} C")
    assert at_or_above(reading, C, F, inclusive) == (value >= C if inclusive else value > C)


@given(st.sampled_from(TENTHS_F), st.booleans())
def test_fahrenheit_is_compared_with_the_fahrenheit_level(value: Decimal, inclusive: bool) -> None:
    (reading,) = read_temperatures(f"temp {value:.1f} F")
    assert at_or_above(reading, C, F, inclusive) == (value >= F if inclusive else value > F)


@given(st.sampled_from(TENTHS_C + TENTHS_F))
def test_a_bare_number_with_a_decimal_is_taken_and_a_whole_one_is_asked_about(
    value: Decimal,
) -> None:
    (exact,) = read_temperatures(f"{value:.1f}")
    (whole,) = read_temperatures(f"{int(value)}")
    assert (exact.certainty, whole.certainty) == ("certain", "ambiguous")


@pytest.mark.parametrize(
    ("text", "inclusive", "expected"),
    [
        ("temp nearly 38", True, False),
        ("temp nearly 39", True, True),
        ("temp over 38", False, True),
        ("never above 100.4", True, False),
        ("temp over 100", True, False),
        ("my temp is 60", True, False),
    ],
)
def test_a_limit_is_compared_as_the_limit_it_is(text: str, inclusive: bool, expected: bool) -> None:
    (reading,) = read_temperatures(text)
    assert at_or_above(reading, C, F, inclusive) is expected


def test_the_highest_reading_is_found_across_units() -> None:
    readings = read_temperatures("101F before, then 38.1 C, now 37.2")
    top = highest(readings)
    assert top is not None
    assert top.text == "101F"
    assert highest([]) is None


def test_a_certain_reading_is_higher_than_any_doubtful_one() -> None:
    certain = Reading(Decimal("38.1"), "C", Decimal("38.1"), "38.1", 0, 4, "certain")
    doubtful = Reading(Decimal(104), "F", Decimal("40.0"), "104", 5, 8, "ambiguous")
    unusable = Reading(Decimal(60), "C", Decimal("60.0"), "60", 9, 11, "implausible")
    assert highest([certain, doubtful, unusable]) is certain
    assert highest([doubtful, unusable]) is doubtful
    assert highest([unusable]) is None


def test_conversion_rounds_half_up() -> None:
    assert to_celsius(Decimal("100.4"), "F") == Decimal("38.0")
    assert to_celsius(Decimal("38.25"), "C") == Decimal("38.3")
    assert to_celsius(Decimal("101.3"), "F") == Decimal("38.5")


@settings(max_examples=400, deadline=None)
@example("temp \N{BRAHMI NUMBER ONE}")
@given(st.text(max_size=200))
def test_no_text_raises_and_offsets_always_hold(text: str) -> None:
    for reading in read_temperatures(text):
        assert reading.text == text[reading.start : reading.end]


@settings(max_examples=400, deadline=None)
@given(
    st.lists(
        st.sampled_from(FRAGMENTS),
        max_size=25,
    ),
    st.sampled_from(["", " "]),
)
def test_no_mixture_of_its_own_words_raises(parts: list[str], joint: str) -> None:
    text = joint.join(parts)
    for reading in read_temperatures(text):
        assert reading.text == text[reading.start : reading.end]
        assert (reading.celsius is None) == (reading.unit is None)


@pytest.mark.parametrize(
    "piece",
    [
        *["1", "38 ", "101-", "a hundred and ", "38.5 and ", "x", "1.", "one ", "temp ", "/", "°"],
        *["3 8 ", "38? or ", "a ", "38 to 39 ", "38 and a half ", "forty. four zero. "],
    ],
)
def test_long_input_takes_time_in_proportion(piece: str) -> None:
    def seconds(length: int) -> float:
        text = (piece * length)[:length]
        started = time.process_time()
        read_temperatures(text)
        return time.process_time() - started

    read_temperatures("warm up")
    assert seconds(10_000) < 2.0
    short = min(seconds(1_000) for _ in range(3))
    assert min(seconds(10_000) for _ in range(2)) < 40 * max(short, 0.002)
