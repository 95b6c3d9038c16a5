"""A person's later words about an open alert that are no new report (clinical-spec section 3).

A remark is appended to the record and nothing else: it never resolves, closes or acknowledges an
alert and never ends a delivery (rule 8), because only a person at the clinic does. Of all kinds
only a number to call back that is not known yet is told to the care team (ESC-13).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, get_args

from sqlalchemy.engine import Connection

from careteam import outbox
from careteam.advance import with_remark
from careteam.alerts import Raised, duplicate
from careteam.clock import to_text, utc_now
from careteam.news import news_of_contact
from careteam.plan import Plan
from careteam.records import append, lock_open_alert, recorded_before, state_of
from careteam.report import conversation_key, digest
from careteam.schema import outbox as outbox_table
from careteam.store import Store

Kind = Literal[
    "better",  # it is gone now, or was never there
    "mistake",  # what was reported was typed wrong
    "other_person",  # what was reported is about somebody else
    "contact",  # a number to call back
    "calling",  # they are calling, or have called
    "reached",  # somebody at the clinic has answered them
    "cannot_reach",  # nobody answers
    "declined",  # they would rather not call
    "said",  # anything else, after the advice to call
]
KINDS: tuple[Kind, ...] = get_args(Kind)


class NoOpenAlert(Exception):
    """The conversation has no open alert that a remark could be added to."""


@dataclass(frozen=True)
class Remark:
    """One remark. `message_id` makes it idempotent within its conversation, once for each kind.

    `message`: the person's words. `contact`: a number to call back, as typed, `contact_e164` the
    same with its country where that is certain; only the kind "contact" has them.
    """

    conversation_id: str
    message_id: str
    received_at: datetime
    message: str
    kind: Kind
    contact: str | None = None
    contact_e164: str | None = None

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"kind is one of {KINDS}, not {self.kind!r}")
        if (self.kind == "contact") != bool(self.contact):
            raise ValueError("a contact makes a remark of the kind 'contact'")
        if self.received_at.tzinfo is None:
            raise ValueError("received_at needs a time zone")

    @property
    def conversation_key(self) -> str:
        """See `careteam.report.conversation_key`."""
        return conversation_key(self.conversation_id)

    @property
    def dedup_key(self) -> str:
        """A fixed-length name of this one remark; a report by the same message has another."""
        return digest(self.conversation_id, self.message_id, "remarked", self.kind)

    def to_payload(self) -> dict[str, Any]:
        """Return this remark as plain JSON values; its conversation is that of its alert."""
        given = {"contact": self.contact, "contact_e164": self.contact_e164}
        return {
            "remark": self.kind,  # the event's own kind is "remarked"
            "message": self.message,
            "message_id": self.message_id,
            "received_at": to_text(self.received_at),
            **{name: value for name, value in given.items() if value is not None},
        }


def add_remark(
    store: Store, remark: Remark, routes: Plan | Sequence[str] = (), now: datetime | None = None
) -> Raised:
    """Append `remark` to the conversation's open alert as one event.

    Raises:
        NoOpenAlert: if there is none; then nothing is stored.
        StoreUnavailable: if it could not be written.
    """
    if not store.exists:  # writing would make one
        raise NoOpenAlert
    with store.writing() as connection:
        # Locked first: of two processes with the same message the second one finds the event.
        alert_id = lock_open_alert(connection, remark.conversation_key)
        found = recorded_before(connection, remark.dedup_key)
        if found is not None:
            return duplicate(connection, found)
        if alert_id is None:
            raise NoOpenAlert
        return _append(connection, alert_id, remark, Plan.of(routes), now or utc_now())


def _append(
    connection: Connection, alert_id: str, remark: Remark, plan: Plan, now: datetime
) -> Raised:
    before = state_of(connection, alert_id)
    reasons = news_of_contact(before, remark.contact)
    number = before.notices + 1 if reasons else None
    payload = {**remark.to_payload(), "news": reasons, "notice": number}
    state = with_remark(
        before, append(connection, alert_id, "remarked", payload, now, remark.dedup_key)
    )
    earlier = outbox.of(connection, outbox_table.c.alert_id == alert_id)
    # Without a route nothing would take the place of the deliveries that are still due.
    told = plan.told(state.level, now) if number else ()
    rows = outbox.enqueue(connection, alert_id, number, told, now) if number and told else []
    return Raised(state, False, bool(reasons), False, tuple(rows), tuple(earlier))
