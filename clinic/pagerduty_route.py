"""A route to PagerDuty, or to what speaks its Events API v2."""

from __future__ import annotations

from typing import Literal

from pydantic import validator

from clinic.alert_route import AlertRoute
from clinic.route_checks import safe_url, variable_name
from clinic.section import setting

US_REGION = "https://events.pagerduty.com/v2/enqueue"
EU_REGION = "https://events.eu.pagerduty.com/v2/enqueue"


class PagerDutyRoute(AlertRoute):
    """A PagerDuty service with an Events API v2 integration.

    Attributes:
        key_env: the name of the environment variable that holds the integration's routing key.
        url: the events address of the service region.
    """

    kind: Literal["pagerduty"] = setting("pagerduty", "write pagerduty")
    key_env: str = setting(
        ..., "write the NAME of an environment variable that holds the integration key, not the key"
    )
    url: str = setting(US_REGION, f"leave it out, or write {EU_REGION} for an EU account")
    timeout: float = setting(8.0, "write seconds, more than 0 and at most 30")

    @validator("url")
    def _safe_address(cls, url: str) -> str:
        return safe_url(url)

    @validator("key_env")
    def _a_name(cls, name: str) -> str:
        return variable_name(name)
