"""The page at /chat and the widget's files, as the build left them in .cache/website.

Nothing built: /chat is a plain page with the advice and the number, so that nobody reads nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from html import escape
from pathlib import Path
from typing import Any

from sanic import Blueprint
from sanic.exceptions import NotFound
from sanic.request import Request
from sanic.response import HTTPResponse, raw

from bot.answers.phrases import load_phrases
from bot.compressed import compressed, takes_gzip
from bot.pages.words import Words
from bot.website_channel.advice import advice
from bot.website_channel.call_cards import call, clinic_number
from clinic.settings import Clinic

BUILD = Path(__file__).resolve().parent.parent / ".cache" / "website"
TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".woff2": "font/woff2",
    ".json": "application/json",
    ".map": "application/json",
}
ASSET = re.compile(r"[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+")
SETTINGS = re.compile(
    r'(<script type="application/json" id="nia-settings">).*?(</script>)', re.DOTALL
)
CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self' data:; base-uri 'none'; form-action 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'; frame-ancestors {ancestors}"
)
NOTHING_BUILT = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Nia</title>
<main>
<h1>The chat is not here just now</h1>
<p><strong>{advice}</strong></p>
{numbers}
<p><a href="/faq" target="_top">{answers}</a></p>
</main>
</html>
"""
ANY_PAGE = {"Access-Control-Allow-Origin": "*", "X-Content-Type-Options": "nosniff"}
EMBED_CACHE = "public, max-age=300"
ASSET_CACHE = "public, max-age=31536000, immutable"


@dataclass(frozen=True)
class Pages:
    """What is shown for one clinic; `build` is the folder of built files."""

    clinic: Clinic
    build: Path = BUILD

    def chat(self, now: datetime) -> str:
        """Return the page of the chat at an aware time."""
        try:
            page = (self.build / "chat.html").read_text(encoding="utf-8")
        except OSError:
            return nothing_built(self.clinic, now)
        block = in_html(settings(self.clinic, now))
        return SETTINGS.sub(lambda found: found[1] + block + found[2], page, count=1)

    def file(self, name: str) -> bytes | None:
        """Return a built file; None if there is none of that name."""
        if not all(ASSET.fullmatch(part) or part == "assets" for part in name.split("/")):
            return None
        try:
            return (self.build / name).read_bytes()
        except OSError:
            return None


def settings(clinic: Clinic, now: datetime) -> dict[str, Any]:
    """Return what the page is told of the clinic at an aware time."""
    number = clinic_number(clinic, now)
    return {
        "clinic": clinic.name,
        "call": {"number": number.number, "href": number.href} if number else None,
        "advice": advice(clinic),
        "notice": notice(clinic),
        "privacy_url": clinic.privacy.notice_url,
        "origins": list(clinic.website.origins),
        "strings": clinic.website.words.given(),
    }


def notice(clinic: Clinic) -> str:
    """Return the line that stands before the first message: who answers, and who reads it."""
    name = "website_notice" if clinic.alerts.routes else "website_notice_untold"
    return load_phrases().say(name, clinic)


def in_html(value: object) -> str:
    """Return JSON that cannot end the element it stands in."""
    text = json.dumps(value)
    for character in "<>&":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def nothing_built(clinic: Clinic, now: datetime) -> str:
    """Return the page that stands in for the chat at an aware time."""
    words = Words(clinic, now)
    links: list[str] = []
    for number in filter(None, map(call, words.to_call)):
        text = words.of("common", "call_after_hours" if links else "call", number=number.number)
        links.append(f'<p><a href="{escape(number.href)}" target="_top">{escape(text)}</a></p>')
    return NOTHING_BUILT.format(
        advice=escape(words.of("common", "advice")),
        numbers="\n".join(links),
        answers=escape(words.of("common", "faq")),
    )


def content_policy(origins: Sequence[str]) -> str:
    """Return what a browser lets the chat do, and on whose pages it may be shown."""
    return CONTENT_POLICY.format(ancestors=" ".join(("'self'", *origins)))


def add_pages(routes: Blueprint, clinic: Clinic) -> None:
    """Add /chat and the files of the widget to the website's routes."""
    pages = Pages(clinic)
    headers = {
        "Content-Security-Policy": content_policy(clinic.website.origins),
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
    }

    @routes.get("/chat")
    async def chat(request: Request) -> HTTPResponse:
        page = pages.chat(datetime.now(timezone.utc)).encode()
        return _sent(request, page, "text/html; charset=utf-8", headers)

    @routes.get("/website/embed.js")
    async def embed(request: Request) -> HTTPResponse:
        return _file(request, pages.file("embed.js"), ".js", EMBED_CACHE)

    @routes.get("/website/assets/<name:str>")
    async def asset(request: Request, name: str) -> HTTPResponse:
        return _file(request, pages.file(f"assets/{name}"), Path(name).suffix, ASSET_CACHE)


def _file(request: Request, content: bytes | None, suffix: str, cache: str) -> HTTPResponse:
    if content is None or suffix not in TYPES:
        raise NotFound("There is no such file.")
    return _sent(request, content, TYPES[suffix], ANY_PAGE | {"Cache-Control": cache})


def _sent(
    request: Request, content: bytes, content_type: str, headers: dict[str, str]
) -> HTTPResponse:
    headers = headers | {"Vary": "Accept-Encoding"}
    if takes_gzip(request.headers.get("accept-encoding")):
        content, headers = compressed(content), headers | {"Content-Encoding": "gzip"}
    return raw(content, content_type=content_type, headers=headers)
