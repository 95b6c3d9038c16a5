"""From which sites Nia may be spoken to; checked on the server, whatever a browser allows.

Pure. Her own origin is written as `//host`, because only a browser knows if it is http or https
when a proxy stands between.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from urllib.parse import urlsplit

METHODS = "GET, POST, DELETE"
HEADERS = "Authorization, Content-Type, Last-Event-ID"
PREFLIGHT_SECONDS = 600


def origin_of(
    headers: Mapping[str, str], allowed: Collection[str], reads: bool = False
) -> str | None:
    """Return the origin that a request comes from if it is allowed, else None.

    Args:
        headers: of the request; names in small letters.
        allowed: `clinic.website.origins`.
        reads: whether it is a GET, for which a browser names no origin within one site.
    """
    host = headers.get("host", "").strip().lower()
    named = headers.get("origin")
    if named is None:
        within = headers.get("sec-fetch-site", "same-origin") == "same-origin"
        return f"//{host}" if reads and within and host else None
    origin = named.strip().lower()
    if origin in allowed:
        return origin
    parts = urlsplit(origin) if origin.isascii() and "\\" not in origin else urlsplit("")
    is_own = parts.scheme in {"http", "https"} and origin == f"{parts.scheme}://{host}"
    return f"//{host}" if is_own and host else None


def is_foreign(origin: str) -> bool:
    """Return whether an allowed origin is not Nia's own."""
    return not origin.startswith("//")


def cors_headers(origin: str) -> dict[str, str]:
    """Return what lets a page of an allowed origin read the answer."""
    headers = {"Vary": "Origin"}
    if is_foreign(origin):
        headers["Access-Control-Allow-Origin"] = origin
        headers["Access-Control-Expose-Headers"] = "Retry-After"
    return headers


def preflight_headers(origin: str) -> dict[str, str]:
    """Return the answer to a browser's question whether it may send a request."""
    return cors_headers(origin) | {
        "Access-Control-Allow-Methods": METHODS,
        "Access-Control-Allow-Headers": HEADERS,
        "Access-Control-Max-Age": str(PREFLIGHT_SECONDS),
    }
