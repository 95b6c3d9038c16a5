"""Runs a module under a clock that somebody else steps.

    python -m benchmarks.chaos.stepped FILE MODULE [ARGUMENT ...]

FILE holds the seconds by which the care team's clock is off; it may change at any time.
"""

from __future__ import annotations

import runpy
import sys
from datetime import datetime, timedelta
from pathlib import Path

from careteam import clock


def step(path: Path, seconds: float) -> None:
    """Set the clock of all who look at `path` to be off by `seconds`."""
    draft = path.with_suffix(".draft")
    draft.write_text(repr(seconds))
    draft.replace(path)


def install(path: Path) -> None:
    """Put the stepped clock in the place of the care team's.

    To be called before anything else of the care team is imported: modules keep what they import.
    """
    true = clock.utc_now

    def utc_now() -> datetime:
        return true() + timedelta(seconds=float(path.read_text()))

    clock.utc_now = utc_now


if __name__ == "__main__":
    install(Path(sys.argv[1]))
    sys.argv = sys.argv[2:]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
