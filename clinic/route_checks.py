"""Checks that several kinds of alert routes share. Each raises ValueError with what is wrong."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import SplitResult, urlsplit

VARIABLE_NAME = re.compile(r"[A-Z][A-Z0-9_]*")
LONGEST_WITHOUT_UNDERSCORE = 24
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?")


def stays_inside(host: str) -> bool:
    """Tell whether `host` is this machine, a private address or a name without a domain."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return "." not in host
    return address.is_private or address.is_loopback


def safe_url(url: str) -> str:
    """Return `url` if an alert may be sent there.

    Raises:
        ValueError: it is no http address, holds a password, or would go unencrypted.
    """
    parts = _web_address(url)
    if parts.scheme == "http" and not stays_inside(str(parts.hostname)):
        raise ValueError("alerts must not cross a network unencrypted (use https)")
    return url


def link(url: str) -> str:
    """Return `url` if it may stand in a message as a link.

    Raises:
        ValueError: it is no http address, or holds a password.
    """
    _web_address(url)
    return url


def _web_address(url: str) -> SplitResult:
    """Return the parts of an http or https address.

    Raises:
        ValueError: it is none, or holds a password.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("this is not an http or https address")
    if parts.username or parts.password:
        raise ValueError("an address must not contain a password")
    return parts


def variable_name(name: str) -> str:
    """Return `name` if it is the name of an environment variable, and no secret put in its place.

    Raises:
        ValueError: it is not.
    """
    if not VARIABLE_NAME.fullmatch(name):
        raise ValueError("this is not the name of an environment variable")
    # Some services give keys of capitals and digits.
    if len(name) > LONGEST_WITHOUT_UNDERSCORE and "_" not in name:
        raise ValueError("this looks like a secret, not like the name of a variable")
    return name


def mail_address(address: str) -> str:
    """Return `address` if it is one plain e-mail address.

    Raises:
        ValueError: it is not.
    """
    if not _ADDRESS.fullmatch(address):
        raise ValueError(f"'{address[:60]}' is not an e-mail address")
    return address
