"""The care team as the clinic's settings and the operator's environment describe it."""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from careteam.plan import Plan, Recipient, Timers, always
from careteam.service import CareTeam
from careteam.store import Store
from careteam.webhook import Webhook
from clinic.alert_routes import AlertRoute
from clinic.environment import Environment
from clinic.phone import Hours
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
    names = [route.name for route in routes]
    return CareTeam(Store(environment.alerts_db_url), routes, plan_of(clinic, names))


def plan_of(clinic: Clinic, names: Sequence[str]) -> Plan:
    """Return who is told and when. `names`: of the clinic's routes, in their order."""
    given, hours = clinic.alerts.timers, clinic.alerts.test_every_hours
    return Plan(
        tuple(
            Recipient(name, route.level, _opening(route.hours, clinic.phone.time_zone))
            for name, route in zip(names, clinic.alerts.routes, strict=True)
        ),
        Timers(
            renotify=timedelta(minutes=given.renotify),
            level_2=timedelta(minutes=given.level_2),
            level_3=timedelta(minutes=given.level_3),
            unresolved=timedelta(minutes=given.unresolved),
        ),
        None if hours is None else timedelta(hours=hours),
    )


def _opening(hours: Hours | None, time_zone: str | None) -> Callable[[datetime], bool]:
    # Hours without a time zone, or without one open minute, say nothing that could be trusted.
    if hours is None or time_zone is None or hours.never_open:
        return always
    zone = ZoneInfo(time_zone)
    return lambda now: hours.open_at(now.astimezone(zone))


def webhook(route: AlertRoute, environ: Mapping[str, str]) -> Webhook:
    """Return the webhook that `route` describes, with its secret from `environ`."""
    # Without a name the address's hash is one that survives changes to the other routes.
    name = route.name or f"webhook-{hashlib.sha256(route.url.encode()).hexdigest()[:8]}"
    secret = environ.get(route.secret_env) if route.secret_env else None
    if route.secret_env and not secret:
        logger.error("route %s: %s is not set, so alerts go unsigned", name, route.secret_env)
    return Webhook(name, route.url, secret, route.timeout)
