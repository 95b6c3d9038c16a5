"""What every way to log in ends with: a new session, and a page of our own."""

from __future__ import annotations

from starlette.responses import Response

from careteam.inbox import login_attempts, sessions
from careteam.inbox.users import User
from careteam.inbox.visit import Visit


def let_in(visit: Visit, user: User, then: str, by_openid: bool = False) -> Response:
    """Begin a session of `user`, end the one before it, and go to `then`."""
    inbox, old = visit.inbox, visit.session.token if visit.session else None
    with inbox.store.writing() as connection:
        token = sessions.begin(connection, user.id, old, inbox.now(), by_openid)
        login_attempts.forget(connection, inbox.settings.key, user.name)
    how = "logged in by single sign-on" if by_openid else "logged in"
    visit.record(how, about=user.name)
    return visit.log_in(visit.go(own_address(then)), token)


def own_address(address: str) -> str:
    """Return `address` if it is one of ours, else the list: nobody is sent elsewhere."""
    is_plain = all(" " < letter < "\x7f" for letter in address) and "\\" not in address
    is_ours = address.startswith("/") and not address.startswith("//")
    return address if is_plain and is_ours else "/"
