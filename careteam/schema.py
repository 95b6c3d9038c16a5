"""The tables. Events are append-only: the database itself refuses to change them (ESC-12)."""

from __future__ import annotations

from sqlalchemy import (
    DDL,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    event,
    text,
)

metadata = MetaData()

alerts = Table(
    "alerts",
    metadata,
    Column("id", Text, primary_key=True),
    Column("conversation_key", Text, nullable=False, index=True),
    Column("conversation_id", Text, nullable=False),
    Column("created_at", Text, nullable=False),
    Column("closed_at", Text),
)

# The rule "one open alert per conversation" stands in the database, so that it holds between
# processes that know nothing of one another.
Index(
    "one_open_alert_per_conversation",
    alerts.c.conversation_key,
    unique=True,
    sqlite_where=text("closed_at IS NULL"),
    postgresql_where=text("closed_at IS NULL"),
)

alert_events = Table(
    "alert_events",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("alert_id", Text, ForeignKey("alerts.id"), nullable=False, index=True),
    Column("at", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("dedup_key", Text, unique=True),
    Column("payload", Text, nullable=False),
    sqlite_autoincrement=True,
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Text, primary_key=True),
    Column("alert_id", Text, ForeignKey("alerts.id"), nullable=False, index=True),
    Column("notice", Integer, nullable=False),
    Column("route", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("in_flight", Integer, nullable=False),
    Column("ever_unknown", Integer, nullable=False),
    Column("next_attempt_at", Text, nullable=False),
    Column("last_result", Text),
    Column("last_detail", Text),
    Column("created_at", Text, nullable=False),
    Column("updated_at", Text, nullable=False),
    UniqueConstraint("alert_id", "notice", "route", name="one_delivery_per_notice_and_route"),
    Index("outbox_by_status_and_time", "status", "next_attempt_at"),
)


def _refuse(table: str, name: str, moment: str, message: str) -> str:
    return (
        f"CREATE TRIGGER {table}_{name} BEFORE {moment} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
    )


_SQLITE = {
    alert_events: [
        _refuse("alert_events", "no_update", "UPDATE", "alert events are append-only"),
        _refuse("alert_events", "no_delete", "DELETE", "alert events are append-only"),
        # REPLACE deletes without a delete trigger, so it is refused where it begins.
        "CREATE TRIGGER alert_events_no_replace BEFORE INSERT ON alert_events "
        "WHEN EXISTS (SELECT 1 FROM alert_events WHERE seq = NEW.seq) "
        "BEGIN SELECT RAISE(ABORT, 'alert events are append-only'); END",
    ],
    alerts: [
        _refuse("alerts", "no_delete", "DELETE", "alerts are never deleted"),
        _refuse(
            "alerts",
            "no_rewrite",
            "UPDATE OF id, conversation_key, conversation_id, created_at",
            "an alert keeps its origin",
        ),
    ],
}

_POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION careteam_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '%% on %% is refused: the record is append-only', TG_OP, TG_TABLE_NAME;
END $$
"""


def _postgres(table: str, name: str, moment: str, each: str) -> str:
    return (
        f"CREATE TRIGGER {table}_{name} BEFORE {moment} ON {table} "
        f"FOR EACH {each} EXECUTE FUNCTION careteam_refuse()"
    )


_POSTGRES = {
    alert_events: [
        _POSTGRES_FUNCTION,
        _postgres("alert_events", "no_change", "UPDATE OR DELETE", "ROW"),
        _postgres("alert_events", "no_truncate", "TRUNCATE", "STATEMENT"),
    ],
    alerts: [
        _POSTGRES_FUNCTION,
        _postgres("alerts", "no_delete", "DELETE", "ROW"),
        _postgres("alerts", "no_truncate", "TRUNCATE", "STATEMENT"),
        _postgres(
            "alerts",
            "no_rewrite",
            "UPDATE OF id, conversation_key, conversation_id, created_at",
            "ROW",
        ),
    ],
}

for _dialect, _statements in (("sqlite", _SQLITE), ("postgresql", _POSTGRES)):
    for _table, _ddls in _statements.items():
        for _ddl in _ddls:
            event.listen(_table, "after_create", DDL(_ddl).execute_if(dialect=_dialect))
