"""`python -m careteam deliver-once`: one round of what the worker does, by hand."""

from __future__ import annotations

import argparse

from careteam.adoption import adopt
from careteam.delivery import deliver_due
from careteam.escalator import Escalator
from careteam.follow_up import FollowUp
from careteam.revival import revive
from careteam.service import CareTeam

ABOUT = "tell again what nobody acknowledged in time, and try every delivery that is due, once"


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add `--again`."""
    parser.add_argument(
        "--again", action="store_true", help="also what was refused for good, after a repair"
    )


def run(team: CareTeam, options: argparse.Namespace) -> int:
    """Take the timers' steps, try what is due, say how much that was, and return 0.

    Raises:
        StoreUnavailable: if the database cannot be read or written.
    """
    if options.again:
        revive(team.store)
    adopt(team.store, team.plan)
    Escalator(team.store, team.plan).run()
    tried = deliver_due(team.store, tuple(team.routes.values()))
    FollowUp(team).once()
    print(f"Tried {tried} deliveries.")
    return 0
