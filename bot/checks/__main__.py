"""`python -m bot.checks`: check every text that Nia can send; exit 1 and say why if one fails."""

from __future__ import annotations

import sys
from pathlib import Path

from bot.checks.every_rule import EVERY_RULE
from bot.checks.load import load_content

ROOT = Path(__file__).resolve().parents[2]


def main() -> int:
    """Run every rule over the project's texts; return the exit code."""
    content = load_content(ROOT)
    found = 0
    for name, rule in EVERY_RULE.items():
        for fault in rule(content):
            found += 1
            print(f"{name.replace('_', ' ')}: {fault}")
    checked = len(content.texts)
    print(
        f"{checked} texts, {len(EVERY_RULE)} rules, {found} {'fault' if found == 1 else 'faults'}"
    )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
