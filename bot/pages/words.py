"""The words of the pages that are no answers of Nia: data/website, filled for one clinic."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot.answers.filling import fill_text
from bot.answers.phrases import load_phrases
from clinic.plain_yaml import read_plain_yaml
from clinic.settings import Clinic

FOLDER = Path(__file__).resolve().parents[2] / "data" / "website"


@dataclass(frozen=True)
class Words:
    """The words of a page: `words.of("faq", "title")`.

    Args:
        clinic: whose numbers and name stand in them.
        now: an aware time, which decides between the daytime and the after-hours number.
    """

    clinic: Clinic
    now: datetime

    def of(self, page: str, key: str, **given: str) -> str:
        """Return one text; raises KeyError when there is none."""
        return self.filled(str(_pages()[page][key]), **given)

    def several(self, page: str, key: str) -> list[str]:
        """Return a list of texts."""
        return [self.filled(str(text)) for text in _pages()[page][key]]

    def filled(self, text: str, **given: str) -> str:
        """Return a text with the variables of a response filled in, and those that are given."""
        return fill_text(text, lambda name: given.get(name) or self.variables.get(name, ""))

    @property
    def variables(self) -> Mapping[str, str]:
        """The variables of a response that need no message (data/responses/README.md)."""
        return load_phrases().variables(self.clinic, now=self.now)

    @property
    def clinic_name(self) -> str:
        """The clinic's name, or the general word."""
        return self.clinic.name or self.of("common", "your_clinic")

    @property
    def numbers(self) -> tuple[str, ...]:
        """Every number that a page may name, to be dialed from it."""
        phone = self.clinic.phone
        known = (phone.daytime, phone.after_hours, self.clinic.emergency(), self.clinic.crisis())
        return tuple(number for number in known if number)

    @property
    def to_call(self) -> tuple[str, ...]:
        """The numbers of the clinic to call now: one, both where the hour is not known, or none."""
        phone = self.clinic.phone
        now = phone.to_call(self.now)
        named = [number for number in (phone.daytime, phone.after_hours) if number]
        return (now,) if now in named else tuple(named)


def at_any_hour(clinic: Clinic) -> Clinic:
    """Return the clinic for a page that may be read at another hour than it was made.

    Without its time zone it is not known whether it is open, so both its numbers are named.
    """
    return clinic.copy(update={"phone": clinic.phone.copy(update={"time_zone": None})})


def setting(page: str, key: str) -> Any:
    """Return what stands in data/website/pages.yml, as it stands there."""
    return _pages()[page][key]


@lru_cache(maxsize=1)
def _pages() -> dict[str, Any]:
    return dict(read_plain_yaml(FOLDER / "pages.yml"))
