"""A number to call is found in any words; nothing else that has digits is taken for one."""

from __future__ import annotations

import re
from datetime import date

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st
from phonenumbers import PhoneNumberFormat

from clinic.other_numbers import without_other_numbers
from clinic.phone_number import (
    FEWEST_DIGITS,
    MOST_DIGITS,
    PhoneNumber,
    phone_numbers,
    read_phone_number,
)
from clinic.regions import regions

COUNTRIES = sorted(set(regions()) & set(phonenumbers.SUPPORTED_REGIONS))
FRAMES = (
    "{}",
    "you can ring me on {} after six",
    "it's {}.",
    "(my number: {})",
    "fever 39.2, call me at {} please",
    "temp 101 since 31/01/2026 12:30, {}, born 2.3.1950",
    "I'm 67, my anc is 0.4 - call {}!",
)
FRAME = st.sampled_from(FRAMES)


def read(text: str, region: str | None = None) -> PhoneNumber | None:
    return read_phone_number(text, region)


@pytest.mark.parametrize(
    ("text", "region", "expected"),
    [
        ("you can ring me on 07700 900123 after six", None, PhoneNumber("07700 900123")),
        ("call 555-0142", "US", PhoneNumber("555-0142")),
        ("+44 7700 900123", None, PhoneNumber("+44 7700 900123", "+447700900123")),
        ("+44 (0)20 7946 0018", None, PhoneNumber("+44 (0)20 7946 0018", "+442079460018", True)),
        (
            "it's (919) 555 0148 ext 2",
            "US",
            PhoneNumber("(919) 555 0148 ext 2", "+19195550148", True),
        ),
        ("020 7946 0018", "UK", PhoneNumber("020 7946 0018", "+442079460018", True)),
        ("020 7946 0018", "gb", PhoneNumber("020 7946 0018", "+442079460018", True)),
        ("020 7946 0018", "EU", PhoneNumber("020 7946 0018")),
        ("020 7946 0018", "no region", PhoneNumber("020 7946 0018")),
        ("+999 1234567", "US", PhoneNumber("+999 1234567")),
        # A foreign number: as long as one of the country, but none of it.
        ("06 12 34 56 78", "US", PhoneNumber("06 12 34 56 78")),
        ("06.12.34.56.78", "FR", PhoneNumber("06.12.34.56.78", "+33612345678", True)),
        ("030 / 123456", "DE", PhoneNumber("030 / 123456", "+4930123456", True)),
        ("5 5 5 0 1 4 2", None, PhoneNumber("5 5 5 0 1 4 2")),
        ("(555 0142)", None, PhoneNumber("555 0142")),
        ("room 12. 5550142", None, PhoneNumber("5550142")),
        ("fever 39 555 0142", None, PhoneNumber("555 0142")),
        ("555-0142 9am to 5 pm", None, PhoneNumber("555-0142")),
        ("38 39 37 40", "DK", PhoneNumber("38 39 37 40", "+4538393740", True)),
        ("my counts are low, call 5550142", None, PhoneNumber("5550142")),
        ("my anc is 0.2, 919 555 0148", None, PhoneNumber("919 555 0148")),
    ],
)
def test_a_number_is_found_as_it_was_typed(text: str, region: str, expected: PhoneNumber) -> None:
    assert read(text, region) == expected


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("555-0142 or 555-0143", ["555-0142", "555-0143"]),
        ("555-0142 / 555-0143", ["555-0142", "555-0143"]),
        ("919 555 0148 / 919 555 0149 x3", ["919 555 0148", "919 555 0149 x3"]),
        ("5550142 5550143", ["5550142", "5550143"]),
        ("home 07700 900123\nwork 07700 900124", ["07700 900123", "07700 900124"]),
    ],
)
def test_of_several_numbers_the_last_one_counts(text: str, typed: list[str]) -> None:
    assert [number.typed for number in phone_numbers(text)] == typed
    found = read(text)
    assert found is not None
    assert found.typed == typed[-1]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no",
        "38.5",
        "101",
        "call 911",
        "20260131",
        "31 01 1980",
        "born 31011980",
        "since January 2026",
        "2026-01-31 12:00",
        "2019 2020 2021",
        "counts were 500 1200 800",
        "4500000 cells",
        "4500000/mcL",
        "platelets 150 000 000",
        "1 500 000",
        "1,500,000",
        "38 39 37 40",
        "101 102 99 98",
        "120/80 98 16 37",
        "my hospital number is 1234567",
        "MRN 1234567",
        "MRN1234567",
        "nhs number: 943 476 5919",
        "123-45-6789",
        "4111 1111 1111 1111",
        "anna5550142@example.org",
        "5550142@example.org",
        "1 2 3 45 6 7 8",
    ],
)
def test_what_only_looks_like_one_is_no_phone_number(text: str) -> None:
    assert read(text) is None
    assert read(text, "US") is None


@given(st.text(), st.none() | st.sampled_from([*regions(), "", "x"]))
def test_any_text_is_read(text: str, region: str | None) -> None:
    for number in phone_numbers(text, region):
        assert number.typed in text


@given(
    st.text(alphabet="0123456789 +-./()x,:|abcF\n\u00b2\u0664\uff0b", max_size=60),
    st.none() | st.sampled_from(COUNTRIES),
)
def test_whatever_is_found_stands_in_the_text_and_can_be_dialled(
    text: str, region: str | None
) -> None:
    for number in phone_numbers(text, region):
        assert number.typed in text
        digits = re.sub(r"\D", "", re.split("[x,]", number.tidy)[0])
        assert FEWEST_DIGITS <= len(digits) <= MOST_DIGITS
        assert number.tidy == " ".join(number.tidy.split())
        assert number.tidy.isascii()
        assert number.e164 is None or re.fullmatch(r"\+[1-9]\d{5,16}", number.e164)
        assert not (number.valid and number.e164 is None)


