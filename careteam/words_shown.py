"""What Nia showed a person, word for word, in the record of her alert (ESC-12)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from careteam.clock import to_text, utc_now
from careteam.later_words import alert_of
from careteam.records import append, recorded_before
from careteam.remarks import KINDS
from careteam.report import conversation_key, digest
from careteam.schema import alerts
from careteam.store import Store


def record_shown(
    store: Store,
    conversation_id: str,
    message_id: str,
    texts: Sequence[str],
    shown_at: datetime,
    unsent: int = 0,
) -> bool:
    """Append what was answered to a message to the alert that holds that message.

    Args:
        texts: in the order in which they were sent.
        shown_at: aware; when the turn was over.
        unsent: how many of them the channel is known not to have taken.

    Returns:
        Whether it stands in the record now; False if no alert holds the message.

    Raises:
        StoreUnavailable: if it could not be written.
    """
    if not store.exists:
        return False
    said = (conversation_id, message_id)
    keys = [digest(*said), *(digest(*said, "remarked", kind) for kind in KINDS)]
    own_key = digest(*said, "shown")
    with store.writing() as connection:
        found = (recorded_before(connection, key) for key in keys)
        alert_id = next((one for one in found if one is not None), None)
        if alert_id is None:
            return False
        if recorded_before(connection, own_key) is None:
            payload = {"texts": list(texts), "shown_at": to_text(shown_at), "unsent": unsent}
            append(connection, alert_id, "shown", payload, utc_now(), own_key)
    return True


def record_told_later(
    store: Store, conversation_id: str, key: str, text: str, written_at: datetime
) -> bool:
    """Append what Nia wrote into a conversation later, by herself, to the alert that it is about.

    Args:
        key: of the `careteam.later_words.LaterWord`; the same key is recorded once.
        text: word for word.
        written_at: aware. When it is read is not known.

    Returns:
        Whether it stands in the record now; False if the conversation has no such alert.

    Raises:
        StoreUnavailable: if it could not be written.
    """
    if not store.exists:
        return False
    own_key = digest(conversation_id, key, "shown")
    of_the_conversation = select(alerts.c.id).where(
        alerts.c.id == alert_of(key), alerts.c.conversation_key == conversation_key(conversation_id)
    )
    with store.writing() as connection:
        alert_id = connection.execute(of_the_conversation).scalar()
        if alert_id is None:
            return False
        if recorded_before(connection, own_key) is None:
            payload = {"texts": [text], "shown_at": to_text(written_at), "unasked": True}
            append(connection, alert_id, "shown", payload, utc_now(), own_key)
    return True
