"""The audit trail: who saw and did what, from where; append-only (ESC-12).

It holds no words of a patient and nothing that anybody typed into a search.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.engine import Connection

from careteam.clock import to_text
from careteam.inbox.tables import audit
from careteam.store import Store


@dataclass(frozen=True)
class Entry:
    """One thing that somebody did. `who` is a name, or says what acted."""

    at: str
    who: str
    did: str
    alert_id: str | None
    about: str | None
    address: str | None


def write(
    connection: Connection,
    now: datetime,
    who: str,
    did: str,
    *,
    alert_id: str | None = None,
    about: str | None = None,
    address: str | None = None,
) -> None:
    """Append one entry.

    Args:
        who: a user's name, or "nobody" before a login.
        did: a few fixed words, such as "saw alert".
        about: another user's name or a fixed word; never a patient's words.
        address: where the request came from.
    """
    row = {"at": to_text(now), "who": who, "did": did}
    row |= {"alert_id": alert_id, "about": about, "address": address}  # type: ignore[dict-item]
    connection.execute(audit.insert(), row)


def newest(store: Store, limit: int, alert_id: str | None = None) -> list[Entry]:
    """Return the newest entries, newest first; of one alert if its id is given.

    Raises:
        StoreUnavailable: if it cannot be read.
    """
    query = select(audit).order_by(audit.c.seq.desc()).limit(limit)
    if alert_id is not None:
        query = query.where(audit.c.alert_id == alert_id)
    with store.reading() as connection:
        return [
            Entry(row.at, row.who, row.did, row.alert_id, row.about, row.address)
            for row in connection.execute(query)
        ]
