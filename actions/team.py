"""The care team and clinic that the actions speak to, read from the settings at first use."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from actions.heard import mapping
from careteam.configured import care_team
from careteam.service import BUDGET_SECONDS, CareTeam
from clinic.environment import Environment
from clinic.errors import SettingsError
from clinic.phone_number import PhoneNumber, phone_numbers, read_phone_number
from clinic.settings import Clinic, load_clinic

logger = logging.getLogger(__name__)

SECONDS = "action_seconds"

_SHARE_OF_TIMEOUT = 0.85
"""The rest is for the way to the server and back, so that the server never gives up first."""


@dataclass(frozen=True)
class Team:
    """What an action needs: the care team, the seconds it may take, and facts of the clinic.

    `budget_seconds`: at most; see `seconds_for`. `region`: the country of the numbers that people
    give; None: not known. `own_numbers`: numbers that lead to the clinic itself.
    """

    care_team: CareTeam
    budget_seconds: float
    time_zone: str | None
    region: str | None = None
    own_numbers: tuple[PhoneNumber, ...] = ()

    def seconds_for(self, tracker: Any) -> float:
        """Return how many seconds an action may take: what is left of this turn's time (ESC-2).

        The server says so in the message's metadata, because it waits no longer than that.
        """
        given = mapping(mapping(tracker.latest_message).get("metadata")).get(SECONDS)
        if not isinstance(given, (int, float)) or not given > 0:
            return self.budget_seconds
        return min(self.budget_seconds, given * _SHARE_OF_TIMEOUT)

    def read_contact(self, text: str) -> PhoneNumber | None:
        """Return the number in `text` to call the person back at, the last one given.

        "I called 555-0100" names the clinic's number, which reaches no patient.
        """
        found = [
            number
            for number in phone_numbers(text, self.region)
            if not any(number.is_same(own) for own in self.own_numbers)
        ]
        return found[-1] if found else None


@lru_cache(maxsize=1)
def team() -> Team:
    """Return the configured team; the first call reads the environment and the clinic file.

    An unusable clinic file must not cost the alert: it is stored, and no route is claimed.

    Raises:
        SettingsError: if the environment cannot be used.
        StoreUnavailable: if the alert database URL cannot be used.
    """
    environment = Environment.from_environ()
    clinic = _clinic(environment.clinic_file)
    budget = min(BUDGET_SECONDS, environment.action_timeout * _SHARE_OF_TIMEOUT)
    return Team(
        care_team(environment, clinic),
        budget,
        clinic.phone.time_zone,
        clinic.region,
        _own_numbers(clinic),
    )


def _own_numbers(clinic: Clinic) -> tuple[PhoneNumber, ...]:
    set_numbers = (clinic.phone.daytime, clinic.phone.after_hours, clinic.crisis())
    read = (read_phone_number(number or "", clinic.region) for number in set_numbers)
    return tuple(number for number in read if number is not None)


def _clinic(path: Path) -> Clinic:
    try:
        return load_clinic(path)
    except (SettingsError, OSError) as error:
        logger.error("clinic file unusable, alerts are stored but sent nowhere: %s", error)
        return Clinic()
