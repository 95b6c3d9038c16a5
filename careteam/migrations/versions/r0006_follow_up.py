"""Whether a route that was told of an alert was told, too, what a person did with it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the columns; empty in all rows that are there."""
    op.add_column("outbox", sa.Column("followed", sa.Text))
    op.add_column("outbox", sa.Column("follow_attempts", sa.Integer))
    op.add_column("outbox", sa.Column("follow_at", sa.Text))
