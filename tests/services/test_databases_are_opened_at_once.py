"""Several server processes that start at once on a new machine: each finds its databases."""

from __future__ import annotations

import multiprocessing
import sqlite3
from multiprocessing.synchronize import Barrier
from pathlib import Path
from threading import Timer

import pytest

from bot.conversation_events.database import Database
from bot.inbox import Inbox
from careteam.store import Store
from tests.services.older_database import make_older

PROCESSES = 8
FILES = 60
"""A refusal is a matter of chance: with fewer files a missing wait is not met in every run."""
LONGER_THAN_A_TURN_WAITS = 5.0  # seconds; in a turn the three wait up to 4


def open_inbox(path: Path) -> None:
    assert Inbox(path).alert_state("m1") is None


def open_alerts(path: Path) -> None:
    Store(f"sqlite:///{path}").prepare()


def open_website(path: Path) -> None:
    with Database(f"sqlite:///{path}").writing():
        pass


OPENS = {"inbox": open_inbox, "alerts": open_alerts, "website": open_website}


def open_all(folder: Path, kind: str, together: Barrier) -> None:
    try:
        for number in range(FILES):
            together.wait()
            OPENS[kind](folder / f"{number}.db")
    except BaseException:
        together.abort()  # nobody waits for this one any more
        raise


@pytest.mark.parametrize("kind", sorted(OPENS))
def test_nobody_is_refused(tmp_path: Path, kind: str) -> None:
    for number in range(FILES if kind == "alerts" else 0):
        # On a file of its own making the first one is done before the others look.
        make_older(Store(f"sqlite:///{tmp_path / str(number)}.db"))
    fork = multiprocessing.get_context("fork")
    together = fork.Barrier(PROCESSES, timeout=60)
    processes = [
        fork.Process(target=open_all, args=(tmp_path, kind, together)) for _ in range(PROCESSES)
    ]
    for one in processes:
        one.start()
    for one in processes:
        one.join()
    assert [one.exitcode for one in processes] == [0] * PROCESSES


@pytest.mark.parametrize("kind", sorted(OPENS))
def test_whoever_takes_long_to_make_it_is_waited_for(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "slow.db"
    if kind == "alerts":
        make_older(Store(f"sqlite:///{path}"))
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("PRAGMA journal_mode=WAL")
    other.execute("BEGIN IMMEDIATE")
    other.execute("CREATE TABLE of_another (word TEXT)")
    done = Timer(LONGER_THAN_A_TURN_WAITS, other.execute, ("COMMIT",))
    done.start()
    try:
        OPENS[kind](path)
    finally:
        done.join()
        other.close()
