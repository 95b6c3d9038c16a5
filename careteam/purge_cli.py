"""`python -m careteam purge`: remove alerts by age or of one person, and keep a record of it."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import timedelta

from careteam import removal
from careteam.clock import utc_now
from careteam.record import printable
from careteam.removal import Removal, StillOpen
from careteam.service import CareTeam
from careteam.shredding import shred

ABOUT = (
    "remove alerts and what was said in them for good: those resolved more than --older-than days "
    "ago (default: privacy.retention_days), or those of one --conversation"
)
_MOST_DAYS = 36_500
_WHO = "command line"


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what to remove, and how."""
    which = parser.add_mutually_exclusive_group()
    which.add_argument(
        "--older-than", type=_days, metavar="DAYS", help="resolved longer ago; open ones stay"
    )
    which.add_argument("--conversation", metavar="ID", help="every alert of this conversation")
    which.add_argument(
        "--record", action="store_true", help="remove nothing; print what was removed, as JSON"
    )
    parser.add_argument(
        "--even-open", action="store_true", help="with --conversation: also what nobody resolved"
    )
    parser.add_argument("--dry-run", action="store_true", help="only say what would be removed")
    parser.add_argument("--by", default=_WHO, metavar="NAME", help="who you are, for the record")


def run(team: CareTeam, options: argparse.Namespace) -> int:
    """Do what `options` says; return the exit code.

    Raises:
        StoreUnavailable: if the database cannot be read or written.
    """
    if options.record:
        print(json.dumps([vars(one) for one in removal.removals(team.store)], indent=2))
        return 0
    if options.even_open and options.conversation is None:
        return _sorry("--even-open goes with --conversation: by age only resolved alerts go.")
    if options.conversation is not None:
        return _purge_conversation(team, options)
    age = team.retention if options.older_than is None else timedelta(days=options.older_than)
    if age is None:
        return _sorry("Say how old: --older-than DAYS.")
    return _purge_aged(team, options, age)


def _purge_conversation(team: CareTeam, options: argparse.Namespace) -> int:
    if options.dry_run:
        return _say("Would remove", removal.of_conversation(team.store, options.conversation))
    try:
        gone = removal.remove_conversation(
            team.store, options.conversation, options.by, options.even_open
        )
    except StillOpen:
        return _sorry(
            "Nothing was removed: this conversation has an alert that nobody has resolved. "
            "Resolve it first, or add --even-open."
        )
    return _end(team, gone)


def _purge_aged(team: CareTeam, options: argparse.Namespace, age: timedelta) -> int:
    moment = utc_now() - age
    if options.dry_run:
        return _say("Would remove", removal.resolved_before(team.store, moment))
    gone: list[Removal] = []
    while batch := removal.remove_resolved(team.store, moment, options.by):
        gone += batch
    return _end(team, gone)


def _end(team: CareTeam, gone: list[Removal]) -> int:
    _say("Removed", gone)
    if shred(team.store):
        return 0
    return _sorry(
        "The alerts are removed, but the database is in use and its log could not be cleared: "
        "run this command once more, until this line does not come."
    )


def _say(what: str, removals: list[Removal]) -> int:
    events = sum(one.events for one in removals)
    deliveries = sum(one.deliveries for one in removals)
    print(f"{what} {len(removals)} alerts, {events} events and {deliveries} deliveries.")
    for one in removals:
        print(f"  {printable(one.alert_id)}")
    return 0


def _days(text: str) -> float:
    try:
        days = float(text)
    except ValueError:
        days = -1
    if not 0 <= days <= _MOST_DAYS:
        raise argparse.ArgumentTypeError(f"write days, from 0 to {_MOST_DAYS}")
    return days


def _sorry(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1
