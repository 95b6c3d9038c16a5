"""From Sanic's requests to what the service takes, and from what it gives back to responses."""

from __future__ import annotations

import asyncio
import json as json_module
import re
from collections.abc import Mapping
from typing import Any

from sanic.exceptions import PayloadTooLarge, SanicException
from sanic.request import Request
from sanic.response import HTTPResponse, json

from bot.website_channel.address import address_of
from bot.website_channel.origins import cors_headers, origin_of
from bot.website_channel.refusal import Refused
from clinic.website import Website

MOST_BYTES = 100_000
BODY_SECONDS = 10.0
PLAIN_HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
_NUMBER = re.compile(r"\d{1,9}")


def allowed_origin(request: Request, website: Website) -> str:
    """Return where a request comes from. Raises Refused if that may not be."""
    reads = request.method == "GET"
    origin = origin_of(request.headers, website.origins, reads=reads)
    if origin is None:
        raise Refused("origin", "add this site to website.origins in clinic.yml")
    return origin


def client_address(request: Request, website: Website) -> str:
    """Return the address that limits are counted by."""
    forwarded = ",".join(request.headers.getall("x-forwarded-for", []))
    return address_of(str(request.ip), forwarded, website.trusted_proxies)


def last_event_id(headers: Mapping[str, str]) -> int:
    """Return the number of the last event that the page has. Raises Refused."""
    given = headers.get("last-event-id", "").strip() or "0"
    if not (given.isascii() and _NUMBER.fullmatch(given)):
        raise Refused("bad_request", "Last-Event-ID is the number of an event")
    return int(given)


async def read_object(request: Request) -> dict[str, Any]:
    """Read a body that is a JSON object, of bounded size, in bounded time. Raises Refused."""
    stream = request.stream
    stream.request_max_size = MOST_BYTES
    try:
        await asyncio.wait_for(request.receive_body(), BODY_SECONDS)
    except asyncio.TimeoutError:
        request.transport.abort()
        raise Refused("bad_request", "the body did not come in time") from None
    except PayloadTooLarge:
        raise Refused("too_large", f"a body has at most {MOST_BYTES} bytes") from None
    except SanicException:
        raise Refused("bad_request", "the body cannot be read") from None
    try:
        found = json_module.loads(request.body)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise Refused("bad_request", "the body is a JSON object")
    return found


def answer(body: object, status: int, origin: str | None) -> HTTPResponse:
    """Return a JSON answer that a page of that origin may read; None: only Nia's own."""
    headers = PLAIN_HEADERS | (cors_headers(origin) if origin else {"Vary": "Origin"})
    if status == 204:
        return HTTPResponse(status=204, headers=headers)
    return json(body, status=status, headers=headers)


def refusal(refused: Refused, advice: str, origin: str | None) -> HTTPResponse:
    """Return the answer to a request that is not carried out; `advice` is what people read."""
    response = answer(refused.body(advice), refused.status, origin)
    response.headers.update(refused.headers)
    return response
