"""`python -m careteam migrate`: take the alert database to the tables of this program."""

from __future__ import annotations

import argparse

from careteam import migration
from careteam.service import CareTeam
from careteam.store import Store

ABOUT = "make the tables of the alert database, or take older ones to today's; keeps every alert"


def run(team: CareTeam, _options: argparse.Namespace) -> int:
    """Take the missing steps and say so; return 0. The worker does the same when it starts.

    Raises:
        StoreUnavailable: if the database cannot be changed.
    """
    was_there = team.store.exists
    before = _version(team.store) if was_there else None
    if before is not None and before >= migration.LATEST:
        print(f"The alert database was at version {before} already.")
        return 0
    team.store.prepare()
    was = before or ("before versions" if was_there else "absent")
    print(f"The alert database is at version {_version(team.store)} (was: {was}).")
    return 0


def _version(store: Store) -> str | None:
    with store.reading() as connection:
        return migration.version(connection)
