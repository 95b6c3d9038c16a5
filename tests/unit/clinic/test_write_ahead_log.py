"""A file is switched to its write-ahead log by many at once, and nobody is refused."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from threading import Timer

import pytest

from clinic.write_ahead_log import set_wal, waiting_for_others


@pytest.fixture
def impatient(tmp_path: Path) -> sqlite3.Connection:
    """A connection that SQLite refuses at once where another holds a lock."""
    return sqlite3.connect(tmp_path / "one.db", timeout=0, isolation_level=None)


@pytest.fixture
def other(tmp_path: Path) -> sqlite3.Connection:
    """Another connection to the same file, which holds a lock in it."""
    found = sqlite3.connect(tmp_path / "one.db", isolation_level=None, check_same_thread=False)
    found.execute("BEGIN IMMEDIATE")
    found.execute("CREATE TABLE kept (word TEXT)")
    return found


def test_it_waits_for_whoever_holds_the_file(
    impatient: sqlite3.Connection, other: sqlite3.Connection
) -> None:
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        impatient.execute("PRAGMA journal_mode=WAL")
    ends = Timer(0.1, other.execute, ("COMMIT",))
    ends.start()
    set_wal(impatient, 30)
    ends.join()
    assert impatient.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_it_waits_no_longer_than_it_may(
    impatient: sqlite3.Connection, other: sqlite3.Connection
) -> None:
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        set_wal(impatient, 0.05)
    other.execute("COMMIT")


def test_tables_are_made_by_whoever_waits_for_others(
    impatient: sqlite3.Connection, other: sqlite3.Connection
) -> None:
    other.execute("COMMIT")
    set_wal(impatient)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        impatient.execute("CREATE TABLE seen (word TEXT)")
    ends = Timer(0.1, other.execute, ("COMMIT",))
    ends.start()
    with waiting_for_others(impatient):
        impatient.execute("CREATE TABLE seen (word TEXT)")
    ends.join()
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        impatient.execute("INSERT INTO seen VALUES ('late')")
    other.execute("COMMIT")


def test_what_is_no_database_is_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "letter.db").write_text("dear database " * 100)
    with pytest.raises(sqlite3.DatabaseError, match="not a database"):
        set_wal(sqlite3.connect(tmp_path / "letter.db"), 30)
