"""`python -m careteam export`: everything that is recorded of alerts, to read or to hand over."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from careteam.clock import utc_now
from careteam.csv_file import to_csv
from careteam.fhir.bundle import collection
from careteam.record import history, to_json
from careteam.records import Recorded, list_alerts, storable
from careteam.service import CareTeam
from careteam.state import STATUSES

ABOUT = "write alerts with their whole history, of everybody or of one --conversation"


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add which alerts, how, and where to."""
    parser.add_argument("--format", choices=tuple(_WRITTEN), default="json", help="default: json")
    parser.add_argument("--status", choices=STATUSES, help="only alerts with this status")
    parser.add_argument("--conversation", metavar="ID", help="only alerts of this conversation")
    parser.add_argument(
        "--output", type=Path, metavar="FILE", help="a new file, for your eyes only; default: print"
    )


def run(team: CareTeam, options: argparse.Namespace) -> int:
    """Write what `options` asks for; return the exit code.

    Raises:
        StoreUnavailable: if the database cannot be read.
    """
    own = None if options.conversation is None else storable(options.conversation)
    found = [
        recorded
        for recorded in list_alerts(team.store)
        if options.status in (None, recorded.state.status)
        and own in (None, storable(recorded.state.conversation_id))
    ]
    written = _WRITTEN[options.format](found, team)
    if options.output is None:
        print(written, end="")
        return 0
    try:
        _write(options.output, written)
    except OSError as error:
        why = error.strerror or type(error).__name__
        print(f"{options.output} cannot be written ({why}): name a new file.", file=sys.stderr)
        return 1
    print(f"Wrote {len(found)} alerts to {options.output}.")
    return 0


def _json(found: Sequence[Recorded], _team: CareTeam) -> str:
    whole = [{**to_json(recorded), "events": history(recorded)} for recorded in found]
    return json.dumps(whole, indent=2) + "\n"  # ASCII, as everywhere on the terminal


def _fhir(found: Sequence[Recorded], team: CareTeam) -> str:
    bundle = collection(found, team.plan.timers.level_2, utc_now())
    return json.dumps(bundle, indent=2) + "\n"


_WRITTEN: dict[str, Callable[[Sequence[Recorded], CareTeam], str]] = {
    "json": _json,
    "csv": lambda found, _: to_csv(found),
    "fhir": _fhir,
}


def _write(path: Path, text: str) -> None:
    # Never over a file that is there, and never for others to read.
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
        file.write(text)
