"""What somebody at the clinic does on the command line of a running server."""

from __future__ import annotations

import subprocess
import sys

from tests.server import ROOT, Nia
from tests.services.test_server_faults import eventually


def careteam(nia: Nia, *words: str) -> None:
    """Run `python -m careteam` with the server's settings."""
    command = [sys.executable, "-m", "careteam", *words]
    done = subprocess.run(
        command, cwd=ROOT, env=nia.environ, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def alert_of(nia: Nia, message: str) -> str:
    """Return the alert's id as soon as it is there: on a busy machine that is after the answer."""
    found: list[str] = []

    def look() -> bool:
        found[:] = [str(alert["id"]) for alert in nia.alerts() if message in alert["message"]]
        return bool(found)

    eventually(look)
    (alert_id,) = found
    return alert_id
