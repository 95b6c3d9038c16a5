"""The care team as the clinic's settings and the operator's environment describe it."""

from __future__ import annotations

import os
from collections.abc import Mapping

from careteam.configured_routes import route_of
from careteam.service import CareTeam
from careteam.store import Store
from clinic.environment import Environment
from clinic.settings import Clinic


def care_team(
    environment: Environment, clinic: Clinic, environ: Mapping[str, str] | None = None
) -> CareTeam:
    """Return the care team; opens nothing and connects to nothing.

    Raises:
        StoreUnavailable: if the alert database URL cannot be used.
    """
    variables = os.environ if environ is None else environ
    inbox_url = clinic.alerts.inbox_url
    routes = [route_of(route, variables, inbox_url) for route in clinic.alerts.routes]
    return CareTeam(Store(environment.alerts_db_url), routes)
