"""Databases as older programs left them, and the plain rows of one alert in them."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from sqlalchemy import create_engine, text

from careteam.report import conversation_key, digest
from careteam.store import Store

_FOLDER = Path(__file__).parent / "old_schemas"
WORDS = "fever since noon"


def make_older(store: Store, without: Collection[str] = ()) -> None:
    """Make the tables as before there were migrations, and one alert of conversation `c1`.

    `without`: tables that came later, as `feedback` did.
    """
    statements = (_FOLDER / f"{store.kind}.sql").read_text(encoding="utf-8").split("-- next\n")[1:]
    engine = create_engine(store.engine.url, future=True)
    with engine.begin() as connection:
        for statement in statements:
            if not any(f" {name} " in f"{statement} " for name in without):
                connection.exec_driver_sql(statement.replace("%", "%%"))
        insert_alert(connection)
    engine.dispose()


def insert_alert(connection: object) -> None:
    at = "2026-01-31T12:00:00.000000Z"
    payload = (
        '{"conversation_id": "c1", "message_id": "m1", "channel": "rest", "severity": "urgent", '
        f'"received_at": "{at}", "message": "{WORDS}", "signs": ["fever"], "notice": 1}}'
    )
    for statement, values in (
        (
            "INSERT INTO alerts (id, conversation_key, conversation_id, created_at) "
            "VALUES ('a1', :key, 'c1', :at)",
            {"key": conversation_key("c1"), "at": at},
        ),
        (
            "INSERT INTO alert_events (alert_id, at, kind, dedup_key, payload) "
            "VALUES ('a1', :at, 'reported', :key, :payload)",
            {"at": at, "key": digest("c1", "m1"), "payload": payload},
        ),
    ):
        connection.execute(text(statement), values)  # type: ignore[attr-defined]
