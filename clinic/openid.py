"""Single sign-on for the care team's inbox, by OpenID Connect; without it, passwords alone."""

from __future__ import annotations

from typing import Literal

from pydantic import validator

from clinic.route_checks import safe_url, variable_name
from clinic.section import Section, setting


class OpenId(Section):
    """The clinic's own provider of accounts.

    Attributes:
        issuer: the provider's address, as it names itself.
        client_id: what the provider calls the inbox.
        client_secret_env: the name of the environment variable that holds the client's secret;
            None for a public client, which has only PKCE.
        label: what the button says after "Log in with".
        new_accounts: the role of an account that is made at a first login; None: none is made.
        timeout: seconds that one request to the provider may take.
    """

    issuer: str = setting(..., "write the provider's address, such as https://login.example.org")
    client_id: str = setting(..., "write the id that the provider gave to the inbox")
    client_secret_env: str | None = setting(
        None, "write the NAME of an environment variable that holds the secret, not the secret"
    )
    label: str = setting("single sign-on", "write a few words, such as Oak Street account")
    new_accounts: Literal["sees", "acknowledges"] | None = setting(
        None, "write sees or acknowledges, or leave it empty"
    )
    timeout: float = setting(5.0, "write seconds, more than 0 and at most 30")

    @validator("issuer")
    def _safe_address(cls, url: str) -> str:
        if "?" in url or "#" in url:
            raise ValueError("an issuer has no ? and no #")
        return safe_url(url)

    @validator("client_id", "label")
    def _some_words(cls, text: str) -> str:
        if not text.strip() or len(text) > 200:
            raise ValueError("it must have 1 to 200 characters")
        return text.strip()

    @validator("client_secret_env")
    def _a_name(cls, name: str | None) -> str | None:
        return None if name is None else variable_name(name)

    @validator("timeout")
    def _bounded(cls, seconds: float) -> float:
        if not 0 < seconds <= 30:
            raise ValueError("it must be more than 0 and at most 30")
        return seconds


class InboxPage(Section):
    """What a clinic sets of the inbox. `openid`: single sign-on; None: names and passwords."""

    openid: OpenId | None = setting(None, "write issuer: and client_id: below it")
