"""Check one environment variable's text. Each check raises ValueError with the remedy."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlsplit, urlunsplit

from clinic.variables import Kind, Variable

SHORTEST_SECRET = 32
LONGEST_TIMEOUT = 10.0
HOST = re.compile(r"[A-Za-z0-9.:\-_]+")


def without_password(url: str) -> str:
    """Return `url` with its user and password hidden, for messages and logs."""
    parts = urlsplit(url)
    if "@" not in parts.netloc:
        return url
    return urlunsplit(parts._replace(netloc=f"***@{parts.netloc.rpartition('@')[2]}"))


def _database(text: str) -> None:
    dialect = urlsplit(text).scheme.partition("+")[0]
    if dialect == "sqlite":
        if not text.startswith(("sqlite:///", "sqlite+pysqlite:///")):
            raise ValueError("write sqlite:/// and a path, such as sqlite:///var/alerts.db")
    elif dialect == "postgresql":
        if not urlsplit(text).path.strip("/"):
            raise ValueError("name the database, as in postgresql://user@host/name")
    else:
        raise ValueError("use sqlite:///path or postgresql://user:password@host/name")


def _redis(text: str) -> None:
    if urlsplit(text).scheme not in {"redis", "rediss", "unix"}:
        raise ValueError("use redis://host:6379/0, rediss://... or unix://...")


def _secret(text: str) -> None:
    if len(text) < SHORTEST_SECRET:
        raise ValueError(f"use {SHORTEST_SECRET} random characters or more")


def _host(text: str) -> None:
    if not HOST.fullmatch(text):
        raise ValueError("write an address without a port, such as 127.0.0.1 or 0.0.0.0")


def _port(text: str) -> None:
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 65535):
        raise ValueError("write a number from 1 to 65535")


def _http(text: str) -> None:
    if urlsplit(text).scheme not in {"http", "https"} or not urlsplit(text).hostname:
        raise ValueError("write an address such as http://127.0.0.1:5055/webhook")


def _seconds(text: str) -> None:
    remedy = f"write seconds, more than 0 and at most {LONGEST_TIMEOUT:g}"
    try:
        seconds = float(text)
    except ValueError:
        raise ValueError(remedy) from None
    if not 0 < seconds <= LONGEST_TIMEOUT:
        raise ValueError(remedy)


def _path(text: str) -> None:
    if "\0" in text:
        raise ValueError("write a path")


CHECKS: dict[Kind, Callable[[str], None]] = {
    "path": _path,
    "database": _database,
    "redis": _redis,
    "secret": _secret,
    "host": _host,
    "port": _port,
    "http": _http,
    "seconds": _seconds,
}


def fault_in(variable: Variable, text: str) -> str | None:
    """Return one sentence about what is wrong with `text`, or None."""
    if variable.kind == "choice":
        if text in variable.choices:
            return None
        return f"{variable.name} is '{text}'; use one of: {', '.join(variable.choices)}."
    try:
        CHECKS[variable.kind](text)
    except ValueError as error:
        shown = "too short" if variable.kind == "secret" else f"'{without_password(text)}'"
        return f"{variable.name} is {shown}; {error}."
    return None
