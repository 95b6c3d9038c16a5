"""An inbox on a fresh SQLite file, and one on each kind of database in turn."""

from __future__ import annotations

import pytest

from careteam.store import Store
from tests.services.inbox.site import Site


@pytest.fixture
def site(sqlite_store: Store) -> Site:
    return Site(sqlite_store)


@pytest.fixture
def site_on_each(store: Store) -> Site:
    return Site(store)
