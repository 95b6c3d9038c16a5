"""Alerts, their events, the outbox and feedback, as they were before there were migrations.

A database made by an older program has some or all of these tables, and keeps what is in them.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from careteam.migrations.append_only import append_only, keeps_origin

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables that are missing."""
    present = set(sa.inspect(op.get_bind()).get_table_names())
    for name, make in (
        ("alerts", _alerts),
        ("alert_events", _alert_events),
        ("outbox", _outbox),
        ("feedback", _feedback),
    ):
        if name not in present:
            for statement in make(op.get_bind().dialect.name):
                op.execute(statement)


def _alerts(kind: str) -> list[str]:
    op.create_table(
        "alerts",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("conversation_key", sa.Text, nullable=False, index=True),
        sa.Column("conversation_id", sa.Text, nullable=False),
        sa.Column("created_at", sa.Text, nullable=False),
        sa.Column("closed_at", sa.Text),
    )
    is_open = sa.text("closed_at IS NULL")
    op.create_index(
        "one_open_alert_per_conversation",
        "alerts",
        ["conversation_key"],
        unique=True,
        sqlite_where=is_open,
        postgresql_where=is_open,
    )
    return keeps_origin(
        kind,
        "alerts",
        "id, conversation_key, conversation_id, created_at",
        "alerts are never deleted",
        "an alert keeps its origin",
    )


def _alert_events(kind: str) -> list[str]:
    op.create_table(
        "alert_events",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("alert_id", sa.Text, sa.ForeignKey("alerts.id"), nullable=False, index=True),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("dedup_key", sa.Text, unique=True),
        sa.Column("payload", sa.Text, nullable=False),
        sqlite_autoincrement=True,
    )
    return append_only(kind, "alert_events", "alert events are append-only")


def _outbox(_kind: str) -> list[str]:
    op.create_table(
        "outbox",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("alert_id", sa.Text, sa.ForeignKey("alerts.id"), nullable=False, index=True),
        sa.Column("notice", sa.Integer, nullable=False),
        sa.Column("route", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("in_flight", sa.Integer, nullable=False),
        sa.Column("ever_unknown", sa.Integer, nullable=False),
        sa.Column("next_attempt_at", sa.Text, nullable=False),
        sa.Column("last_result", sa.Text),
        sa.Column("last_detail", sa.Text),
        sa.Column("created_at", sa.Text, nullable=False),
        sa.Column("updated_at", sa.Text, nullable=False),
        sa.UniqueConstraint(
            "alert_id", "notice", "route", name="one_delivery_per_notice_and_route"
        ),
    )
    op.create_index("outbox_by_status_and_time", "outbox", ["status", "next_attempt_at"])
    return []


def _feedback(kind: str) -> list[str]:
    op.create_table(
        "feedback",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("helped", sa.Integer, sa.CheckConstraint("helped IN (0, 1)"), nullable=False),
        sa.Column("topics", sa.Text, nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sqlite_autoincrement=True,
    )
    return append_only(kind, "feedback", "feedback is append-only")
