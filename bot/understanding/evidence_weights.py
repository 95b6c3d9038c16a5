"""Weighs the evidence on a message: one softmax over the routes, its weights in a table.

The table, data/evidence/weights.yml, is learnt by `python -m bot weigh` from the labelled
sentences of tests/labelled/development, which the classifier never sees: what it says of them is
what it will say of strangers' words.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bot.understanding.case import Route
from bot.yaml_file import read_yaml_file

WEIGHTS = Path(__file__).resolve().parents[2] / "data" / "evidence" / "weights.yml"
ROUTES: tuple[Route, ...] = ("none", "ask", "escalate", "emergency", "crisis")


@dataclass(frozen=True)
class EvidenceWeights:
    """Points by evidence, one for each of ``ROUTES``; ``start`` is where the sums begin."""

    start: tuple[float, ...]
    points: Mapping[str, tuple[float, ...]]

    def chances(self, evidence: Mapping[str, float]) -> dict[Route, float]:
        """Return the probability of each route; evidence without points counts for nothing."""
        sums = list(self.start)
        for name, value in evidence.items():
            for place, points in enumerate(self.points.get(name, ())):
                sums[place] += value * points
        powers = [math.exp(one - max(sums)) for one in sums]
        return {route: power / sum(powers) for route, power in zip(ROUTES, powers, strict=True)}

    @classmethod
    def read(cls, path: Path) -> EvidenceWeights:
        """Read a table.

        Raises:
            ValueError: when it is no such table.
            OSError: when it cannot be read.
        """
        content = read_yaml_file(path)
        try:
            if tuple(content["routes"]) != ROUTES:
                raise ValueError(f"its routes must be {', '.join(ROUTES)}")
            points = {str(name): _row(row) for name, row in content["points"].items()}
            return cls(_row(content["start"]), points)
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            raise ValueError(f"{path}: {error}. Make it anew: python -m bot weigh") from error


def _row(values: list[float]) -> tuple[float, ...]:
    """Return one number for each route."""
    row = tuple(float(value) for value in values)
    if len(row) != len(ROUTES):
        raise ValueError(f"expected {len(ROUTES)} numbers, not {len(row)}")
    return row


@lru_cache(maxsize=1)
def shared_weights() -> EvidenceWeights:
    """Return the table of the project, read once."""
    return EvidenceWeights.read(WEIGHTS)
