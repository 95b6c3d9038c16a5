"""An inbox on a fresh SQLite file, one on each kind of database, one with single sign-on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from careteam.store import Store
from tests.browser import browsing
from tests.services.inbox.openid_provider import OpenIdProvider
from tests.services.inbox.served import Served, first_account, serving
from tests.services.inbox.single_sign_on import inbox_of
from tests.services.inbox.site import Clock, Site


@pytest.fixture
def site(sqlite_store: Store) -> Site:
    return Site(sqlite_store)


@pytest.fixture
def site_on_each(store: Store) -> Site:
    return Site(store)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def provider(clock: Clock) -> Iterator[OpenIdProvider]:
    """A provider of which Ann is a person, with a verified address."""
    ann = {"sub": "1001", "email": "Ann@clinic.example", "email_verified": True}
    made = OpenIdProvider(clock, ann)
    yield made
    made.close()


@pytest.fixture
def trusting(sqlite_store: Store, provider: OpenIdProvider, clock: Clock) -> Site:
    """An inbox that trusts the provider and makes no accounts."""
    return inbox_of(sqlite_store, provider, clock)


@pytest.fixture
def site_on_each_trusting(store: Store, provider: OpenIdProvider, clock: Clock) -> Site:
    """The same on each kind of database."""
    return inbox_of(store, provider, clock)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """A real Chromium."""
    with browsing() as launched:
        yield launched


@pytest.fixture(scope="package")
def served(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Served]:
    """An inbox whose first account was made by the link on the terminal."""
    with serving(tmp_path_factory.mktemp("inbox")) as inbox:
        first_account(browser, inbox).context.close()
        yield inbox
