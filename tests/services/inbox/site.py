"""An inbox for tests: the real application on a real database, and people who use it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from argon2 import PasswordHasher
from httpx import Response
from starlette.testclient import TestClient

from careteam.alerts import raise_alert
from careteam.inbox import users
from careteam.inbox.app import create_app
from careteam.inbox.audit import Entry, newest
from careteam.inbox.passwords import Passwords
from careteam.inbox.service import Inbox
from careteam.inbox.settings import InboxSettings
from careteam.plan import Plan
from careteam.records import find_alert
from careteam.routes import Route
from careteam.service import CareTeam
from careteam.state import AlertState
from careteam.store import Store
from tests.services.reports import NOON, report

KEY = b"a key of a test, 32 bytes or more"
PASSWORD = "four brown horses run"
CHEAP = Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


class Clock:
    """A clock that moves when it is told to."""

    def __init__(self) -> None:
        self.at = NOON

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **span: float) -> None:
        self.at += timedelta(**span)


def settings(port: int = 80, base_url: str = "http://localhost") -> InboxSettings:
    hosts = frozenset({"localhost", "127.0.0.1", "nia.example.org"})
    return InboxSettings("127.0.0.1", port, base_url, hosts, KEY)


@dataclass
class Site:
    """One inbox, its clock, and browsers that open it."""

    store: Store
    base_url: str = "http://localhost"
    clock: Clock = field(default_factory=Clock)
    plan: Plan | None = None
    routes: Sequence[Route] = ()

    def __post_init__(self) -> None:
        self.store.prepare()
        self.inbox = Inbox(
            CareTeam(self.store, list(self.routes), self.plan),
            settings(base_url=self.base_url),
            CHEAP,
            self.clock,
        )
        self.app = create_app(self.inbox)

    def person(self, name: str, role: str = "acknowledges") -> Browser:
        """Add an account, and return a browser in which its person is logged in."""
        with self.store.writing() as connection:
            user = users.add(connection, name, role, self.clock())
            users.set_password(connection, user.id, CHEAP.make(PASSWORD, name))
        browser = self.browser()
        assert browser.log_in(name).status_code == 303
        return browser

    def browser(self) -> Browser:
        """Return a browser without a session."""
        return Browser(TestClient(self.app, base_url=self.base_url, follow_redirects=False))

    def alert(self, **fields: Any) -> str:
        """Raise an alert, and return its id."""
        return raise_alert(self.store, report(**fields), ("desk",), self.clock()).alert_id

    def state(self, alert_id: str) -> AlertState:
        return find_alert(self.store, alert_id).state

    def audit(self) -> list[Entry]:
        return newest(self.store, 1000)


@dataclass
class Browser:
    """A browser that fills in the forms of the pages it opens."""

    client: TestClient

    def get(self, address: str) -> Response:
        found: Response = self.client.get(address)
        return found

    def token(self, page: str) -> str:
        """The token of the forms on a page."""
        found = re.search(r'name="form_token" value="([0-9a-f]+)"', self.get(page).text)
        assert found, page
        return found[1]

    def send(self, address: str, on: str, **fields: str) -> Response:
        """Send a form that stands on the page `on`."""
        fields["form_token"] = self.token(on)
        found: Response = self.client.post(address, data=fields)
        return found

    def log_in(self, name: str, password: str = PASSWORD, then: str = "/") -> Response:
        return self.send("/login", "/login", name=name, password=password, next=then)
