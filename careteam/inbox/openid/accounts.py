"""From a person of the provider to an account of the inbox.

The first time it is found by the verified e-mail address, which is the account's name. From then
on by the provider's own id of the person: addresses are given to other people, ids are not.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from sqlalchemy import select
from sqlalchemy.engine import Connection

from careteam.clock import to_text
from careteam.inbox import users
from careteam.inbox.openid.identity import Identity
from careteam.inbox.roles import Role
from careteam.inbox.tables import identities
from careteam.inbox.users import User, UserRefused
from careteam.store import Store

Why = Literal["unverified e-mail", "no account", "disabled account", "another person's account"]


class NoAccount(Exception):
    """Nobody is let in. `why` in a few fixed words, `name` of the account if there is one."""

    def __init__(self, why: Why, name: str | None = None) -> None:
        super().__init__(why)
        self.why: Why = why
        self.name = name


def account_of(store: Store, who: Identity, new_role: Role | None, now: datetime) -> User:
    """Return the account of `who`; one is made if there is none and `new_role` says so.

    Raises:
        NoAccount: if there is none for her, or it is disabled.
        StoreUnavailable: if that is not known.
    """
    with store.writing() as connection:
        user = _known(connection, who) or _by_email(connection, who, new_role, now)
    if user.disabled:
        raise NoAccount("disabled account", user.name)
    return user


def _known(connection: Connection, who: Identity) -> User | None:
    query = select(identities.c.user_id).where(
        identities.c.issuer == who.issuer, identities.c.subject == who.subject
    )
    user_id = connection.execute(query).scalar()
    return None if user_id is None else users.find(connection, user_id)


def _by_email(connection: Connection, who: Identity, new_role: Role | None, now: datetime) -> User:
    if who.email is None:
        raise NoAccount("unverified e-mail")
    found = users.find_by_name(connection, who.email)
    if found is None and new_role is None:
        raise NoAccount("no account")
    try:
        user = found[0] if found else users.add(connection, who.email, str(new_role), now)
    except UserRefused:  # an address too long for a name
        raise NoAccount("no account") from None
    if user.disabled:
        raise NoAccount("disabled account", user.name)
    others = select(identities.c.subject).where(
        identities.c.issuer == who.issuer, identities.c.user_id == user.id
    )
    if connection.execute(others).first():
        raise NoAccount("another person's account", user.name)
    row = {
        "issuer": who.issuer,
        "subject": who.subject,
        "user_id": user.id,
        "created_at": to_text(now),
    }
    connection.execute(identities.insert(), row)
    return user
