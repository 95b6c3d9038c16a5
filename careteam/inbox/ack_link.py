"""Links in messages by which an alert is acknowledged without a login (ESC-8).

A link names one alert, one notice and one route, is signed, expires, and works once. Opening it
does nothing: mail scanners open links. See clinical-spec section 3 rule 9.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from itsdangerous import BadData, URLSafeSerializer
from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from careteam.clock import from_text, to_text
from careteam.handling import acknowledge_within
from careteam.inbox.keys import hashed, new_token
from careteam.inbox.tables import used_ack_links
from careteam.state import AlertState
from careteam.store import Store

LASTS = timedelta(hours=12)

_PURPOSE = "nia.acknowledge-alert.1"
_LONGEST = 1_000
_INSERT = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}

Why = Literal["forged", "expired", "used"]


class LinkRefused(Exception):
    """The link does not hold. `why` says so in one word, `alert_id` only if it was ours once."""

    def __init__(self, why: Why, alert_id: str | None = None) -> None:
        super().__init__(why)
        self.why: Why = why
        self.alert_id = alert_id


@dataclass(frozen=True)
class AckLink:
    """What a link that holds stands for. `by` is how the record names it."""

    alert_id: str
    route: str
    link_hash: str

    @property
    def by(self) -> str:
        """Who acknowledged, as the record has it; a link proves a route, not a person."""
        return f"link of {self.route}"


def make(key: bytes, base_url: str, alert_id: str, route: str, now: datetime) -> str:
    """Return a new link; `base_url` is where people reach the inbox, without a slash at the end."""
    token = _serializer(key).dumps([alert_id, route, to_text(now + LASTS), new_token()])
    return f"{base_url}/ack/{token if isinstance(token, str) else token.decode()}"


def read(store: Store, key: bytes, token: str, now: datetime) -> AckLink:
    """Return what `token` stands for; changes nothing.

    Raises:
        LinkRefused: if it is forged, expired or used.
        StoreUnavailable: if it is not known whether it was used.
    """
    link = _verified(key, token, now)
    with store.reading() as connection:
        query = select(used_ack_links.c.at).where(used_ack_links.c.link_hash == link.link_hash)
        if connection.execute(query).first():
            raise LinkRefused("used", link.alert_id)
    return link


def use(store: Store, key: bytes, token: str, seen: int, now: datetime) -> AlertState:
    """Acknowledge the alert and end the link, both or neither.

    Args:
        seen: `careteam.handling.words_seen` of the alert as the page showed it.

    Raises:
        LinkRefused, UnknownAlert, AlreadyResolved, HasNews, StoreUnavailable: then the link stays
            as it was.
    """
    link = _verified(key, token, now)
    row = {"link_hash": link.link_hash, "alert_id": link.alert_id, "at": to_text(now)}
    with store.writing() as connection:
        insert = _INSERT[store.kind](used_ack_links).values(**row).on_conflict_do_nothing()
        if connection.execute(insert).rowcount != 1:
            raise LinkRefused("used", link.alert_id)
        return acknowledge_within(connection, link.alert_id, link.by, now, seen)


def _verified(key: bytes, token: str, now: datetime) -> AckLink:
    try:
        if len(token) > _LONGEST:
            raise BadData("too long")
        alert_id, route, expires, single = _serializer(key).loads(token)
        is_over = from_text(expires) <= now
    except (BadData, ValueError, TypeError):
        raise LinkRefused("forged") from None
    if is_over:
        raise LinkRefused("expired", alert_id)
    return AckLink(alert_id, route, hashed(single))


def _serializer(key: bytes) -> URLSafeSerializer:
    # The expiry stands in the signed words and not in the signer's own clock, so that tests and
    # records speak of one clock.
    return URLSafeSerializer(key, salt=_PURPOSE, signer_kwargs={"digest_method": hashlib.sha256})
