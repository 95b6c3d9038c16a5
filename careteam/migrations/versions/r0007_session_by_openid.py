"""Whether a session was begun by single sign-on, and is to end there too."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the column; sessions from before it end here alone."""
    op.add_column("inbox_sessions", sa.Column("by_openid", sa.Integer))
