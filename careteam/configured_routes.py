"""From the settings of a route to the route, with its secrets from the environment."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Mapping
from datetime import timedelta

from careteam.apprise_route import AppriseRoute
from careteam.mail import Mail
from careteam.not_ready import NotReady
from careteam.pagerduty import PagerDuty
from careteam.plan import Timers
from careteam.routes import Route
from careteam.webhook import Webhook
from clinic.alert_route import AlertRoute
from clinic.apprise_route import AppriseRoute as AppriseSettings
from clinic.email_route import EmailRoute
from clinic.fhir_route import FhirRoute as FhirSettings
from clinic.pagerduty_route import PagerDutyRoute
from clinic.webhook_route import WebhookRoute

logger = logging.getLogger(__name__)


def route_of(
    route: AlertRoute,
    environ: Mapping[str, str],
    inbox_url: str | None = None,
    answer_within: timedelta = Timers.level_2,
) -> Route:
    """Return the route that `route` describes.

    What is missing in `environ` is logged, and the route's deliveries wait for it: Nia starts all
    the same, because the advice and the other routes do not depend on it.
    """
    made = _make(route, environ, inbox_url, answer_within)
    if isinstance(made, NotReady):
        logger.error("route %s cannot send: %s", made.name, made.why)
    return made


def _make(
    route: AlertRoute, environ: Mapping[str, str], inbox_url: str | None, answer_within: timedelta
) -> Route:
    if isinstance(route, WebhookRoute):
        return _webhook(route, environ, inbox_url)
    if isinstance(route, EmailRoute):
        return _mail(route, environ, inbox_url)
    if isinstance(route, PagerDutyRoute):
        name = _name(route, f"{route.url} {route.key_env}")
        key = environ.get(route.key_env, "").strip()
        if not key:
            return NotReady(name, f"{route.key_env} is not set")
        return PagerDuty(name, route.url, key, route.timeout, inbox_url)
    if isinstance(route, FhirSettings):
        return _fhir(route, environ, answer_within)
    if isinstance(route, AppriseSettings):
        return _apprise(route, environ, inbox_url)
    raise TypeError(type(route).__name__)


def _webhook(route: WebhookRoute, environ: Mapping[str, str], inbox_url: str | None) -> Webhook:
    name = _name(route, route.url)
    secret = environ.get(route.secret_env) if route.secret_env else None
    if route.secret_env and not secret:
        logger.error("route %s: %s is not set, so alerts go unsigned", name, route.secret_env)
    return Webhook(name, route.url, secret, route.timeout, inbox_url=inbox_url)


def _mail(route: EmailRoute, environ: Mapping[str, str], inbox_url: str | None) -> Route:
    name = _name(route, " ".join((route.host, str(route.actual_port), *route.recipients)))
    password = environ.get(route.password_env, "").strip("\r\n") if route.password_env else None
    if route.password_env and not password:
        return NotReady(name, f"{route.password_env} is not set")
    if password and not password.isascii():
        return NotReady(name, f"{route.password_env}: mail servers take plain letters only")
    return Mail(
        name,
        route.host,
        route.actual_port,
        route.encryption,
        route.sender,
        route.recipients,
        route.username,
        password,
        route.timeout,
        inbox_url,
    )


def _apprise(route: AppriseSettings, environ: Mapping[str, str], inbox_url: str | None) -> Route:
    name = _name(route, route.url_env)
    url = environ.get(route.url_env, "").strip()
    if not url:
        return NotReady(name, f"{route.url_env} is not set")
    made = AppriseRoute(name, url, route.timeout, inbox_url)
    made.prepare()
    return made


def _fhir(route: FhirSettings, environ: Mapping[str, str], answer_within: timedelta) -> Route:
    name = _name(route, route.url)
    token = environ.get(route.token_env, "").strip() if route.token_env else None
    if route.token_env and not token:
        return NotReady(name, f"{route.token_env} is not set")
    if token and not (token.isascii() and token.isprintable()):
        return NotReady(name, f"{route.token_env}: a token has plain letters only")
    # Here and not above: where no clinic asks for FHIR, nothing that sends it is even loaded.
    from careteam.fhir_route import FhirRoute

    return FhirRoute(name, route.url, token, route.timeout, route.words, answer_within)


def _name(route: AlertRoute, address: str) -> str:
    # Without a name the address's hash is one that survives changes to the other routes.
    return route.name or f"{route.kind}-{hashlib.sha256(address.encode()).hexdigest()[:8]}"
