"""From which reading on a temperature counts as fever, and the two optional watch levels."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Literal

from pydantic import root_validator, validator

from clinic.section import Section, setting

TENTH = Decimal("0.1")
PLAUSIBLE_C = (Decimal("35"), Decimal("42"))
TOLERATED_F = Decimal("0.1")
NUMBER = "write a number of degrees {}, such as {}"


def to_fahrenheit(celsius: Decimal) -> Decimal:
    """Convert degrees Celsius, rounded to a tenth as thermometers show it."""
    return (celsius * 9 / 5 + 32).quantize(TENTH, ROUND_HALF_UP)


def to_celsius(fahrenheit: Decimal) -> Decimal:
    """Convert degrees Fahrenheit, rounded to a tenth as thermometers show it."""
    return ((fahrenheit - 32) * 5 / 9).quantize(TENTH, ROUND_HALF_UP)


class Fever(Section):
    """The fever level (fact W1, DET-3, DET-4). Levels are in degrees; the watch levels in C."""

    threshold_c: Decimal = setting(Decimal("38.0"), NUMBER.format("Celsius", "38.0"))
    threshold_f: Decimal = setting(
        Decimal("100.4"),
        "leave it out to have it worked out from threshold_c, or write degrees Fahrenheit",
    )
    inclusive: bool = setting(True, "write true if the level itself counts as fever, else false")
    lower_alert_c: Decimal | None = setting(
        None, "leave it empty, or write degrees Celsius below threshold_c, such as 37.5"
    )
    low_c: Decimal | None = setting(
        None, "leave it empty, or write degrees Celsius below 37, such as 36.0"
    )

    @root_validator(pre=True)
    def _fill_the_other_unit(cls, values: dict[str, Any]) -> dict[str, Any]:
        celsius, fahrenheit = values.get("threshold_c"), values.get("threshold_f")
        try:
            if fahrenheit is None and celsius is not None:
                values = {**values, "threshold_f": to_fahrenheit(Decimal(str(celsius)))}
            elif celsius is None and fahrenheit is not None:
                values = {**values, "threshold_c": to_celsius(Decimal(str(fahrenheit)))}
        except ArithmeticError:
            pass  # not a number: the field itself reports it
        return values

    @validator("threshold_c")
    def _plausible(cls, level: Decimal) -> Decimal:
        low, high = PLAUSIBLE_C
        if not low <= level <= high:
            raise ValueError(f"a fever level lies between {low} and {high} C")
        return level

    @validator("threshold_f")
    def _same_level(cls, level: Decimal, values: dict[str, Any]) -> Decimal:
        celsius = values.get("threshold_c")
        if celsius is not None and abs(to_fahrenheit(celsius) - level) > TOLERATED_F:
            raise ValueError(f"threshold_c {celsius} is {to_fahrenheit(celsius)} F, not this")
        return level

    @validator("lower_alert_c")
    def _below_the_level(cls, level: Decimal | None, values: dict[str, Any]) -> Decimal | None:
        threshold = values.get("threshold_c")
        if level is not None and threshold is not None and not Decimal(36) <= level < threshold:
            raise ValueError(f"it must lie between 36 and threshold_c ({threshold})")
        return level

    @validator("low_c")
    def _low_is_low(cls, level: Decimal | None) -> Decimal | None:
        if level is not None and not Decimal(33) <= level <= Decimal(37):
            raise ValueError("it must lie between 33 and 37")
        return level

    def reaches(self, value: Decimal, unit: Literal["C", "F"]) -> bool:
        """Tell whether a reading counts as fever, compared in the unit it was given in."""
        level = self.threshold_c if unit == "C" else self.threshold_f
        return value >= level if self.inclusive else value > level

    @property
    def level_text(self) -> str:
        """The level as people read it, such as '100.4 F (38 C)'."""
        return f"{_short(self.threshold_f)} F ({_short(self.threshold_c)} C)"


def _short(number: Decimal) -> str:
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
