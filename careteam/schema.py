"""The tables as the code uses them; `careteam.migrations` makes them, and keeps events append-only.

A change here needs a step there: a test compares the two.
"""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
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

# What a person did, as the route of a delivery was told it (see careteam.follow_up).
follow_ups = Table(
    "follow_ups",
    metadata,
    Column("delivery_id", Text, ForeignKey("outbox.id"), primary_key=True),
    Column("told", Text),
    Column("attempts", Integer, nullable=False),
    Column("next_attempt_at", Text),
)

# What was removed, and by whom: nothing of a person (see careteam.removal).
alert_removals = Table(
    "alert_removals",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("alert_id", Text, nullable=False, unique=True),
    Column("at", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("why", Text, CheckConstraint("why IN ('age', 'person')"), nullable=False),
    Column("events", Integer, nullable=False),
    Column("deliveries", Integer, nullable=False),
    sqlite_autoincrement=True,
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

# What the watchdog looks at (ESC-14). A worker is a process, under a name of its own making.
worker_heartbeats = Table(
    "worker_heartbeats",
    metadata,
    Column("worker", Text, primary_key=True),
    Column("beat_at", Text, nullable=False),
)

# `failures`: attempts without an acceptance since the last one that was accepted.
route_results = Table(
    "route_results",
    metadata,
    Column("route", Text, primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("sent_at", Text),
    Column("failed_at", Text),
    Column("last_detail", Text),
)
