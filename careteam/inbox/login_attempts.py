"""How often somebody may try a password: by account and by address, in the database.

Attempts are counted before the password is looked at, so that many at once are not let through.
Names are counted as they were typed, so an account that does not exist behaves like one that does.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.engine import Connection

from careteam.clock import to_text
from careteam.inbox.keys import tag
from careteam.inbox.tables import login_attempts
from careteam.inbox.users import canonical
from careteam.store import Store

WINDOW = timedelta(minutes=15)
PER_ACCOUNT = 10
PER_ADDRESS = 40
"""A clinic's people often share one address."""


def admit(store: Store, key: bytes, name: str, address: str, now: datetime) -> bool:
    """Count one attempt; tell whether the password may be looked at.

    Raises:
        StoreUnavailable: if it cannot be counted; then nobody is let in.
    """
    account, place = _keys(key, name, address)
    with store.writing() as connection:
        old = login_attempts.c.at <= to_text(now - WINDOW)
        ahead = login_attempts.c.at > to_text(now + WINDOW)  # by a clock that was wrong
        connection.execute(delete(login_attempts).where(old | ahead))
        allowed = (
            _count(connection, account) < PER_ACCOUNT and _count(connection, place) < PER_ADDRESS
        )
        if allowed:
            rows = [{"key": one, "at": to_text(now)} for one in (account, place)]
            connection.execute(login_attempts.insert(), rows)
    return allowed


def forget(connection: Connection, key: bytes, name: str) -> None:
    """Forget the account's attempts after a right password; the address's stay."""
    account, _ = _keys(key, name, "")
    connection.execute(delete(login_attempts).where(login_attempts.c.key == account))


def _keys(key: bytes, name: str, address: str) -> tuple[str, str]:
    # Not in the clear: now and then somebody types a password where the name belongs.
    return tag(key, "account", canonical(name)), tag(key, "address", address)


def _count(connection: Connection, key: str) -> int:
    query = select(func.count()).select_from(login_attempts).where(login_attempts.c.key == key)
    return int(connection.execute(query).scalar() or 0)
