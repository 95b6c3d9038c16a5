"""`python -m bot evaluate FILE …`: prints each file's shares and writes the report."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime, timezone
from pathlib import Path

from bot.evaluation.evaluation import evaluation
from bot.evaluation.judged import Judged, Parse, judge
from bot.evaluation.labels import read_labels
from bot.evaluation.text import report
from bot.evaluation.written import prepare, write

# Loading takes many seconds: the labels are read before.
Load = Callable[[], tuple[Parse, Path]]


def evaluate(files: Sequence[Path], folder: Path, load: Load) -> Path:
    """Evaluate the files with what ``load`` gives: a parser, and the archive of its model.

    Prints as it goes; returns the page's path.

    Raises:
        LabelsError: before anything is loaded, when a file is none of labelled sentences.
        ReportError: when the folder cannot be written into.
    """
    labels = {file: read_labels(file) for file in files}
    prepare(folder)
    parse, archive = load()
    from bot.evaluation.components import times

    # First, while no text has been seen: what is remembered of words would flatter the times.
    timed = times([str(one["text"]) for of_file in labels.values() for one in of_file],
                  archive, parse)  # fmt: skip

    async def all_files() -> dict[Path, list[Judged]]:
        found = {}
        for file, of_file in labels.items():
            found[file] = await judge(of_file, parse, file)
            print(*report(file, found[file]), sep="\n", flush=True)
        return found

    judged = asyncio.run(all_files())
    now = datetime.now(timezone.utc)
    return write(evaluation(judged, timed, archive.name, now), folder)
