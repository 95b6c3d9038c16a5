"""`make test`: lint, types, then every test; nothing is skipped. Stops at the first that fails.

The tests run in two halves side by side (tests/halves.py), with one model that is trained before.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ["bot", "actions", "careteam", "clinic", "scripts", "tests", "benchmarks"]
HALVES = (1, 2)
Step = tuple[str, Callable[[], int]]


def module(*command: str) -> int:
    """Run a Python module; the exit code."""
    return subprocess.run([sys.executable, "-m", *command], cwd=ROOT, check=False).returncode


def halves(selection: list[str]) -> int:
    """Run both halves at once, the second one's output after the first one's; the exit code."""
    with tempfile.TemporaryFile("w+") as kept:
        running = [
            subprocess.Popen(
                [sys.executable, "-m", "pytest", f"--half={half}", *(selection or ["tests"])],
                cwd=ROOT,
                stdout=None if half == HALVES[0] else kept,
                stderr=None if half == HALVES[0] else subprocess.STDOUT,
            )
            for half in HALVES
        ]
        codes = [half.wait() for half in running]
        kept.seek(0)
        print(kept.read(), flush=True)
    return next((code for code in codes if code), 0)


def steps(lint_only: bool, selection: list[str]) -> list[Step]:
    """Names and what they do, in the order in which a mistake shows soonest."""
    present = [package for package in PACKAGES if list((ROOT / package).rglob("*.py"))]
    lint: list[Step] = [
        ("ruff check", partial(module, "ruff", "check", ".")),
        ("ruff format", partial(module, "ruff", "format", "--check", ".")),
        ("mypy", partial(module, "mypy", *present)),
    ]
    train: Step = ("the model", partial(module, "bot", "train"))
    return lint if lint_only else [*lint, train, ("pytest", partial(halves, selection))]


def main() -> int:
    """Run the steps; the exit code is that of the first which failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lint-only", action="store_true")
    parser.add_argument("pytest", nargs="*", help="what to hand to pytest")
    options = parser.parse_args()
    for name, step in steps(options.lint_only, options.pytest):
        started = time.monotonic()
        print(f"== {name}", flush=True)
        code = step()
        print(f"== {name}: {'ok' if code == 0 else 'failed'}", end=" ")
        print(f"({time.monotonic() - started:.0f} s)", flush=True)
        if code != 0:
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main())