@given(
    st.sampled_from(COUNTRIES),
    st.sampled_from(
        [PhoneNumberFormat.E164, PhoneNumberFormat.INTERNATIONAL, PhoneNumberFormat.NATIONAL]
    ),
    st.sampled_from([phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE]),
    FRAME,
)
def test_every_countrys_numbers_are_found_in_every_way_of_writing(
    region: str, form: int, kind: int, frame: str
) -> None:
    number = phonenumbers.example_number_for_type(region, kind)
    assert number is not None
    typed = phonenumbers.format_number(number, form)
    found = read(frame.format(typed), region)
    assert found is not None
    assert found.typed == typed
    assert found.e164 == phonenumbers.format_number(number, PhoneNumberFormat.E164)
    assert found.valid
    unknown = read(frame.format(typed))
    assert unknown is not None
    assert unknown.typed == typed
    assert (unknown.e164 is None) == (form == PhoneNumberFormat.NATIONAL)


def grouped(digits: str, sizes: list[int], between: str) -> str:
    groups, rest = [], digits
    for size in sizes:
        groups.append(rest[:size])
        rest = rest[size:]
    return between.join([*groups, rest] if rest else groups)


@given(
    st.from_regex(r"0[1-9]\d{5,13}", fullmatch=True),
    st.sampled_from([" ", "-", " - ", "."]),
    st.sampled_from([[], [5], [4, 3], [3, 3]]),
    FRAME,
)
def test_without_a_region_a_plausible_run_is_kept_as_typed(
    digits: str, between: str, sizes: list[int], frame: str
) -> None:
    # Seven digits in groups of three leave one by itself, which people do not write.
    typed = grouped(digits, sizes if len(digits) > sum(sizes) + 1 else [], between)
    if len(typed) == 8 and not read(typed):  # such as 01022000, a day
        return
    assert read(frame.format(typed)) == PhoneNumber(typed)


DATES = st.dates(date(1900, 1, 1), date(2099, 12, 31)).flatmap(
    lambda day: st.sampled_from(
        [
            day.strftime(f"%{order[0]}{sep}%{order[1]}{sep}%{order[2]}")
            for sep in "-/."
            for order in ("Ymd", "dmY", "mdY", "dmy", "mdy")
        ]
        + [
            day.isoformat(),
            day.strftime("%Y%m%d"),
            day.strftime("%B %d, %Y"),
            day.strftime("%d %m %Y"),
        ]
    )
)
TIMES = st.times().flatmap(
    lambda at: st.sampled_from(
        [
            at.strftime("%H:%M"),
            at.strftime("%H:%M:%S"),
            at.strftime("%I:%M %p"),
            at.strftime("%I%p"),
        ]
    )
)
READINGS = st.builds(
    lambda tenths, mark, unit: f"{tenths // 10}{mark}{tenths % 10}{unit}",
    st.integers(min_value=300, max_value=1150),
    st.sampled_from(".,"),
    st.sampled_from(["", " C", "F", " degrees", "\u00b0"]),
)
WHOLE = st.integers(min_value=0, max_value=115).map(str)
COUNTS = st.builds(
    lambda name, link, value: f"{name}{link}{value}",
    st.sampled_from(["ANC", "platelets", "my count", "WBC", "neutrophils"]),
    st.sampled_from([" ", " is ", ": ", " was ", "="]),
    st.one_of(
        st.integers(min_value=0, max_value=900_000_000).map(str),
        st.integers(min_value=0, max_value=900_000).map(lambda count: f"{count:,}"),
        st.integers(min_value=0, max_value=900_000).map(
            lambda count: f"{count:,}".replace(",", " ")
        ),
    ),
)
AGES = st.integers(min_value=0, max_value=120).map(lambda age: f"I am {age}")
OTHERS = st.one_of(DATES, TIMES, READINGS, WHOLE, COUNTS, AGES)


@given(st.lists(OTHERS, min_size=1, max_size=3), st.sampled_from([", ", " and ", "; ", "\n"]))
def test_dates_times_readings_counts_and_ages_are_no_phone_numbers(
    others: list[str], between: str
) -> None:
    assert read(between.join(others)) is None


@given(OTHERS, OTHERS)
def test_a_number_is_found_between_other_numbers(before: str, after: str) -> None:
    found = read(f"{before}, call me on 07700 900123, {after}")
    assert found == PhoneNumber("07700 900123")


@given(st.text())
def test_what_is_blanked_out_leaves_every_place_where_it_was(text: str) -> None:
    blanked = without_other_numbers(text)
    assert len(blanked) == len(text)
    assert all(after in (before, "|") for before, after in zip(text, blanked, strict=True))


@pytest.mark.parametrize(
    ("typed", "tidy"),
    [
        ("555  0142", "555 0142"),
        ("919\u2013555\u20130148", "919-555-0148"),
        ("\uff15\uff15\uff15\u00a00142", "555 0142"),
        ("\u0665\u0665\u0665 \u0660\u0661\u0664\u0662", "555 0142"),
    ],
)
def test_a_number_is_said_back_in_plain_characters(typed: str, tidy: str) -> None:
    found = read(f"call {typed} please")
    assert found == PhoneNumber(typed)
    assert found.tidy == tidy


def test_the_same_phone_is_recognized_in_other_spellings() -> None:
    national, international = read("(919) 555-0148", "US"), read("+1 919 555 0148 x2", "US")
    assert national is not None
    assert international is not None
    assert national.is_same(international)
    assert PhoneNumber("555 0142").is_same(PhoneNumber("555-0142"))
    assert not PhoneNumber("555 0142").is_same(PhoneNumber("555-0143"))
