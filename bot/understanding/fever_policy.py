"""The clinic's fever level, and whether a reading is at it (DET-4)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol


class Reading(Protocol):
    """What a judgement needs of a temperature reading; see temperature.py."""

    @property
    def value(self) -> Decimal: ...  # noqa: D102
    @property
    def unit(self) -> Any: ...  # noqa: D102
    @property
    def celsius(self) -> Decimal | None: ...  # noqa: D102
    @property
    def text(self) -> str: ...  # noqa: D102
    @property
    def start(self) -> int: ...  # noqa: D102
    @property
    def end(self) -> int: ...  # noqa: D102
    @property
    def certainty(self) -> Any: ...  # noqa: D102


@dataclass(frozen=True)
class FeverPolicy:
    """The clinic's fever level, per unit in degrees; compared in the unit that was written (DET-4).

    ``lower_alert_c`` and ``low_c`` (degrees Celsius) also raise an alert when they are set.
    """

    threshold_c: Decimal = Decimal("38.0")
    threshold_f: Decimal = Decimal("100.4")
    inclusive: bool = True
    lower_alert_c: Decimal | None = None
    low_c: Decimal | None = None

    def is_fever(self, reading: Reading) -> bool:
        """Say whether a reading of known unit is at fever level."""
        level = self.threshold_f if reading.unit == "F" else self.threshold_c
        exact = getattr(reading, "bound", "exact") != "below"  # "nearly 38" is under 38
        if reading.value > level or (self.inclusive and exact and reading.value == level):
            return True
        celsius = reading.celsius
        if celsius is None:
            return False
        warm = self.lower_alert_c is not None and celsius >= self.lower_alert_c
        cold = self.low_c is not None and celsius < self.low_c
        return warm or cold
