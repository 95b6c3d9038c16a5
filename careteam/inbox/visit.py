"""One request of one person, and the answers that a page can give to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.responses import HTMLResponse, RedirectResponse, Response

from careteam.inbox import audit
from careteam.inbox.keys import new_token, tag
from careteam.inbox.rendering import rendered
from careteam.inbox.roles import Role, may
from careteam.inbox.service import Inbox
from careteam.inbox.sessions import ABSOLUTE, Session
from careteam.inbox.users import User


@dataclass
class Visit:
    """What a page knows of its request.

    Attributes:
        browser: a random token of this browser, by which forms before a login are known.
        path: the parts of the address that a route names.
        address: where the request came from.
    """

    inbox: Inbox
    session: Session | None
    browser: str
    address: str
    path: Mapping[str, str]
    query: Mapping[str, str]
    form: Mapping[str, str] = field(default_factory=dict)

    @property
    def user(self) -> User:
        """Who is logged in; only pages behind a role may ask."""
        if self.session is None:
            raise LookupError("nobody is logged in")
        return self.session.user

    @property
    def form_token(self) -> str:
        """What every form of this session, or of this browser before a login, sends back."""
        return form_token(self.inbox, self.session, self.browser)

    def may(self, needed: Role) -> bool:
        """Tell whether the person may do what needs `needed`."""
        return self.session is not None and may(self.session.user.role, needed)

    def page(self, template: str, status: int = 200, **values: Any) -> Response:
        """Return a page made of a template."""
        response = HTMLResponse(rendered(template, visit=self, **values), status)
        return self.keep_browser(response)

    def sorry(self, status: int, title: str, *sentences: str) -> Response:
        """Return a page that says in plain words what is wrong and what to do."""
        return self.page("sorry.html", status, title=title, sentences=sentences)

    def go(self, address: str) -> Response:
        """Send the browser on, after a form was taken; `address` is one of our own."""
        response = RedirectResponse(address, 303)
        return self.keep_browser(response)

    def record(self, did: str, alert_id: str | None = None, about: str | None = None) -> None:
        """Append to the audit trail what this person saw or did.

        Raises:
            StoreUnavailable: if it cannot be written; then nothing is shown either.
        """
        with self.inbox.store.writing() as connection:
            who = self.session.user.name if self.session else "nobody"
            now = self.inbox.now()
            audit.write(
                connection, now, who, did, alert_id=alert_id, about=about, address=self.address
            )

    def log_in(self, response: Response, token: str) -> Response:
        """Give the browser the cookie of a session, and a new token for forms."""
        lasts = int(ABSOLUTE.total_seconds())
        self._set(response, session_cookie(self.inbox), token, lasts)
        self._set(response, browser_cookie(self.inbox), new_token(), None)
        return response

    def log_out(self, response: Response) -> Response:
        """Take the cookie of the session away."""
        self._set(response, session_cookie(self.inbox), "", 0)
        return response

    def keep_browser(self, response: Response) -> Response:
        """Let the browser be known again by its token."""
        self._set(response, browser_cookie(self.inbox), self.browser, None)
        return response

    def _set(self, response: Response, name: str, value: str, seconds: int | None) -> None:
        secure = self.inbox.settings.is_https
        response.set_cookie(
            name, value, max_age=seconds, path="/", httponly=True, samesite="lax", secure=secure
        )


def form_token(inbox: Inbox, session: Session | None, browser: str) -> str:
    """Return the token of forms: bound to the session, else to the browser (CSRF)."""
    if session is not None:
        return tag(inbox.settings.key, "form of session", session.token)
    return tag(inbox.settings.key, "form of browser", browser)


def session_cookie(inbox: Inbox) -> str:
    """Return the name of the session's cookie; `__Host-` keeps other hosts from setting it."""
    return "__Host-nia-session" if inbox.settings.is_https else "nia-session"


def browser_cookie(inbox: Inbox) -> str:
    """Return the name of the browser's cookie."""
    return "__Host-nia-browser" if inbox.settings.is_https else "nia-browser"
