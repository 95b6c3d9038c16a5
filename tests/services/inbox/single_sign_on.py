"""An inbox with single sign-on for tests, and what a person does to come in by it."""

from __future__ import annotations

from typing import Any

import httpx
from httpx import Response

from careteam.inbox import users
from careteam.inbox.app import create_app
from careteam.inbox.openid.provider import Provider
from careteam.inbox.service import Inbox
from careteam.store import Store
from tests.services.inbox.openid_provider import CLIENT_ID, CLIENT_SECRET, OpenIdProvider
from tests.services.inbox.site import Browser, Clock, Site


def inbox_of(store: Store, provider: OpenIdProvider, clock: Clock, **more: Any) -> Site:
    callback = "http://localhost/openid/callback"
    given = {"client_secret": CLIENT_SECRET, "timeout_seconds": 2.0, **more}
    site = Site(store, clock=clock)
    site.inbox = Inbox(
        site.inbox.team,
        site.inbox.settings,
        site.inbox.passwords,
        clock,
        Provider(provider.issuer, CLIENT_ID, callback, **given),
    )
    site.app = create_app(site.inbox)
    return site


def add(site: Site, name: str, role: str = "acknowledges") -> str:
    with site.store.writing() as connection:
        return users.add(connection, name, role, site.clock()).id


def departed(browser: Browser, then: str = "/") -> str:
    """Begin a login; return the address at the provider."""
    answer = browser.client.get("/openid/login", params={"next": then})
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


def sent_back(address: str) -> str:
    """Log in at the provider; return where it sends the browser."""
    return str(httpx.get(address).headers["location"])


def signed_in(browser: Browser, then: str = "/") -> Response:
    return browser.get(sent_back(departed(browser, then)))


def is_out(browser: Browser) -> bool:
    return browser.get("/").status_code == 303
