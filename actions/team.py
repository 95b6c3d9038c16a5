"""The care team and clinic that the actions speak to, read from the settings at first use."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from careteam.configured import care_team
from careteam.service import BUDGET_SECONDS, CareTeam
from clinic.environment import Environment
from clinic.errors import SettingsError
from clinic.settings import Clinic, load_clinic

logger = logging.getLogger(__name__)

_SHARE_OF_TIMEOUT = 0.85
"""The rest is for the way to the server and back, so that the server never gives up first."""


@dataclass(frozen=True)
class Team:
    """What an action needs: the care team, the seconds it may take, the clinic's time zone."""

    care_team: CareTeam
    budget_seconds: float
    time_zone: str | None


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
    return Team(care_team(environment, clinic), budget, clinic.phone.time_zone)


def _clinic(path: Path) -> Clinic:
    try:
        return load_clinic(path)
    except (SettingsError, OSError) as error:
        logger.error("clinic file unusable, alerts are stored but sent nowhere: %s", error)
        return Clinic()
