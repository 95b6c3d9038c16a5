"""Where alerts are sent to. For now a route is a webhook; others join in `AlertRoute.kind`."""

from __future__ import annotations

import ipaddress
import re
from typing import Literal
from urllib.parse import urlsplit

from pydantic import validator

from clinic.alert_timers import Timers
from clinic.phone import Hours
from clinic.section import Section, setting

VARIABLE_NAME = re.compile(r"[A-Z][A-Z0-9_]*")


def stays_inside(host: str) -> bool:
    """Tell whether `host` is this machine, a private address or a name without a domain."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return "." not in host
    return address.is_private or address.is_loopback


class AlertRoute(Section):
    """One way out for alerts.

    Attributes:
        secret_env: the name of the environment variable that holds the signing secret.
        timeout: seconds that one attempt may take.
        level: 1 is told at once, 2 and 3 when nobody has acknowledged in time (alerts.timers).
        hours: when it is told, in the clinic's time zone; None means always.
    """

    kind: Literal["webhook"] = setting("webhook", "write webhook")
    name: str | None = setting(None, "write a short name, such as on-call")
    url: str = setting(..., "write the address that takes the alert, such as https://...")
    secret_env: str | None = setting(
        None, "write the NAME of an environment variable that holds the secret, not the secret"
    )
    timeout: float = setting(2.0, "write seconds, more than 0 and at most 30")
    level: Literal[1, 2, 3] = setting(1, "write 1, 2 or 3")
    hours: Hours | None = setting(None, "write one line per weekday, such as monday: 08:00-17:00")

    @validator("level", pre=True)
    def _a_number(cls, level: object) -> object:
        return int(level) if isinstance(level, str) and level.strip().isdigit() else level

    @validator("url")
    def _safe_address(cls, url: str) -> str:
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise ValueError("this is not an http or https address")
        if parts.username or parts.password:
            raise ValueError("an address must not contain a password (use secret_env)")
        if parts.scheme == "http" and not stays_inside(parts.hostname):
            raise ValueError("alerts must not cross a network unencrypted (use https)")
        return url

    @validator("secret_env")
    def _a_name(cls, name: str | None) -> str | None:
        if name is not None and not VARIABLE_NAME.fullmatch(name):
            raise ValueError("this is not the name of an environment variable")
        return name

    @validator("timeout")
    def _bounded(cls, seconds: float) -> float:
        if not 0 < seconds <= 30:
            raise ValueError("it must be more than 0 and at most 30")
        return seconds


class Alerts(Section):
    """The routes, tried side by side. None configured means that nobody is told (S-NONE)."""

    routes: tuple[AlertRoute, ...] = setting((), "write a list, each with kind: webhook and url")
    timers: Timers = setting(Timers, "write renotify:, level_2:, level_3: and unresolved: below it")
    test_every_hours: float | None = setting(None, "write hours from 1 to 744, or leave it empty")

    @validator("test_every_hours")
    def _not_a_nuisance(cls, hours: float | None) -> float | None:
        if hours is not None and not 1 <= hours <= 744:
            raise ValueError("it must be from 1 to 744")
        return hours

    @validator("routes")
    def _names_differ(cls, routes: tuple[AlertRoute, ...]) -> tuple[AlertRoute, ...]:
        names = [route.name for route in routes if route.name]
        if len(names) != len(set(names)):
            raise ValueError("two routes have the same name")
        return routes
