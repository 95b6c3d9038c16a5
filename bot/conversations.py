"""Where conversations are kept, and what keeps one person's messages in order.

SQLite and one process out of the box; PostgreSQL and Redis by `NIA_TRACKER_DB_URL` and
`NIA_REDIS_URL` alone (design decision 8).
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from rasa.core.lock_store import InMemoryLockStore, LockStore

from bot.recent_tracker_store import RecentTrackerStore
from bot.turn_locks import TurnLocks

SQLITE = "sqlite:///"


def tracker_store(url: str) -> RecentTrackerStore:
    """A tracker store for `sqlite:///PATH` or `postgresql://…`."""
    if url.startswith(SQLITE):
        path = Path(url[len(SQLITE) :])
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        return RecentTrackerStore(dialect="sqlite", db=str(path))
    return RecentTrackerStore(host=url)


def lock_store(url: str | None) -> LockStore:
    """Locks in this process, or in Redis for `redis://[:password@]host[:port][/db]`."""
    if url is None:
        return InMemoryLockStore()
    parts = urlsplit(url)
    return TurnLocks(
        host=parts.hostname or "localhost",
        port=parts.port or 6379,
        db=int(parts.path.strip("/") or 0),
        username=parts.username,
        password=parts.password,
        use_ssl=parts.scheme == "rediss",
    )
