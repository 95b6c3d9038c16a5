"""What alembic runs: the steps that are missing, in the transaction of the one who asked."""

from __future__ import annotations

from alembic import context

from careteam.migration import VERSION_TABLE
from careteam.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
)
with context.begin_transaction():
    context.run_migrations()
