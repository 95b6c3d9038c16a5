"""The inbox as a web application: every address, and which role it needs."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles

from careteam.inbox import ack_pages, alert_page, list_page, login_pages, missed_page, people_pages
from careteam.inbox.guard import guarded
from careteam.inbox.headers import SafeHeaders
from careteam.inbox.health_pages import health_routes
from careteam.inbox.live import PAUSE_SECONDS, live_route
from careteam.inbox.openid import pages as openid_pages
from careteam.inbox.openid.configured import CALLBACK
from careteam.inbox.service import Inbox

_OWN_FILES = Path(str(files("careteam.inbox"))) / "static"


def create_app(inbox: Inbox, live_pause_seconds: float = PAUSE_SECONDS) -> Starlette:
    """Return the application; the store's tables must be there."""
    live = live_route(inbox, "/live", live_pause_seconds)
    static = Mount("/static", StaticFiles(directory=_OWN_FILES))
    return Starlette(
        routes=[*_pages(inbox), *_single_sign_on(inbox), live, *health_routes(inbox.team), static],
        middleware=[Middleware(SafeHeaders, settings=inbox.settings)],
        exception_handlers={404: _not_found, 500: _failed},
    )


def _pages(inbox: Inbox) -> list[BaseRoute]:
    return [
        guarded(inbox, "/", list_page.alerts_page, "sees"),
        guarded(inbox, "/rows", list_page.alerts_rows, "sees"),
        guarded(inbox, "/export.csv", list_page.export, "sees"),
        guarded(inbox, "/alerts/{alert_id}", alert_page.alert_page, "sees"),
        guarded(
            inbox, "/alerts/{alert_id}/{action}", alert_page.alert_action, "acknowledges", "POST"
        ),
        guarded(inbox, "/missed", missed_page.missed_form, "acknowledges"),
        guarded(inbox, "/missed", missed_page.missed, "acknowledges", "POST"),
        guarded(inbox, "/people", people_pages.people_page, "administers"),
        guarded(inbox, "/people", people_pages.add_person, "administers", "POST"),
        guarded(
            inbox, "/people/{user_id}/{change}", people_pages.change_person, "administers", "POST"
        ),
        guarded(inbox, "/audit", people_pages.audit_page, "administers"),
        guarded(inbox, "/logout", login_pages.logout, "sees", "POST"),
        guarded(inbox, "/login", login_pages.login_form, "nothing"),
        guarded(inbox, "/login", login_pages.login, "nothing", "POST"),
        guarded(inbox, "/start/{token}", login_pages.start_form, "nothing"),
        guarded(inbox, "/start/{token}", login_pages.start, "nothing", "POST"),
        guarded(inbox, "/ack/{token}", ack_pages.ask, "nothing"),
        guarded(inbox, "/ack/{token}", ack_pages.acknowledge, "nothing", "POST"),
    ]


def _single_sign_on(inbox: Inbox) -> list[BaseRoute]:
    if inbox.openid is None:
        return []
    return [
        guarded(inbox, "/openid/login", openid_pages.depart, "nothing"),
        guarded(inbox, CALLBACK, openid_pages.come_back, "nothing"),
    ]


async def _not_found(_: Request, __: Exception) -> Response:
    return PlainTextResponse("There is no such page. The list of alerts is at /\n", 404)


async def _failed(_: Request, __: Exception) -> Response:
    sentence = "Something went wrong here, and nothing is certain to be kept. Try again.\n"
    return PlainTextResponse(sentence, 500)
