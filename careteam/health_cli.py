"""`python -m careteam health`: whether alerts can reach somebody now (ESC-14)."""

from __future__ import annotations

import argparse

from careteam.health import health_of
from careteam.record import printable
from careteam.service import CareTeam

ABOUT = "say whether alerts can be delivered, and why not; exit code 1 when degraded"


def run(team: CareTeam, _options: argparse.Namespace) -> int:
    """Print the status and its reasons, one a line; return 0 if ready, else 1."""
    health = health_of(team)
    print(health.status)
    for reason in health.reasons:
        print(f"  - {printable(reason.words)}")
    return 0 if health.status == "ready" else 1
