"""Where alerts are sent to: a list of routes, each of a kind with a class of its own."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ValidationError, validator
from pydantic.error_wrappers import ErrorWrapper

from clinic.alert_route import AlertRoute
from clinic.alert_timers import Timers
from clinic.apprise_route import AppriseRoute
from clinic.email_route import EmailRoute
from clinic.fhir_route import FhirRoute
from clinic.pagerduty_route import PagerDutyRoute
from clinic.route_checks import link
from clinic.section import Section, setting
from clinic.webhook_route import WebhookRoute

KINDS: dict[str, type[AlertRoute]] = {
    "webhook": WebhookRoute,
    "email": EmailRoute,
    "pagerduty": PagerDutyRoute,
    "apprise": AppriseRoute,
    "fhir": FhirRoute,
}


def class_of(given: Any) -> type[BaseModel]:
    """Return the class that describes the route `given`; without a kind it is a webhook."""
    kind = (given.get("kind") if isinstance(given, dict) else None) or "webhook"
    return KINDS.get(kind, AlertRoute) if isinstance(kind, str) else AlertRoute


class Alerts(Section):
    """The routes, tried side by side. None configured means that nobody is told (S-NONE).

    Attributes:
        inbox_url: the care team's inbox as staff reach it; messages carry it as their link.
    """

    routes: tuple[AlertRoute, ...] = setting(
        (), f"write a list, each with a kind ({', '.join(KINDS)})", class_of
    )
    inbox_url: str | None = setting(
        None, "write the inbox's address as staff reach it, such as https://..."
    )

    timers: Timers = setting(Timers, "write renotify:, level_2:, level_3: and unresolved: below it")
    test_every_hours: float | None = setting(None, "write hours from 1 to 744, or leave it empty")

    @validator("test_every_hours")
    def _not_a_nuisance(cls, hours: float | None) -> float | None:
        if hours is not None and not 1 <= hours <= 744:
            raise ValueError("it must be from 1 to 744")
        return hours

    @validator("routes", pre=True, each_item=True)
    def _by_kind(cls, given: Any) -> Any:
        if not isinstance(given, dict):
            return given
        chosen = class_of(given)
        if chosen is AlertRoute:
            raise ValidationError(
                [ErrorWrapper(ValueError("no route is of this kind"), "kind")], AlertRoute
            )
        return chosen(**given)

    @validator("routes")
    def _names_differ(cls, routes: tuple[AlertRoute, ...]) -> tuple[AlertRoute, ...]:
        names = [route.name for route in routes if route.name]
        if len(names) != len(set(names)):
            raise ValueError("two routes have the same name")
        return routes

    @validator("inbox_url")
    def _a_link(cls, url: str | None) -> str | None:
        return None if url is None else link(url)
