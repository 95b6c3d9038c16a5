"""A route to a FHIR R4 server, such as the hospital's own record."""

from __future__ import annotations

from typing import Literal

from pydantic import validator

from clinic.alert_route import AlertRoute
from clinic.route_checks import safe_url, variable_name
from clinic.section import setting


class FhirRoute(AlertRoute):
    """A FHIR server that takes transactions.

    Attributes:
        url: the server's base address.
        token_env: the name of the environment variable that holds a bearer token; None without.
        words: also send what the person wrote, and the number to call back.
    """

    kind: Literal["fhir"] = setting("fhir", "write fhir")
    url: str = setting(..., "write the server's base address, such as https://fhir.example.org/r4")
    token_env: str | None = setting(
        None, "write the NAME of an environment variable that holds the token, not the token"
    )
    words: bool = setting(False, "write true or false")
    timeout: float = setting(8.0, "write seconds, more than 0 and at most 30")

    @validator("url")
    def _safe_address(cls, url: str) -> str:
        return safe_url(url)

    @validator("token_env")
    def _a_name(cls, name: str | None) -> str | None:
        return None if name is None else variable_name(name)
