"""How the turns of a conversation become rows in PostgreSQL: together, in order, and once."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence

from rasa.shared.core.events import Event
from rasa.shared.nlu.constants import INTENT_NAME_KEY
from sqlalchemy import func, insert, select
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from bot.recent_tracker_store import ROW
from bot.unsaved_turns import Batch, Row

logger = logging.getLogger(__name__)

INDEX = "CREATE INDEX IF NOT EXISTS ix_events_sender_id_id ON events (sender_id, id)"
_ROOM = 5005
"""The first half of the number of a conversation's lock in the database."""


def prepare(engine: Engine) -> None:
    """Make the table and its index; the index also in a table that is older than this.

    Without it PostgreSQL would rather walk through everybody's rows.
    """
    try:
        ROW.metadata.create_all(engine)
    except SQLAlchemyError:
        # Another server was making the same table at the same moment.
        ROW.metadata.create_all(engine)
    with engine.begin() as connection:
        connection.exec_driver_sql(INDEX)


def lock_conversation(connection: Connection, sender_id: str) -> None:
    """Wait until no other transaction writes a conversation.

    Of one whose commit hung it is known after that whether it was stored.
    """
    connection.execute(select(func.pg_advisory_xact_lock(_ROOM, func.hashtext(sender_id))))


def store(connection: Connection, sender_id: str, batches: Sequence[Batch]) -> None:
    """Store turns in their order, in a transaction that holds the conversation's lock."""
    for batch in batches:
        if not batch.is_late or _is_to_be_stored(connection, sender_id, batch):
            connection.execute(insert(ROW.__table__), batch.rows)


def _is_to_be_stored(connection: Connection, sender_id: str, batch: Batch) -> bool:
    """Tell whether a late turn is neither stored yet nor overtaken by another server's."""
    first = batch.rows[0]
    own = ROW.sender_id == sender_id
    same = select(ROW.id).where(own, ROW.data == first["data"]).limit(1)
    if connection.execute(same).first() is not None:
        return False
    newest = select(ROW.timestamp).where(own).order_by(ROW.id.desc()).limit(1)
    moment = connection.execute(newest).scalar()
    if moment is None or moment <= first["timestamp"]:
        return True
    logger.warning("A late turn is left out of its conversation, which has gone on elsewhere.")
    return False


def row_of(sender_id: str, event: Event) -> Row:
    """Return an event as Rasa stores it."""
    data = event.as_dict()
    return {
        "sender_id": sender_id,
        "type_name": event.type_name,
        "timestamp": data.get("timestamp"),
        "intent_name": data.get("parse_data", {}).get("intent", {}).get(INTENT_NAME_KEY),
        "action_name": data.get("name"),
        "data": json.dumps(data),
    }
