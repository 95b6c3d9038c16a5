"""The inbox: people, their sessions and one-time links, attempts to log in, and the audit trail."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from careteam.migrations.append_only import append_only

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the tables; the audit trail can only be added to (ESC-12)."""
    _people()
    _doors()
    op.create_table(
        "inbox_audit",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("did", sa.Text, nullable=False),
        sa.Column("alert_id", sa.Text, index=True),
        sa.Column("about", sa.Text),
        sa.Column("address", sa.Text),
        sqlite_autoincrement=True,
    )
    for statement in append_only(
        op.get_bind().dialect.name, "inbox_audit", "inbox_audit is append-only"
    ):
        op.execute(statement)


def _people() -> None:
    op.create_table(
        "inbox_users",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("name", sa.Text, nullable=False, unique=True),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("password_hash", sa.Text),
        sa.Column("disabled", sa.Integer, nullable=False),
        sa.Column("created_at", sa.Text, nullable=False),
    )
    op.create_table(
        "inbox_sessions",
        sa.Column("id_hash", sa.Text, primary_key=True),
        sa.Column("user_id", sa.Text, sa.ForeignKey("inbox_users.id"), nullable=False, index=True),
        sa.Column("created_at", sa.Text, nullable=False),
        sa.Column("last_seen_at", sa.Text, nullable=False),
    )
    op.create_table(
        "inbox_invitations",
        sa.Column("token_hash", sa.Text, primary_key=True),
        sa.Column("user_id", sa.Text, sa.ForeignKey("inbox_users.id")),
        sa.Column("expires_at", sa.Text, nullable=False),
    )


def _doors() -> None:
    op.create_table(
        "inbox_login_attempts",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Index("inbox_login_attempts_by_key", "key", "at"),
    )
    op.create_table(
        "inbox_used_ack_links",
        sa.Column("link_hash", sa.Text, primary_key=True),
        sa.Column("alert_id", sa.Text, sa.ForeignKey("alerts.id"), nullable=False),
        sa.Column("at", sa.Text, nullable=False),
    )
