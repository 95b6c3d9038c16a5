"""One alert from its report to its resolution, by a clinic's file; for a process of its own."""

from __future__ import annotations

import json
import sys
import threading
from pathlib import Path
from typing import Any

from careteam.configured import care_team
from careteam.follow_up import FollowUp
from careteam.handling import acknowledge, resolve
from careteam.worker import duties_of
from clinic.environment import Environment
from clinic.settings import load_clinic
from tests.services.reports import report


def run(clinic_file: str, folder: str) -> None:
    """Print what became of the alert, where this process connected to, and what it has loaded."""
    asked: list[str] = []

    def note(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "socket.connect":
            asked.append(str(arguments[1][1]))
        elif event in {"socket.getaddrinfo", "socket.sendto"} and arguments[0] != "127.0.0.1":
            asked.append(str(arguments[0]))

    sys.addaudithook(note)
    environment = Environment.from_environ({"NIA_DATA_DIR": folder})
    team = care_team(environment, load_clinic(Path(clinic_file)))
    outcome = team.report(report(), 60)
    for duty in duties_of(team):
        duty()
    for thread in threading.enumerate():
        if thread.name == "careteam-follow":
            thread.join()  # or it tells what is handled below, while that is told here
    for handle in (acknowledge, resolved):
        handle(team.store, str(outcome.alert_id), "ann")
        FollowUp(team).once()
    loaded = [name for name in sys.modules if name.startswith("careteam.fhir")]
    print(json.dumps({"state": outcome.state.value, "asked": asked, "loaded": loaded}))


def resolved(store: Any, alert_id: str, by: str) -> None:
    resolve(store, alert_id, by, "called her")
