"""Where the inbox is reached, and the clinic's clock."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timezone, tzinfo
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from careteam.inbox.keys import KEY_FILE
from clinic.environment import Environment
from clinic.settings import Clinic
from clinic.signing_key import signing_key

_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_ANY_ADDRESS = ("0.0.0.0", "::")  # noqa: S104 (compared, not listened on)


@dataclass(frozen=True)
class InboxSettings:
    """The settings of one inbox.

    Attributes:
        base_url: where people reach it, without a slash at the end.
        hosts: the names by which it may be asked for; others may be another page's trick.
        zone: the clinic's, for what people read; records stay in UTC.
    """

    host: str
    port: int
    base_url: str
    hosts: frozenset[str]
    key: bytes = field(repr=False)
    zone: tzinfo = timezone.utc
    clinic_name: str | None = None

    @property
    def is_https(self) -> bool:
        """Whether people reach it by an encrypted connection."""
        return self.base_url.startswith("https:")


def base_url(environment: Environment, clinic: Clinic) -> str:
    """Return where people reach the inbox, without a slash at the end."""
    here = f"http://localhost:{environment.inbox_port}"
    return (clinic.alerts.inbox_url or here).rstrip("/")


def inbox_settings(environment: Environment, clinic: Clinic) -> InboxSettings:
    """Return the settings; makes the key file if there is no key.

    Raises:
        KeyUnusable: if there is no key and none can be made.
    """
    address = base_url(environment, clinic)
    hosts = {*_LOOPBACK, (urlsplit(address).hostname or "").lower()}
    if environment.inbox_host not in _ANY_ADDRESS:
        hosts.add(environment.inbox_host.lower())
    name = clinic.phone.time_zone
    return InboxSettings(
        host=environment.inbox_host,
        port=environment.inbox_port,
        base_url=address,
        hosts=frozenset(hosts - {""}),
        key=signing_key(environment, KEY_FILE),
        zone=ZoneInfo(name) if name else timezone.utc,
        clinic_name=clinic.name,
    )
