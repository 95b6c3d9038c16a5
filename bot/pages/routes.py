"""The addresses of the pages, with a content security policy for each."""

from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path

from rasa.shared.core.domain import Domain
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, html, text

from bot.pages.faq import answers_of, faq
from bot.pages.front import MANIFEST, front, integrity
from bot.pages.rendering import style
from bot.pages.words import at_any_hour
from clinic.settings import Clinic

NOTHING_ELSE = (
    "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)
# The widget's script, and the frame that it opens.
WITH_THE_WIDGET = f"{NOTHING_ELSE}; script-src 'self'; frame-src 'self'"
HEADERS = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}
FAQ_SECONDS = 300
STYLE_SECONDS = 31_536_000


def pages(clinic: Clinic, domain: Domain, port: int | None, manifest: Path = MANIFEST) -> Blueprint:
    """Return the routes of `/`, `/faq` and their style sheet.

    Args:
        clinic: its settings.
        domain: the loaded model's, whose responses are the answers.
        port: the server's own, where commands for developers may be shown.
        manifest: what the widget's build says of itself; where it is not, nor is the widget.
    """
    blueprint = Blueprint("pages")
    made: list[str] = []

    @blueprint.get("/")
    async def front_page(_: Request) -> HTTPResponse:
        page = front(clinic, datetime.now(timezone.utc), integrity(manifest), port)
        policy = {"Content-Security-Policy": WITH_THE_WIDGET, "Cache-Control": "no-cache"}
        return html(page, headers={**HEADERS, **policy})

    @blueprint.get("/faq")
    async def faq_page(_: Request) -> HTTPResponse:
        if not made:
            made.append(faq(clinic, await answers_of(domain, at_any_hour(clinic))))
        kept = {"Cache-Control": f"public, max-age={FAQ_SECONDS}"}
        policy = {"Content-Security-Policy": NOTHING_ELSE}
        return html(made[0], headers={**HEADERS, **policy, **kept})

    @blueprint.get("/pages.css")
    async def style_sheet(_: Request) -> HTTPResponse:
        kept = {"Cache-Control": f"public, max-age={STYLE_SECONDS}, immutable"}
        return text(style(), content_type="text/css; charset=utf-8", headers={**HEADERS, **kept})

    return blueprint
