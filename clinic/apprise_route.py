"""A route to a service that apprise reaches: text messages, Slack, Teams, Telegram, ntfy ..."""

from __future__ import annotations

from typing import Literal

from pydantic import validator

from clinic.alert_route import AlertRoute
from clinic.route_checks import variable_name
from clinic.section import setting


class AppriseRoute(AlertRoute):
    """One apprise URL. It holds secrets, so that it never stands in the clinic file.

    Attributes:
        url_env: the name of the environment variable that holds the URL.
    """

    kind: Literal["apprise"] = setting("apprise", "write apprise")
    url_env: str = setting(
        ..., "write the NAME of an environment variable that holds the apprise URL, not the URL"
    )
    timeout: float = setting(8.0, "write seconds, more than 0 and at most 30")

    @validator("url_env")
    def _a_name(cls, name: str) -> str:
        return variable_name(name)
