"""The one place where it is decided who may do what: every page passes through it.

A page is a function from a visit to a response. A route cannot be made without saying which role
it needs, or that it is for everybody.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Literal
from urllib.parse import parse_qsl, quote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from careteam.inbox import sessions
from careteam.inbox.keys import new_token, same
from careteam.inbox.roles import Role
from careteam.inbox.service import Inbox
from careteam.inbox.visit import Visit, browser_cookie, form_token, session_cookie
from careteam.records import UnknownAlert
from careteam.store import StoreUnavailable

logger = logging.getLogger(__name__)

Needs = Role | Literal["nothing"]
Page = Callable[[Visit], Response]

MOST_BYTES = 64_000
_MOST_FIELDS = 50
FORM_TOKEN = "form_token"  # noqa: S105 (the name of a field)
BY_ITSELF = "nia-live"
"""The header of what a page asks for by itself; it does not keep a session alive."""


class BadForm(Exception):
    """What was sent is no form, or too large."""


def guarded(
    inbox: Inbox, address: str, page: Page, needs: Needs, method: Literal["GET", "POST"] = "GET"
) -> Route:
    """Return a route to `page` that opens only to those who may, and takes only our own forms."""

    async def endpoint(request: Request) -> Response:
        try:
            form = await _read_form(request) if method == "POST" else {}
        except BadForm:
            visit = Visit(inbox, None, new_token(), _address(request), {}, {})
            return visit.sorry(413, "That was too much", "Send less text, and try again.")
        return await run_in_threadpool(_answer, inbox, page, needs, request, form)

    route = Route(address, endpoint, methods=[method])
    route.needs = needs  # type: ignore[attr-defined]
    return route


def _answer(
    inbox: Inbox, page: Page, needs: Needs, request: Request, form: dict[str, str]
) -> Response:
    browser = request.cookies.get(browser_cookie(inbox)) or new_token()
    visit = Visit(
        inbox, None, browser, _address(request), request.path_params, request.query_params, form
    )
    try:
        visit.session = find_session(inbox, request)
        return _refused(visit, needs, request) or page(visit)
    except UnknownAlert:
        return visit.sorry(404, "There is no such alert", "Go back to the list, and look there.")
    except StoreUnavailable as error:
        logger.error("the inbox cannot use the alert database: %s", error)
        return visit.sorry(
            503,
            "The alerts cannot be read or changed now",
            "Nothing that you just sent is certain to be kept. Try again in a moment.",
            "If this goes on, alerts may be waiting that nobody sees here: "
            "tell whoever runs this computer, and answer the clinic's phone.",
        )


def find_session(inbox: Inbox, request: Request) -> sessions.Session | None:
    """Return the session of a request, or None.

    Raises:
        StoreUnavailable: if that is not known.
    """
    token = request.cookies.get(session_cookie(inbox))
    if not token:
        return None
    by_itself = BY_ITSELF in request.headers
    return sessions.find(inbox.store, token, inbox.now(), active=not by_itself)


def _refused(visit: Visit, needs: Needs, request: Request) -> Response | None:
    is_form = request.method == "POST"
    if needs != "nothing" and visit.session is None:
        if BY_ITSELF in request.headers:
            return visit.sorry(401, "You are logged out", "Log in to see alerts.")
        # Only what was looked at is gone back to: a form is not sent a second time.
        back = "/" if is_form else _own_address(request)
        return visit.go(f"/login?next={quote(back, safe='')}")
    if is_form and not _is_own_form(visit, request):
        logger.warning("a form without a right token was refused")
        return visit.sorry(
            403,
            "This form is too old",
            "Nothing was changed. Go back, load the page again, and send it once more.",
        )
    if needs != "nothing" and not visit.may(needs):
        visit.record("was refused", about=f"needs: {needs}")
        return visit.sorry(
            403, "This is not for your account", "Ask somebody who administers the inbox."
        )
    return None


def _is_own_form(visit: Visit, request: Request) -> bool:
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).hostname not in visit.inbox.settings.hosts:
        return False
    right = form_token(visit.inbox, visit.session, visit.browser)
    return same(visit.form.get(FORM_TOKEN, ""), right)


def _own_address(request: Request) -> str:
    query = f"?{request.url.query}" if request.url.query else ""
    return f"{request.url.path}{query}"


def _address(request: Request) -> str:
    return request.client.host if request.client else "unknown"


async def _read_form(request: Request) -> dict[str, str]:
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > MOST_BYTES:
            raise BadForm
    try:
        pairs = parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError:
        raise BadForm from None
    return {name: value.replace("\x00", "") for name, value in pairs}
