"""`python -m careteam feedback`: which answers helped, and which did not."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict

from careteam.feedback import TopicCount, summary
from careteam.record import printable
from careteam.service import CareTeam

ABOUT = 'count the answers to "did this help?" by topic, most often "no" first'
_HEAD = ("TOPIC", "HELPED", "NOT HELPED")


def run(team: CareTeam, options: argparse.Namespace) -> int:
    """Print the counts as `options.format` says, "table" or "json"; return the exit code.

    Raises:
        StoreUnavailable: if the database cannot be read.
    """
    counts = summary(team.store)
    if options.format == "json":
        print(json.dumps([asdict(count) for count in counts], indent=2))
    else:
        print(table(counts))
    return 0


def table(counts: Sequence[TopicCount]) -> str:
    """Return the counts as text for a terminal, one topic a line."""
    if not counts:
        return "No feedback."
    lines = [_HEAD, *(_line(count) for count in counts)]
    topic, helped, not_helped = (max(map(len, column)) for column in zip(*lines, strict=True))
    return "\n".join(
        f"{line[0]:<{topic}}  {line[1]:>{helped}}  {line[2]:>{not_helped}}" for line in lines
    )


def _line(count: TopicCount) -> tuple[str, str, str]:
    return printable(count.topic), str(count.helped), str(count.not_helped)
