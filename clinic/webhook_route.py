"""A route to an address of the clinic's own: JSON by POST, signed if there is a secret."""

from __future__ import annotations

from typing import Literal

from pydantic import validator

from clinic.alert_route import AlertRoute
from clinic.route_checks import safe_url, variable_name
from clinic.section import setting


class WebhookRoute(AlertRoute):
    """A webhook.

    Attributes:
        secret_env: the name of the environment variable that holds the signing secret.
    """

    kind: Literal["webhook"] = setting("webhook", "write webhook")
    url: str = setting(..., "write the address that takes the alert, such as https://...")
    secret_env: str | None = setting(
        None, "write the NAME of an environment variable that holds the secret, not the secret"
    )

    @validator("url")
    def _safe_address(cls, url: str) -> str:
        return safe_url(url)

    @validator("secret_env")
    def _a_name(cls, name: str | None) -> str | None:
        return None if name is None else variable_name(name)
