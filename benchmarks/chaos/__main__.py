"""Is an alert ever lost? `python -m benchmarks.chaos --alerts 10000 --database sqlite --seed 1`.

Reports come in while workers, reporters, nurse and inbox are killed and frozen, receivers fail in
every way, the database is restarted or locked and the clock is stepped. Then everything is healed,
and when nothing is due any more it is counted. Exit code 1: something was broken.
"""

from __future__ import annotations

import argparse
import secrets
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.chaos.run import Size, run


def main() -> int:
    """Run it, print the tally, return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.chaos", description=__doc__)
    parser.add_argument("--alerts", type=int, default=Size.alerts)
    parser.add_argument("--workers", type=int, default=Size.workers)
    parser.add_argument("--seconds", type=float, default=Size.seconds, help="of faults, at least")
    parser.add_argument("--pause", type=float, default=Size.pause, help="seconds between faults")
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--seed", type=int, default=secrets.randbelow(2**32))
    parser.add_argument("--folder", type=Path, help="an empty folder, kept; default: a passing one")
    given = parser.parse_args()
    size = Size(given.alerts, given.workers, given.seconds, given.pause)
    started = time.monotonic()

    def say(what: str) -> None:
        print(f"{what} after {time.monotonic() - started:.0f} s", flush=True)

    print(f"{given.database}, {given.alerts} alerts, {given.workers} workers, --seed {given.seed}")
    with tempfile.TemporaryDirectory() as passing:
        tally = run(given.database, size, given.seed, given.folder or Path(passing), say)
    print(tally)
    return 0 if tally.holds else 1


if __name__ == "__main__":
    sys.exit(main())
