"""Reads a call-back number out of free text; pure, and never stopped by any text (ESC-13).

What looks like a number to call is kept as it was typed, even where nobody can say how to dial it
from elsewhere: a number that a nurse can try is worth more than a refusal.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat, ValidationResult

from clinic.other_numbers import without_other_numbers
from clinic.spoken_number import spoken_numbers

FEWEST_DIGITS, MOST_DIGITS = 7, 15

_PLUS = "[+\uff0b]"
_BETWEEN = r"\)?(?:[ \u00a0]?[-\u2010-\u2015/][ \u00a0]?|\.|[ \u00a0]{1,2})?\(?"
_EXTENSION = re.compile(r"[ ,]{0,2}(?:ext(?:ension|n)?\.?|x|#) ?\d{1,6}\b", re.IGNORECASE)
_RUN = re.compile(
    rf"(?:{_PLUS} ?\(?|\({_PLUS}?|(?<!\w)(?<!\d[.,:]))\d(?:{_BETWEEN}\d){{6,}}(?![\d@])"
)
_BREAKS = (r" ?/ ?", r"\s+")
_CODES = {"UK": "GB"}  # as people write it, and as the numbering plans do
# A count of millions ("1 500 000", "150 000 000"), a social security number.
_NOT_GROUPED_SO = re.compile(r"\d \d{3} \d{3}|[1-9]\d{1,2}(?: 000)+|\d{3}-\d\d-\d{4}")
_DATES = ("%Y%m%d", "%d%m%Y", "%m%d%Y")


@dataclass(frozen=True)
class PhoneNumber:
    """One phone number.

    `typed`: a piece of the text. `e164`: the same number with its country ("+14155550100",
    without an extension), None where the country is not certain. `valid`: the country's numbering
    plan knows such a number.
    """

    typed: str
    e164: str | None = None
    valid: bool = False

    @property
    def tidy(self) -> str:
        """The number as typed, in plain characters that every phone can show, single-spaced.

        One that was said digit by digit is written in digits.
        """
        for _, digits in spoken_numbers(self.typed):
            return digits
        plain = unicodedata.normalize("NFKC", self.typed)
        digits = "".join(str(unicodedata.decimal(character, character)) for character in plain)
        return " ".join(re.sub("[\u2010-\u2015]", "-", digits).split())

    def is_same(self, other: PhoneNumber) -> bool:
        """Tell whether both lead to the same phone, as far as that can be seen."""
        if self.e164 and other.e164:
            return self.e164 == other.e164
        return _digits(self.tidy) == _digits(other.tidy)


def read_phone_number(text: str, region: str | None = None) -> PhoneNumber | None:
    """Return the last phone number in `text`, None if there is none; see `phone_numbers`."""
    found = phone_numbers(text, region)
    return found[-1] if found else None


def phone_numbers(text: str, region: str | None = None) -> list[PhoneNumber]:
    """Return the phone numbers in `text`, in order.

    Args:
        text: what somebody typed.
        region: the two letters of the country whose national numbers are understood, such as
            "US"; "UK" is Britain. Of other codes ("EU") and None nothing is concluded.
    """
    code = _CODES.get(region.upper(), region.upper()) if region else None
    known = code if code in phonenumbers.SUPPORTED_REGIONS else None
    read = [_read(typed, known) for typed in _runs(text)]
    read += [_read(digits, known, said) for said, digits in spoken_numbers(text)]
    found = [number for number in read if number is not None]
    return sorted(found, key=lambda number: text.rfind(number.typed))


def _runs(text: str) -> Iterator[str]:
    """Yield the pieces of `text` that are digits in groups, with their extensions."""
    blanked = without_other_numbers(text)
    for found in _RUN.finditer(blanked):
        extension = _EXTENSION.match(blanked, found.end())
        *before, last = _side_by_side(found[0])
        for run in (*before, last + (extension[0] if extension else "")):
            yield run.removeprefix("(") if run.count("(") > run.count(")") else run


def _side_by_side(run: str) -> list[str]:
    """Return the numbers in a run such as "555 0142 / 555 0143", or the run as it is."""
    for between in _BREAKS:
        parts = re.split(between, run)
        if len(parts) > 1 and all(len(_digits(part)) >= FEWEST_DIGITS for part in parts):
            return parts
    return [run]


def _read(typed: str, region: str | None, said: str | None = None) -> PhoneNumber | None:
    """Return the number of some digits, None where they are none; `said`: as they stand."""
    if not FEWEST_DIGITS <= len(_digits(typed)) <= MOST_DIGITS:
        return None
    e164, valid = _dialled(typed, region)
    if valid or _has_country(typed) or _is_grouped_like_one(typed):
        return PhoneNumber(said or typed, e164, valid)
    return None


def _dialled(typed: str, region: str | None) -> tuple[str | None, bool]:
    """Return the number with its country where that is certain, and whether such a one exists."""
    has_country = _has_country(typed)
    if not has_country and region is None:
        return None, False
    try:
        number = phonenumbers.parse(typed, None if has_country else region)
    except NumberParseException:
        return None, False
    valid = bool(phonenumbers.is_valid_number(number))
    length = phonenumbers.is_possible_number_with_reason(number)
    # A national number of the right length may still be a foreign one: only a valid one is certain.
    certain = valid or (has_country and length == ValidationResult.IS_POSSIBLE)
    return phonenumbers.format_number(number, PhoneNumberFormat.E164) if certain else None, valid


def _has_country(typed: str) -> bool:
    return re.match(rf"\(?{_PLUS}", typed) is not None


def _is_grouped_like_one(typed: str) -> bool:
    """Tell whether digits that no numbering plan vouches for may be a phone number at all."""
    groups = re.findall(r"\d+", _EXTENSION.sub("", typed))
    values = [int(group) for group in groups]
    single = sum(len(group) == 1 for group in groups)
    listed = len(groups) > 1 and (
        all(35 <= value <= 43 or 95 <= value <= 113 for value in values)  # readings
        or all(1900 <= value < 2100 for value in values)  # years
        or len(groups) / 2 < single < len(groups)  # small numbers; one by one is dictated
    )
    return not (listed or _is_date(typed) or _NOT_GROUPED_SO.fullmatch(typed))


def _is_date(typed: str) -> bool:
    for pattern in _DATES if len(typed) == 8 else ():
        try:
            if 1900 <= datetime.strptime(typed, pattern).year < 2100:  # noqa: DTZ007
                return True
        except ValueError:
            continue
    return False


def _digits(text: str) -> str:
    return "".join(character for character in _EXTENSION.sub("", text) if character.isdigit())
