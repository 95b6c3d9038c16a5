"""The care team as the clinic's settings and the operator's environment describe it."""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Mapping

from careteam.service import CareTeam
from careteam.store import Store
from careteam.webhook import Webhook
from clinic.alert_routes import AlertRoute
from clinic.environment import Environment
from clinic.settings import Clinic

logger = logging.getLogger(__name__)


def care_team(
    environment: Environment, clinic: Clinic, environ: Mapping[str, str] | None = None
) -> CareTeam:
    """Return the care team; opens nothing and connects to nothing.

    Raises:
        StoreUnavailable: if the alert database URL cannot be used.
    """
    variables = os.environ if environ is None else environ
    routes = [webhook(route, variables) for route in clinic.alerts.routes]
    return CareTeam(Store(environment.alerts_db_url), routes)


def webhook(route: AlertRoute, environ: Mapping[str, str]) -> Webhook:
    """Return the webhook that `route` describes, with its secret from `environ`."""
    # Without a name the address's hash is one that survives changes to the other routes.
    name = route.name or f"webhook-{hashlib.sha256(route.url.encode()).hexdigest()[:8]}"
    secret = environ.get(route.secret_env) if route.secret_env else None
    if route.secret_env and not secret:
        logger.error("route %s: %s is not set, so alerts go unsigned", name, route.secret_env)
    return Webhook(name, route.url, secret, route.timeout)
