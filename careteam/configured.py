"""The care team as the clinic's settings and the operator's environment describe it."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from careteam.configured_routes import route_of
from careteam.inbox.keys import KEY_FILE
from careteam.inbox.linked_route import LinkedRoute
from careteam.plan import Plan, Recipient, Timers, always
from careteam.routes import Route
from careteam.service import CareTeam
from careteam.store import Store
from clinic.environment import Environment
from clinic.phone import Hours
from clinic.settings import Clinic
from clinic.signing_key import KeyUnusable, signing_key

logger = logging.getLogger(__name__)


def care_team(
    environment: Environment, clinic: Clinic, environ: Mapping[str, str] | None = None
) -> CareTeam:
    """Return the care team; opens nothing and connects to nothing.

    Raises:
        StoreUnavailable: if the alert database URL cannot be used.
    """
    variables = os.environ if environ is None else environ
    inbox_url = clinic.alerts.inbox_url
    late = timedelta(minutes=clinic.alerts.timers.level_2)
    routes = [route_of(route, variables, inbox_url, late) for route in clinic.alerts.routes]
    if inbox_url:
        routes = _linked(routes, environment, inbox_url)
    plan = plan_of(clinic, [route.name for route in routes])
    kept = timedelta(days=clinic.privacy.retention_days)
    return CareTeam(Store(environment.alerts_db_url), routes, plan, kept)


def _linked(routes: list[Route], environment: Environment, inbox_url: str) -> list[Route]:
    """Return the routes with links to acknowledge by, which need the inbox's key."""
    try:
        key = signing_key(environment, KEY_FILE)
    except KeyUnusable as error:
        logger.error("messages carry no link to acknowledge by: %s", error)
        return routes
    return [LinkedRoute(route, key, inbox_url.rstrip("/")) for route in routes]


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
