"""Emergency numbers and crisis lines by region, from regions.yml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from clinic.plain_yaml import read_plain_yaml

TABLE = Path(__file__).with_name("regions.yml")


@dataclass(frozen=True)
class Region:
    """A region's name, its emergency number, and its crisis line where it has one."""

    name: str
    emergency: str
    crisis: str | None = None


@lru_cache(maxsize=1)
def regions() -> dict[str, Region]:
    """Return the table by code ('US', 'UK', 'EU', ...)."""
    return {code: Region(**row) for code, row in read_plain_yaml(TABLE).items()}
