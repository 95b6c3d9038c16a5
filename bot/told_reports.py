"""Reports that stand in a conversation, and of whose alert the door's inbox knows nothing.

Design decision 5. What a person wrote is in the inbox before anything else is done. Where that
could not be written (its disk is full, or was replaced), the conversation still shows that Nia
heard a report and answered it. Raising an alert that is there already changes nothing: it has the
message's id.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Any

from rasa.shared.core.events import UserUttered
from sqlalchemy import func, select
from sqlalchemy.engine import Engine

from bot.action_endpoint import ALERTING
from bot.door import OWING, route_of
from bot.inbox import Received
from bot.recent_tracker_store import ROW, RecentTrackerStore

LOOKED_BACK = timedelta(days=1)
MOST_ROWS = 20_000
"""How many of the newest rows are looked at after a start."""


class ToldReports:
    """Looks at each row of the conversations once, in this process."""

    def __init__(self, trackers: RecentTrackerStore) -> None:
        self._trackers = trackers
        self._last: int | None = None

    async def since_last(self, before: datetime) -> list[Received]:
        """Return the reports from before an aware time that were not returned yet, oldest first.

        Raises:
            SQLAlchemyError, Unavailable: then they are returned the next time.
        """
        rows, self._last = await self._trackers.run(lambda engine: self._rows(engine, before))
        reports: dict[str, Received] = {}
        latest: dict[str, Received] = {}
        for row in rows:
            if row.type_name == UserUttered.type_name:
                said = latest[row.sender_id] = _received(row)
                if said.alert == "owed":
                    reports[said.message_id] = said
            elif row.sender_id in latest:  # an answer to what Nia had asked
                said = replace(latest[row.sender_id], alert="owed")
                reports[said.message_id] = said
        return list(reports.values())

    def _rows(self, engine: Engine, before: datetime) -> tuple[list[Any], int]:
        """Return messages and alerting actions, and up to which row they were looked for."""
        with engine.connect() as connection:
            newest = connection.execute(select(func.max(ROW.id))).scalar() or 0
            last = max(0, newest - MOST_ROWS) if self._last is None else self._last
            query = select(ROW.id, ROW.sender_id, ROW.type_name, ROW.timestamp, ROW.data).where(
                ROW.id > last,
                ROW.id <= newest,
                ROW.timestamp >= (before - LOOKED_BACK).timestamp(),
                (ROW.type_name == UserUttered.type_name) | (ROW.action_name == ALERTING),
            )
            rows = connection.execute(query.order_by(ROW.id)).all()
        fresh = [
            row.id
            for row in rows
            if row.timestamp >= before.timestamp() and row.type_name == UserUttered.type_name
        ]
        end = min(fresh) - 1 if fresh else newest
        return [row for row in rows if row.id <= end], end


def _received(row: Any) -> Received:
    event = json.loads(row.data)
    parse_data = dict(event.get("parse_data") or {})
    parse_data.pop("metadata", None)  # those of the turn: it was in time
    said_at = datetime.fromtimestamp(row.timestamp, timezone.utc)
    return Received(
        message_id=str(event.get("message_id")),
        conversation_id=row.sender_id,
        channel=str(event.get("input_channel") or ""),
        text=str(event.get("text") or ""),
        received_at=said_at.isoformat(timespec="milliseconds"),
        parse_data=parse_data,
        closed=True,
        alert="owed" if route_of(parse_data) in OWING else "none",
    )
