"""`make test`: lint, types, then every test; nothing is skipped. Stops at the first that fails."""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ["bot", "actions", "careteam", "clinic", "scripts", "tests", "benchmarks"]


def steps(lint_only: bool, selection: list[str]) -> list[tuple[str, list[str]]]:
    """Names and commands, in the order in which a mistake shows soonest."""
    present = [package for package in PACKAGES if list((ROOT / package).rglob("*.py"))]
    lint = [
        ("ruff check", ["ruff", "check", "."]),
        ("ruff format", ["ruff", "format", "--check", "."]),
        ("mypy", ["mypy", *present]),
    ]
    return lint if lint_only else [*lint, ("pytest", ["pytest", *selection])]


def main() -> int:
    """Run the steps; the exit code is that of the first which failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lint-only", action="store_true")
    parser.add_argument("pytest", nargs="*", help="what to hand to pytest")
    options = parser.parse_args()
    for name, command in steps(options.lint_only, options.pytest):
        started = time.monotonic()
        print(f"== {name}", flush=True)
        code = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, check=False).returncode
        print(f"== {name}: {'ok' if code == 0 else 'failed'}", end=" ")
        print(f"({time.monotonic() - started:.0f} s)", flush=True)
        if code != 0:
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main())
