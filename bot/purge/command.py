"""`python -m bot purge`: remove what the assistant keeps, by age or of one person."""

from __future__ import annotations

import argparse
import json
import sqlite3
import sys
from datetime import datetime, timedelta, timezone

from sqlalchemy.exc import SQLAlchemyError

from bot.conversation_events.address import database_url
from bot.conversation_events.database import StoreUnavailable
from bot.inbox import Inbox
from bot.purge import removed
from bot.purge.purge import Purge
from bot.purge.removed import Removed
from bot.purge.trackers import StoredTrackers
from bot.purge.website import WebsiteConversations
from clinic.environment import Environment
from clinic.settings import Clinic


def purge(environment: Environment, clinic: Clinic, options: argparse.Namespace) -> int:
    """Do what `options` says; return the exit code."""
    inbox = Inbox(environment.data_dir / "inbox.db")
    purging = Purge(
        inbox,
        StoredTrackers(environment.tracker_db_url),
        WebsiteConversations(database_url(environment)),
    )
    try:
        if options.record:
            print(json.dumps([vars(one) for one in removed.read(inbox)], indent=2))
            return 0
        return _end(_removed(purging, clinic, options), options)
    except (sqlite3.Error, OSError, SQLAlchemyError, StoreUnavailable) as fault:
        print(
            f"Not all of it could be removed, because a database cannot be used "
            f"({type(fault).__name__}). Run this command once more.",
            file=sys.stderr,
        )
        return 1
    finally:
        purging.close()
        inbox.shut()


def _removed(purging: Purge, clinic: Clinic, options: argparse.Namespace) -> Removed:
    if options.conversation is not None:
        return purging.conversation(options.conversation, options.by, options.dry_run)
    given = options.older_than
    days = timedelta(days=clinic.privacy.retention_days if given is None else given)
    return purging.aged(datetime.now(timezone.utc) - days, options.by, options.dry_run)


def _end(found: Removed, options: argparse.Namespace) -> int:
    print(f"{'Would remove' if options.dry_run else 'Removed'} {found}.")
    if not found.kept:
        return 0
    print(
        f"{found.kept} messages stay, because they are not answered or their alert is not raised "
        "yet. Run this command again in a few minutes, while Nia runs.",
        file=sys.stderr,
    )
    return int(not options.dry_run)
