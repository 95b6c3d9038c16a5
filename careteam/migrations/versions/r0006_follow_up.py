"""Whether a route that was told of an alert was told, too, what a person did with it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the table. A table of its own: an older one is read before it is taken to today's."""
    op.create_table(
        "follow_ups",
        sa.Column("delivery_id", sa.Text, sa.ForeignKey("outbox.id"), primary_key=True),
        sa.Column("told", sa.Text),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("next_attempt_at", sa.Text),
    )
