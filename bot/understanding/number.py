"""A number as it stands in a message."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

MAX_DECIMALS = 3


@dataclass(frozen=True)
class Number:
    """A number as it is written: tokens[first:last], exact value.

    `decimal` is true where a fraction was given; `whole` is the part before it, as digits.
    `open_ended` is true for "38 point something". `broken` marks digits that run into
    more digits or signs, as in dates, versions and telephone numbers.
    """

    value: Decimal
    first: int
    last: int
    decimal: bool
    in_digits: bool
    open_ended: bool = False
    broken: bool = False


def with_decimals(whole: int, digits: str) -> Decimal:
    """Return the number with these digits behind its point, exactly."""
    return Decimal(f"{whole}.{digits}")


def in_scale(value: Decimal | int) -> bool:
    """Tell whether a number lies where people's temperatures do, in either scale."""
    return 34 <= value <= 43 or 93 <= value <= 110
