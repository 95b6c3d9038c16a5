"""The record of removed alerts, which is also what lets the database remove one (GOV-3)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from careteam.migrations.append_only import append_only
from careteam.migrations.removable import removable

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the record, and let go what it names."""
    op.create_table(
        "alert_removals",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("alert_id", sa.Text, nullable=False, unique=True),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("why", sa.Text, sa.CheckConstraint("why IN ('age', 'person')"), nullable=False),
        sa.Column("events", sa.Integer, nullable=False),
        sa.Column("deliveries", sa.Integer, nullable=False),
        sqlite_autoincrement=True,
    )
    kind = op.get_bind().dialect.name
    for statement in (
        *append_only(kind, "alert_removals", "the record of removals is append-only"),
        *removable(kind),
    ):
        op.execute(statement)
