"""Where conversations are kept, and what keeps one person's messages in order.

SQLite and one process out of the box; PostgreSQL and Redis by `NIA_TRACKER_DB_URL` and
`NIA_REDIS_URL` alone (design decision 8).
"""

from __future__ import annotations

from pathlib import Path

from rasa.core.lock_store import InMemoryLockStore, LockStore

from bot.postgres_tracker_store import PostgresTrackerStore
from bot.recent_tracker_store import RecentTrackerStore
from bot.turn_locks import TurnLocks

SQLITE = "sqlite:///"
SECONDS = 2.0
"""How long a database that hangs is waited for where no reply is (NIA_DATABASE_TIMEOUT)."""


def tracker_store(url: str, seconds: float = SECONDS) -> RecentTrackerStore:
    """A tracker store for `sqlite:///PATH` or `postgresql://…`; `seconds`: see BoundedDatabase."""
    if url.startswith(SQLITE):
        path = Path(url[len(SQLITE) :])
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        return RecentTrackerStore(dialect="sqlite", db=str(path))
    return PostgresTrackerStore(url, seconds)


def lock_store(url: str | None, seconds: float = SECONDS) -> LockStore:
    """Locks in this process, or also in Redis for `redis://[:password@]host[:port][/db]`."""
    return InMemoryLockStore() if url is None else TurnLocks(url, seconds)
