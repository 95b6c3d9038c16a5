"""The care team's worker and inbox, as processes beside the server of `python -m bot run`."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def care_team_beside() -> Iterator[None]:
    """Run both while the body runs; a request to stop this process ends the body."""
    beside = [
        subprocess.Popen([sys.executable, "-m", "careteam", "deliver"], stdout=subprocess.DEVNULL),
        subprocess.Popen([sys.executable, "-m", "careteam", "inbox"]),
    ]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        yield
    finally:
        for process in beside:
            process.terminate()
        for process in beside:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Wait until a process that was told to stop has done so; nothing is lost by killing it."""
    try:
        process.wait(timeout=5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
