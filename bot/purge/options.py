"""The options of `python -m bot purge`; apart, because what removes takes long to load."""

from __future__ import annotations

import argparse

ABOUT = (
    "remove messages and conversations for good: those older than --older-than days (default: "
    "privacy.retention_days), or those of one --conversation; alerts: python -m careteam purge"
)
_MOST_DAYS = 36_500
_WHO = "command line"


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what to remove, and how."""
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--older-than", type=_days, metavar="DAYS")
    which.add_argument("--conversation", metavar="ID", help="all of this conversation")
    which.add_argument(
        "--record", action="store_true", help="remove nothing; print what was removed, as JSON"
    )
    parser.add_argument("--dry-run", action="store_true", help="only say what would be removed")
    parser.add_argument("--by", default=_WHO, metavar="NAME", help="who you are, for the record")


def _days(text: str) -> float:
    try:
        days = float(text)
    except ValueError:
        days = -1
    if not 0 <= days <= _MOST_DAYS:
        raise argparse.ArgumentTypeError(f"write days, from 0 to {_MOST_DAYS}")
    return days
