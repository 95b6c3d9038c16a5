"""The tables. Events are append-only: the database itself refuses to change them (ESC-12)."""

from __future__ import annotations

from sqlalchemy import (
    DDL,
    CheckConstraint,
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

# Whether the answers helped: of nobody in particular (see careteam.feedback).
feedback = Table(
    "feedback",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("at", Text, nullable=False),
    Column("helped", Integer, CheckConstraint("helped IN (0, 1)"), nullable=False),
    Column("topics", Text, nullable=False),
    Column("channel", Text, nullable=False),
    sqlite_autoincrement=True,
)


def _refuse(table: str, name: str, moment: str, message: str) -> str:
    return (
        f"CREATE TRIGGER {table}_{name} BEFORE {moment} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
    )


def _append_only(table: str, message: str) -> list[str]:
    return [
        _refuse(table, "no_update", "UPDATE", message),
        _refuse(table, "no_delete", "DELETE", message),
        # REPLACE deletes without a delete trigger, so it is refused where it begins.
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "  # noqa: S608 (own names)
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE seq = NEW.seq) "
        f"BEGIN SELECT RAISE(ABORT, '{message}'); END",
    ]


_SQLITE = {
    alert_events: _append_only("alert_events", "alert events are append-only"),
    feedback: _append_only("feedback", "feedback is append-only"),
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


def _postgres_append_only(table: str) -> list[str]:
    return [
        _POSTGRES_FUNCTION,
        _postgres(table, "no_change", "UPDATE OR DELETE", "ROW"),
        _postgres(table, "no_truncate", "TRUNCATE", "STATEMENT"),
    ]


_POSTGRES = {
    alert_events: _postgres_append_only("alert_events"),
    feedback: _postgres_append_only("feedback"),
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


def append_only(table: Table) -> None:
    """Let the database refuse every change to the rows of `table`, whose key is `seq`."""
    refusals = {
        "sqlite": _append_only(table.name, f"{table.name} is append-only"),
        "postgresql": _postgres_append_only(table.name),
    }
    for dialect, statements in refusals.items():
        for statement in statements:
            event.listen(table, "after_create", DDL(statement).execute_if(dialect=dialect))
