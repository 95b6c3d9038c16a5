"""Logging in and out, and the page behind a one-time link."""

from __future__ import annotations

from dataclasses import replace

from starlette.responses import Response

from careteam.inbox import invitations, login_attempts, sessions, users
from careteam.inbox.invitations import InvitationOver
from careteam.inbox.letting_in import let_in, own_address
from careteam.inbox.openid.log_out import log_out_address
from careteam.inbox.passwords import LONGEST, SHORTEST, PasswordRefused
from careteam.inbox.users import User, UserRefused
from careteam.inbox.visit import Visit

WRONG = "That name and password do not belong together. Check both, and try again."
TOO_OFTEN = "Too many tries. Wait 15 minutes, or ask somebody who administers the inbox."


def login_form(visit: Visit) -> Response:
    """Ask for name and password."""
    if visit.session is not None:
        return visit.go("/")
    return _login_page(visit, visit.query.get("next", "/"))


def login(visit: Visit) -> Response:
    """Begin a session; what is wrong is said in the same words whether the account exists."""
    name, password = visit.form.get("name", ""), visit.form.get("password", "")
    then, inbox = visit.form.get("next", "/"), visit.inbox
    now = inbox.now()
    if not login_attempts.admit(inbox.store, inbox.settings.key, name, visit.address, now):
        visit.record("login refused", about="too many tries")
        return _login_page(visit, then, TOO_OFTEN, 429)
    with inbox.store.reading() as connection:
        found = users.find_by_name(connection, name)
    # Always looked at, so that neither time nor words tell whether there is such an account.
    is_right = inbox.passwords.match(found[1] if found else None, password)
    if found is None or not is_right or found[0].disabled:
        visit.record("login refused", about=found[0].name if found else "unknown name")
        return _login_page(visit, then, WRONG, 401)
    return let_in(visit, found[0], then)


def logout(visit: Visit) -> Response:
    """End the session, and the one at the provider that began it."""
    visit.record("logged out")
    inbox, session = visit.inbox, visit.session
    if session is not None:
        with inbox.store.writing() as connection:
            sessions.end(connection, session.token)
    address = None
    if session is not None and session.by_openid and inbox.openid is not None:
        address = log_out_address(inbox.openid, f"{inbox.settings.base_url}/login")
    if address is None:
        return visit.log_out(visit.go("/login"))
    # By a page of our own: no form of the inbox may lead to another site.
    return visit.log_out(replace(visit, session=None).page("logged_out.html", address=address))


def start_form(visit: Visit) -> Response:
    """Ask for what a one-time link is good for: a password, and a name for the first account."""
    try:
        with visit.inbox.store.reading() as connection:
            user = invitations.invited(connection, visit.path["token"], visit.inbox.now())
    except InvitationOver:
        return _over(visit)
    return _start_page(visit, user)


def start(visit: Visit) -> Response:
    """Set the password, end the link, and begin a session."""
    inbox, token = visit.inbox, visit.path["token"]
    name, password = visit.form.get("name", ""), visit.form.get("password", "")
    user = None
    try:
        with inbox.store.reading() as connection:
            user = invitations.invited(connection, token, inbox.now())
        if password != visit.form.get("again", ""):
            return _start_page(visit, user, "The two passwords differ: type both again.", 400)
        made = invitations.accept(inbox.store, token, name, password, inbox.passwords, inbox.now())
    except InvitationOver:
        return _over(visit)
    except (UserRefused, PasswordRefused) as error:
        return _start_page(visit, user, str(error), 400)
    return let_in(visit, made, "/")


def _login_page(visit: Visit, then: str, fault: str = "", status: int = 200) -> Response:
    name = visit.form.get("name", "")[: users.LONGEST_NAME]
    return visit.page("login.html", status, then=own_address(then), fault=fault, name=name)


def _start_page(visit: Visit, user: User | None, fault: str = "", status: int = 200) -> Response:
    given = {"name": visit.form.get("name", "")[: users.LONGEST_NAME], "user": user}
    limits = {"shortest": SHORTEST, "longest": LONGEST}
    return visit.page(
        "start.html", status, token=visit.path["token"], fault=fault, **given, **limits
    )


def _over(visit: Visit) -> Response:
    visit.record("one-time link refused")
    return visit.sorry(
        410,
        "This link is over",
        "It was used already, it has expired, or it is not complete.",
        "Ask somebody who administers the inbox for a new one. If nobody has an account yet, "
        "start Nia again: it prints a new link.",
    )
