"""The people who may open the inbox."""

from __future__ import annotations

import unicodedata
import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, inspect, select, update
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from careteam.clock import to_text
from careteam.inbox.roles import ROLES, Role
from careteam.inbox.tables import sessions, users
from careteam.store import Store

LONGEST_NAME = 64


class UserRefused(Exception):
    """What was asked of an account is not done; the text says why, for the one who asked."""


@dataclass(frozen=True)
class User:
    """One account. `has_password` is False until its one-time link was used."""

    id: str
    name: str
    role: Role
    disabled: bool
    has_password: bool
    created_at: str


def canonical(name: str) -> str:
    """Return the one spelling of a name under which it is kept and looked up."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def add(connection: Connection, name: str, role: str, now: datetime) -> User:
    """Make an account without a password.

    Raises:
        UserRefused: if the name or the role is not one, or the name is taken.
    """
    kept = canonical(name)
    if not 1 <= len(kept) <= LONGEST_NAME or not all(letter.isprintable() for letter in kept):
        raise UserRefused(f"A name has 1 to {LONGEST_NAME} letters, digits, dots or spaces.")
    row = {
        "id": str(uuid.uuid4()),
        "name": kept,
        "role": _role(role),
        "disabled": 0,
        "created_at": to_text(now),
    }
    try:
        with connection.begin_nested():
            connection.execute(users.insert(), row)
    except IntegrityError:
        raise UserRefused(f"There is an account {kept} already.") from None
    return find(connection, str(row["id"]))


def find(connection: Connection, user_id: str) -> User:
    """Return the account with this id.

    Raises:
        UserRefused: if there is none.
    """
    row = connection.execute(select(users).where(users.c.id == user_id)).first()
    if row is None:
        raise UserRefused("There is no such account.")
    return _read(row)


def find_by_name(connection: Connection, name: str) -> tuple[User, str | None] | None:
    """Return the account with this name and its password's hash; None if there is none."""
    row = connection.execute(select(users).where(users.c.name == canonical(name))).first()
    return None if row is None else (_read(row), row.password_hash)


def everybody(store: Store) -> list[User]:
    """Return all accounts by name; a database without them holds none.

    Raises:
        StoreUnavailable: if it cannot be read.
    """
    if not store.exists:
        return []
    with store.reading() as connection:
        if not inspect(connection).has_table(users.name):
            return []
        return [_read(row) for row in connection.execute(select(users).order_by(users.c.name))]


def set_password(connection: Connection, user_id: str, password_hash: str) -> None:
    """Give an account a new password, and end its sessions."""
    _change(connection, user_id, password_hash=password_hash)
    end_sessions(connection, user_id)


def set_role(connection: Connection, user_id: str, role: str) -> None:
    """Give an account another role.

    Raises:
        UserRefused: if it is no role, or nobody would be left who administers.
    """
    _change(connection, user_id, role=_role(role))
    _keep_an_administrator(connection)


def set_disabled(connection: Connection, user_id: str, disabled: bool) -> None:
    """Shut an account out at once, or let it in again.

    Raises:
        UserRefused: if nobody would be left who administers.
    """
    _change(connection, user_id, disabled=int(disabled))
    _keep_an_administrator(connection)
    end_sessions(connection, user_id)


def end_sessions(connection: Connection, user_id: str) -> None:
    """Log an account out everywhere."""
    connection.execute(delete(sessions).where(sessions.c.user_id == user_id))


def _change(connection: Connection, user_id: str, **values: str | int) -> None:
    changed = connection.execute(update(users).where(users.c.id == user_id).values(**values))
    if changed.rowcount != 1:
        raise UserRefused("There is no such account.")


def _keep_an_administrator(connection: Connection) -> None:
    # Raised inside the transaction, so that the change is undone.
    left = select(func.count()).where(
        users.c.role == "administers", users.c.disabled == 0, users.c.password_hash.is_not(None)
    )
    if not connection.execute(left).scalar():
        raise UserRefused("Somebody must be left who administers: give that role to another first.")


def _role(role: str) -> Role:
    for known in ROLES:
        if role == known:
            return known
    raise UserRefused(f"A role is one of: {', '.join(ROLES)}.")


def _read(row: object) -> User:
    values = row._mapping  # type: ignore[attr-defined]
    return User(
        id=values["id"],
        name=values["name"],
        role=_role(values["role"]),
        disabled=bool(values["disabled"]),
        has_password=values["password_hash"] is not None,
        created_at=values["created_at"],
    )
