"""A route to mailboxes by SMTP, encrypted unless the mail server is this very machine."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import validator

from clinic.alert_route import AlertRoute
from clinic.route_checks import LOOPBACK, mail_address, variable_name
from clinic.section import setting

Encryption = Literal["starttls", "smtps", "none"]
PORTS: dict[Encryption, int] = {"starttls": 587, "smtps": 465, "none": 25}
_ADDRESS_REMEDY = "write an address such as nia@clinic.example.org"


class EmailRoute(AlertRoute):
    """A mail server, and who gets the message.

    Attributes:
        encryption: starttls or smtps; none only to this machine itself.
        port: the usual one of the encryption if it is left out.
        password_env: the name of the environment variable that holds the password.
    """

    kind: Literal["email"] = setting("email", "write email")
    host: str = setting(..., "write the name of the mail server, such as smtp.clinic.example.org")
    encryption: Encryption = setting("starttls", "write starttls or smtps")
    port: int | None = setting(None, "leave it out, or write a number such as 587 or 465")
    username: str | None = setting(None, "write the account, or leave it out for no login")
    password_env: str | None = setting(
        None, "write the NAME of an environment variable that holds the password, not the password"
    )
    sender: str = setting(..., _ADDRESS_REMEDY)
    recipients: tuple[str, ...] = setting(..., "write a list, such as [on-call@clinic.example.org]")
    timeout: float = setting(8.0, "write seconds, more than 0 and at most 30")

    @validator("host")
    def _a_host(cls, host: str) -> str:
        if not host.isascii() or not host.isprintable() or set(host) & set(" /@"):
            raise ValueError("this is not the name of a server")
        return host

    @validator("encryption")
    def _encrypted_outside(cls, encryption: Encryption, values: dict[str, Any]) -> Encryption:
        if encryption == "none" and values.get("host") not in LOOPBACK:
            raise ValueError("alerts must not cross a network unencrypted")
        return encryption

    @validator("port")
    def _a_port(cls, port: int | None) -> int | None:
        if port is not None and not 1 <= port <= 65535:
            raise ValueError("it must lie between 1 and 65535")
        return port

    @validator("password_env", always=True)
    def _goes_with_a_username(cls, name: str | None, values: dict[str, Any]) -> str | None:
        if (name is None) != (values.get("username") is None):
            raise ValueError("username and password_env go together (write both, or neither)")
        return None if name is None else variable_name(name)

    @validator("sender")
    def _an_address(cls, sender: str) -> str:
        return mail_address(sender)

    @validator("recipients")
    def _addresses(cls, recipients: tuple[str, ...]) -> tuple[str, ...]:
        if not recipients:
            raise ValueError("nobody would get the message")
        return tuple(mail_address(recipient) for recipient in recipients)

    @property
    def actual_port(self) -> int:
        """The port that is set, or the usual one."""
        return self.port or PORTS[self.encryption]
