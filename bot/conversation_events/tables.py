"""The tables of the website's conversations, the same in SQLite and PostgreSQL."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    text,
)

metadata = MetaData()

_ID = 128
_URGENT = text("kind = 'urgent'")

# One row for each conversation that was spoken in; `last_n` is the number of its last event.
# A deleted one keeps its row, without a word, until its token has expired.
conversations = Table(
    "website_conversations",
    metadata,
    Column("id", String(_ID), primary_key=True),
    Column("last_n", Integer, nullable=False),
    Column("begun_at", String(32), nullable=False),
    Column("deleted_at", String(32)),
)

# What the page shows. `key` is what makes an append happen once.
events = Table(
    "website_events",
    metadata,
    Column("conversation_id", String(_ID), primary_key=True),
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("key", String(_ID), nullable=False),
    Column("at", String(32), nullable=False),
    Column("sender", String(8), nullable=False),
    Column("message_id", String(64)),
    Column("kind", String(8), nullable=False),
    Column("text", Text, nullable=False),
    Column("call_number", String(64)),
    Column("call_href", String(64)),
    ForeignKeyConstraint(["conversation_id"], [conversations.c.id]),
    Index("website_events_key", "conversation_id", "key", unique=True),
    Index("website_events_urgent", "at", postgresql_where=_URGENT, sqlite_where=_URGENT),
)

# The quick replies of an event, each by a random id; `words` is what Nia is told when it is taken.
choices = Table(
    "website_choices",
    metadata,
    Column("conversation_id", String(_ID), primary_key=True),
    Column("id", String(64), primary_key=True),
    Column("n", Integer, nullable=False),
    Column("position", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("words", Text, nullable=False),
    Index("website_choices_n", "conversation_id", "n"),
)

# What the person sent, from when it is stored until it is answered (`answered_at`).
# A process that answers it holds it until `held_until`; `tries` counts how often one began.
messages = Table(
    "website_messages",
    metadata,
    Column("conversation_id", String(_ID), primary_key=True),
    Column("id", String(64), primary_key=True),
    Column("n", Integer, nullable=False),
    Column("words", Text, nullable=False),
    Column("received_at", String(32), nullable=False),
    Column("held_by", String(64)),
    Column("held_until", String(32)),
    Column("tries", Integer, nullable=False),
    Column("answered_at", String(32)),
    Index("website_messages_open", "answered_at", "held_until"),
)
