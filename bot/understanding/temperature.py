"""Read body temperatures out of what a person writes (DET-3, DET-4, DET-13).

Pure: no Rasa, no spaCy, no float. The words are in data/assertion/temperature.yml.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from bot.understanding.temperature_context import Bound
from bot.understanding.temperature_judge import Judge, Judgement
from bot.understanding.temperature_rules import TemperatureRules, default_rules
from bot.understanding.temperature_tokens import tokenize

Certainty = Literal["certain", "ambiguous", "implausible"]


@dataclass(frozen=True)
class Reading:
    """One temperature in a message; text[start:end] is the number with its unit.

    `value` is exact, in `unit`; `celsius` is rounded half up to 0.1; both are None where
    the scale cannot be told. `certainty`: "certain" may be used, "ambiguous" must be asked
    about, "implausible" was said as a temperature but cannot be right. `bound` tells limits:
    "nearly 38" is below its value, "over 38" above it.
    """

    value: Decimal
    unit: Literal["C", "F"] | None
    celsius: Decimal | None
    text: str
    start: int
    end: int
    certainty: Certainty
    bound: Bound = "exact"


def to_celsius(value: Decimal, unit: Literal["C", "F"]) -> Decimal:
    """Convert degrees of a unit to Celsius, rounded half up to 0.1."""
    exact = value if unit == "C" else (value - 32) * 5 / 9
    return exact.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


def _reading(text: str, judgement: Judgement) -> Reading:
    unit = judgement.unit
    return Reading(
        value=judgement.value,
        unit=unit,
        celsius=to_celsius(judgement.value, unit) if unit else None,
        text=text[judgement.start : judgement.end],
        start=judgement.start,
        end=judgement.end,
        certainty=judgement.certainty,
        bound=judgement.bound,
    )


def read_temperatures(text: str, rules: TemperatureRules | None = None) -> list[Reading]:
    """Return the body temperatures of a message in the order in which they stand there."""
    judge = Judge(text, tokenize(text), rules or default_rules())
    return [_reading(text, judgement) for judgement in judge.judgements()]


def highest(readings: Iterable[Reading]) -> Reading | None:
    """Return the highest reading whose scale is known and that is plausible, or None.

    Certain readings come before ambiguous ones, however high those are.
    """
    usable = [r for r in readings if r.celsius is not None and r.certainty != "implausible"]
    certain = [r for r in usable if r.certainty == "certain"]
    return max(certain or usable, key=_fahrenheit, default=None)


def _fahrenheit(reading: Reading) -> Decimal:
    return reading.value if reading.unit == "F" else reading.value * 9 / 5 + 32


def at_or_above(
    reading: Reading, threshold_c: Decimal, threshold_f: Decimal, inclusive: bool
) -> bool:
    """Compare a reading with the level of its own unit, exactly (DET-4, hazard H03).

    `inclusive` says whether the level itself counts. A reading without a unit is not above.
    "nearly 38" is never at 38; "over 38" is above it even where 38 itself does not count.
    """
    if reading.unit is None:
        return False
    threshold = threshold_c if reading.unit == "C" else threshold_f
    if reading.value == threshold and reading.bound != "exact":
        return reading.bound == "above"
    return reading.value > threshold or (inclusive and reading.value == threshold)
