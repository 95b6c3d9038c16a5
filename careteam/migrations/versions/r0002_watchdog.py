"""What the watchdog looks at: the workers' heartbeats, and what each route's attempts came to."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add both tables."""
    op.create_table(
        "worker_heartbeats",
        sa.Column("worker", sa.Text, primary_key=True),
        sa.Column("beat_at", sa.Text, nullable=False),
    )
    op.create_table(
        "route_results",
        sa.Column("route", sa.Text, primary_key=True),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("sent_at", sa.Text),
        sa.Column("failed_at", sa.Text),
        sa.Column("last_detail", sa.Text),
    )
