"""Read body temperatures out of what a person writes (DET-3, DET-4, DET-13).

Pure: no Rasa, no spaCy, no float. The words are in data/assertion/temperature.yml.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from bot.understanding.temperature_message import Candidate, Message
from bot.understanding.temperature_rules import Scale, TemperatureRules, default_rules
from bot.understanding.temperature_senses import Bound
from bot.understanding.temperature_series import share_along_series
from bot.understanding.temperature_verdict import verdict_on

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
    unit: Scale | None
    celsius: Decimal | None
    text: str
    start: int
    end: int
    certainty: Certainty
    bound: Bound = "exact"


def to_celsius(value: Decimal, unit: Scale) -> Decimal:
    """Convert degrees of a unit to Celsius, rounded half up to 0.1."""
    exact = value if unit == "C" else (value - 32) * 5 / 9
    return exact.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


def _reading(message: Message, candidate: Candidate) -> Reading | None:
    certainty = candidate.verdict
    if certainty == "open" or certainty == "no":
        return None
    start = message.tokens[candidate.number.first].start
    end = message.tokens[candidate.unit.end - 1].end
    return Reading(
        value=candidate.value,
        unit=candidate.scale,
        celsius=to_celsius(candidate.value, candidate.scale) if candidate.scale else None,
        text=message.text[start:end],
        start=start,
        end=end,
        certainty=certainty,
        bound=candidate.bound,
    )


def read_temperatures(text: str, rules: TemperatureRules | None = None) -> list[Reading]:
    """Return the body temperatures of a message in the order in which they stand there."""
    message = Message(text, rules or default_rules())
    candidates = [message.candidate(k) for k in range(len(message.numbers))]
    judged = [replace(c, verdict=verdict_on(message, k, c)) for k, c in enumerate(candidates)]
    readings = (_reading(message, c) for c in share_along_series(message, judged))
    return [reading for reading in readings if reading]


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
