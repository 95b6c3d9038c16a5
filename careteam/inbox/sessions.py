"""Who is logged in: kept on the server, ended by time, by logging out, and by an administrator."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select, update
from sqlalchemy.engine import Connection

from careteam.clock import from_text, to_text
from careteam.inbox import users as accounts
from careteam.inbox.keys import hashed, new_token
from careteam.inbox.tables import sessions
from careteam.inbox.users import User
from careteam.store import Store

IDLE = timedelta(hours=1)
ABSOLUTE = timedelta(hours=12)
"""A shift. After it a password is asked for again, however busy the session was."""

_TOUCH = timedelta(minutes=1)


@dataclass(frozen=True)
class Session:
    """A session that holds. `token` is what its cookie holds, `by_openid`: by single sign-on."""

    token: str
    user: User
    by_openid: bool = False


def begin(
    connection: Connection,
    user_id: str,
    old_token: str | None,
    now: datetime,
    by_openid: bool = False,
) -> str:
    """Return the token of a new session. The one before it, whoever's it was, ends.

    A token from before the login is never taken over, so nobody can hand one to a victim.
    """
    _sweep(connection, now)
    if old_token:
        end(connection, old_token)
    token = new_token()
    moment = to_text(now)
    connection.execute(
        sessions.insert(),
        {
            "id_hash": hashed(token),
            "user_id": user_id,
            "created_at": moment,
            "last_seen_at": moment,
            "by_openid": int(by_openid),
        },
    )
    return token


def find(store: Store, token: str, now: datetime, active: bool = True) -> Session | None:
    """Return the session that `token` opens, or None.

    Args:
        active: the person did something; what a page asks for by itself keeps no session alive.

    Raises:
        StoreUnavailable: if it cannot be read.
    """
    with store.reading() as connection:
        query = select(sessions).where(sessions.c.id_hash == hashed(token))
        row = connection.execute(query).first()
        if row is None or not _holds(row.created_at, row.last_seen_at, now):
            return None
        user = accounts.find(connection, row.user_id)
    if user.disabled:
        return None
    if active and now - from_text(row.last_seen_at) > _TOUCH:
        with store.writing() as connection:
            seen = update(sessions).where(sessions.c.id_hash == hashed(token))
            connection.execute(seen.values(last_seen_at=to_text(now)))
    return Session(token, user, bool(row.by_openid))


def end(connection: Connection, token: str) -> None:
    """End a session; an unknown one is ended already."""
    connection.execute(delete(sessions).where(sessions.c.id_hash == hashed(token)))


def _holds(created_at: str, last_seen_at: str, now: datetime) -> bool:
    # A clock that was set back must not lengthen a session.
    age, idle = now - from_text(created_at), now - from_text(last_seen_at)
    return -_TOUCH <= age < ABSOLUTE and -_TOUCH <= idle < IDLE


def _sweep(connection: Connection, now: datetime) -> None:
    over = or_(
        sessions.c.created_at <= to_text(now - ABSOLUTE),
        sessions.c.last_seen_at <= to_text(now - IDLE),
    )
    connection.execute(delete(sessions).where(over))
