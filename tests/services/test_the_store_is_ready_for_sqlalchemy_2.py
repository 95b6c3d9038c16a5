"""Rasa holds SQLAlchemy at 1.4; the care team's store uses nothing of it that 2.0 drops."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.server import ROOT

# SQLAlchemy reads SQLALCHEMY_WARN_20 once, when it is loaded; tables are made when careteam is.
START = """
import sys, warnings
from sqlalchemy.exc import RemovedIn20Warning
warnings.simplefilter("error", RemovedIn20Warning)
from tests.services.store_operations import run
run(sys.argv[1])
"""


def test_no_operation_uses_what_sqlalchemy_2_drops(alerts_url: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", START, alerts_url],
        cwd=ROOT,
        env={**os.environ, "SQLALCHEMY_WARN_20": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "all of it\n"), done.stderr
