"""The inbox's own tables, in the alert database: people, sessions, links, and the audit trail.

Of whatever lets somebody in (session ids, one-time links) only a hash is kept.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text, UniqueConstraint

from careteam.schema import metadata

users = Table(
    "inbox_users",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("role", Text, nullable=False),
    Column("password_hash", Text),
    Column("disabled", Integer, nullable=False),
    Column("created_at", Text, nullable=False),
)

sessions = Table(
    "inbox_sessions",
    metadata,
    Column("id_hash", Text, primary_key=True),
    Column("user_id", Text, ForeignKey("inbox_users.id"), nullable=False, index=True),
    Column("created_at", Text, nullable=False),
    Column("last_seen_at", Text, nullable=False),
    Column("by_openid", Integer),
)

invitations = Table(
    "inbox_invitations",
    metadata,
    Column("token_hash", Text, primary_key=True),
    # Empty: whoever has the link makes the first account.
    Column("user_id", Text, ForeignKey("inbox_users.id")),
    Column("expires_at", Text, nullable=False),
)

login_attempts = Table(
    "inbox_login_attempts",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("key", Text, nullable=False),
    Column("at", Text, nullable=False),
    Index("inbox_login_attempts_by_key", "key", "at"),
)

# People of an OpenID provider, by the provider's own id of them.
identities = Table(
    "inbox_identities",
    metadata,
    Column("issuer", Text, primary_key=True),
    Column("subject", Text, primary_key=True),
    Column("user_id", Text, ForeignKey("inbox_users.id"), nullable=False),
    Column("created_at", Text, nullable=False),
    UniqueConstraint("issuer", "user_id", name="one_identity_per_issuer_and_user"),
)

used_ack_links = Table(
    "inbox_used_ack_links",
    metadata,
    Column("link_hash", Text, primary_key=True),
    Column("alert_id", Text, ForeignKey("alerts.id"), nullable=False),
    Column("at", Text, nullable=False),
)

# Who saw and did what (ESC-12); the database refuses to change it. `who` is a name at that time,
# so that it outlives the account.
audit = Table(
    "inbox_audit",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("at", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("did", Text, nullable=False),
    Column("alert_id", Text, index=True),
    Column("about", Text),
    Column("address", Text),
    sqlite_autoincrement=True,
)
