"""An inbox on a fresh SQLite file, one on each kind of database, one with single sign-on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from careteam.store import Store
from tests.services.inbox.openid_provider import OpenIdProvider
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
