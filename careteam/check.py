"""`python -m careteam check`: are the settings right, and does every route take a message?

Every route is tried with a TEST message that belongs to no alert and is kept nowhere. For one that
goes through the store like a patient's, there is `test-alert`.
"""

from __future__ import annotations

import argparse
import uuid
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from careteam.clock import to_text, utc_now
from careteam.delivery import ATTEMPT_SECONDS
from careteam.routes import Attempt, Notice, Result, Route
from careteam.service import CareTeam
from careteam.state import AlertState
from clinic.environment import Environment
from clinic.settings import load_clinic
from clinic.start_up_warnings import start_up_warnings

ABOUT = "check the settings and try every route with a TEST message; exit code 1 if one fails"

_CAME_TO = {
    Result.SENT: "took the TEST message",
    Result.REFUSED: "REFUSED it: check its address, and its key or password",
    Result.UNREACHED: "was NOT REACHED: check its settings, the network and certificates",
    Result.UNKNOWN: "gave NO CLEAR ANSWER: look whether the TEST message is there",
}


def run(team: CareTeam, _options: argparse.Namespace) -> int:
    """Print what is wrong with the settings and what came of each route; 0 if all took it."""
    clinic_file = Environment.from_environ().clinic_file
    found = "can be used" if clinic_file.exists() else "does not exist; the safe defaults are used"
    print(f"{clinic_file} {found}.")
    for warning in start_up_warnings(load_clinic(clinic_file), utc_now().date()):
        print(f"Warning: {warning}")
    if team.routes:
        print(f"Trying {len(team.routes)} routes with a TEST message.", flush=True)
    attempts = try_all(tuple(team.routes.values()))
    for name, attempt in attempts.items():
        detail = f" ({attempt.detail})" if attempt.detail else ""
        print(f"{name}: {_CAME_TO[attempt.result]}{detail}.")
    if any(attempt.result is Result.SENT for attempt in attempts.values()):
        print("Taken is not seen: ask at the other end for the message that begins with TEST.")
    failed = [name for name, attempt in attempts.items() if attempt.result is not Result.SENT]
    return 0 if attempts and not failed else 1


def try_all(routes: Sequence[Route], seconds: float = ATTEMPT_SECONDS) -> dict[str, Attempt]:
    """Try every route once, side by side, with a TEST notice; return what came of it by name."""
    if not routes:
        return {}
    notice = trial_notice()
    with ThreadPoolExecutor(len(routes)) as pool:
        attempts = list(pool.map(lambda route: route.send(notice, seconds), routes))
    return {route.name: attempt for route, attempt in zip(routes, attempts, strict=True)}


def trial_notice() -> Notice:
    """Return a notice that cannot be mistaken for a patient's (ESC-14); it is in no store."""
    now = to_text(utc_now())
    alert_id = f"TEST-{uuid.uuid4()}"
    return Notice(AlertState(alert_id, "TEST", "test", now, now, now, test=True), 1)
