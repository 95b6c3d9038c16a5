"""`python -m careteam test-alert`: try every route with an alert marked TEST (ESC-14)."""

from __future__ import annotations

import argparse

from careteam.outcome import State
from careteam.records import find_alert
from careteam.service import CareTeam
from careteam.synthetic import by_hand

ABOUT = (
    "raise an alert marked TEST and try every route; exit code 0 only if one took it; "
    "acknowledge it when it has arrived"
)


def run(team: CareTeam, _options: argparse.Namespace) -> int:
    """Raise it, say what came of each route, and return 0 if one took it.

    Raises:
        StoreUnavailable: if it is not known to be stored.
    """
    outcome = by_hand(team)
    print(f"TEST alert {outcome.alert_id}: {outcome.state.value}.")
    if outcome.alert_id and team.routes:
        for delivery in find_alert(team.store, outcome.alert_id).deliveries:
            result = delivery.last_result or "still under way"
            print(f"  {delivery.route}: {result} {delivery.last_detail or ''}".rstrip())
    return 0 if outcome.state is State.SENT else 1
