"""The tables of the durable inbox's file (`bot.inbox`, and `bot.purge` for what was removed)."""

from __future__ import annotations

SCHEMA = """
CREATE TABLE IF NOT EXISTS messages (
    message_id      TEXT PRIMARY KEY,
    conversation_id TEXT NOT NULL,
    channel         TEXT NOT NULL,
    text            TEXT NOT NULL,
    received_at     TEXT NOT NULL,
    parse_data      TEXT,
    closed_at       TEXT,
    replies         TEXT,
    alert           TEXT NOT NULL DEFAULT 'none'
        CHECK (alert IN ('none', 'owed', 'raised'))
);
CREATE INDEX IF NOT EXISTS messages_open ON messages (received_at)
    WHERE closed_at IS NULL OR alert = 'owed';
CREATE TABLE IF NOT EXISTS removals (
    seq             INTEGER PRIMARY KEY AUTOINCREMENT,
    at              TEXT NOT NULL,
    by              TEXT NOT NULL,
    why             TEXT NOT NULL CHECK (why IN ('age', 'person')),
    conversations   INTEGER NOT NULL,
    messages        INTEGER NOT NULL,
    events          INTEGER NOT NULL
);
CREATE TRIGGER IF NOT EXISTS removals_are_not_changed BEFORE UPDATE ON removals
    BEGIN SELECT RAISE(ABORT, 'the record of removals is append-only'); END;
CREATE TRIGGER IF NOT EXISTS removals_are_not_deleted BEFORE DELETE ON removals
    BEGIN SELECT RAISE(ABORT, 'the record of removals is append-only'); END;
"""
