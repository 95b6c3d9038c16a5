"""One-time links: by one of them a person chooses a password, the first one makes an account."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.engine import Connection

from careteam.clock import to_text
from careteam.inbox import users as accounts
from careteam.inbox.keys import hashed, new_token
from careteam.inbox.passwords import Passwords
from careteam.inbox.tables import invitations, users
from careteam.inbox.users import User
from careteam.store import Store

FIRST_LASTS = timedelta(hours=1)
LASTS = timedelta(hours=48)


class InvitationOver(Exception):
    """The link was used, has expired, or was never made."""


def invite_first(store: Store, now: datetime) -> str | None:
    """Return a token for the first account; None if some account can be logged in to already.

    A second start makes a new one and ends the one before it.

    Raises:
        StoreUnavailable: if it cannot be written.
    """
    with store.writing() as connection:
        if not _nobody_yet(connection):
            return None
        connection.execute(delete(invitations).where(invitations.c.user_id.is_(None)))
        return _make(connection, None, now + FIRST_LASTS)


def invite(connection: Connection, user_id: str, now: datetime) -> str:
    """Return a token by which the account's person sets a password; ends its earlier ones."""
    connection.execute(delete(invitations).where(invitations.c.user_id == user_id))
    return _make(connection, user_id, now + LASTS)


def invited(connection: Connection, token: str, now: datetime) -> User | None:
    """Return whose password the link sets; None: it makes the first account.

    Raises:
        InvitationOver: if it was used, has expired, or was never made.
    """
    query = select(invitations).where(invitations.c.token_hash == hashed(token))
    row = connection.execute(query).first()
    if row is None or row.expires_at <= to_text(now):
        raise InvitationOver
    if row.user_id is None:
        if not _nobody_yet(connection):
            raise InvitationOver
        return None
    user = accounts.find(connection, row.user_id)
    if user.disabled:
        raise InvitationOver
    return user


def accept(
    store: Store, token: str, name: str, password: str, passwords: Passwords, now: datetime
) -> User:
    """Set the password of the link's account, make it if it is the first, and end the link.

    Raises:
        InvitationOver, UserRefused, PasswordRefused, StoreUnavailable: then the link stays as it
            was.
    """
    with store.reading() as connection:
        known = invited(connection, token, now)
    # Outside of the transaction: it takes long by design, and writers wait for one another.
    kept = passwords.make(password, known.name if known else accounts.canonical(name))
    with store.writing() as connection:
        user = invited(connection, token, now)
        gone = delete(invitations).where(invitations.c.token_hash == hashed(token))
        if connection.execute(gone).rowcount != 1:
            raise InvitationOver
        user = user or accounts.add(connection, name, "administers", now)
        accounts.set_password(connection, user.id, kept)
        return accounts.find(connection, user.id)


def _make(connection: Connection, user_id: str | None, expires: datetime) -> str:
    token = new_token()
    row = {"token_hash": hashed(token), "user_id": user_id, "expires_at": to_text(expires)}
    connection.execute(invitations.insert(), row)
    return token


def _nobody_yet(connection: Connection) -> bool:
    able = select(func.count()).select_from(users).where(users.c.password_hash.is_not(None))
    return not connection.execute(able).scalar()
