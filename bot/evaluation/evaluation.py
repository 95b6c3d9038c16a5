"""All that is measured over labelled sentences, as one value for HTML and JSON."""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.evaluation.calibration import Calibration, calibration
from bot.evaluation.confusion import Confused, confusion
from bot.evaluation.judged import Judged
from bot.evaluation.rows import RowResult, rows
from bot.evaluation.signs import SignResult, signs
from bot.evaluation.timing import Time
from bot.evaluation.wrong import WrongOfRow, wrong


@dataclass(frozen=True)
class Measured:
    """A file of labelled sentences and how many it has."""

    file: str
    sentences: int


@dataclass(frozen=True)
class Evaluation:
    """The report; ``times`` are those of ``machine``, all else is the same everywhere."""

    made_at: str
    model: str
    machine: str
    files: list[Measured]
    rows: list[RowResult]
    signs: list[SignResult]
    confusion: list[Confused]
    calibration: Calibration
    times: list[Time]
    wrong: list[WrongOfRow]

    @property
    def sentences(self) -> int:
        """How many sentences there are in all files."""
        return sum(one.sentences for one in self.files)


def evaluation(
    judged: Mapping[Path, Sequence[Judged]], times: Sequence[Time], model: str, now: datetime
) -> Evaluation:
    """Gather the report over files; ``now`` is an aware time."""
    everything = [one for of_file in judged.values() for one in of_file]
    return Evaluation(
        made_at=now.isoformat(timespec="minutes"),
        model=model,
        machine=f"{platform.system()} on {platform.machine()} with {os.cpu_count()} processors",
        files=[Measured(str(file), len(of_file)) for file, of_file in judged.items()],
        rows=rows(everything),
        signs=signs(everything),
        confusion=confusion(everything),
        calibration=calibration(everything),
        times=list(times),
        wrong=wrong(everything),
    )
