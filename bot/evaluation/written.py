"""Writes an evaluation into a folder: `report.html` for people, `report.json` for programs."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from bot.evaluation.evaluation import Evaluation
from bot.evaluation.html import page

HTML, JSON = "report.html", "report.json"


class ReportError(OSError):
    """The report cannot be written; the message names the remedy."""


def prepare(folder: Path) -> None:
    """Make the folder, so that a wrong one shows before minutes of work. Raises ReportError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable(folder, error) from error


def write(evaluation: Evaluation, folder: Path) -> Path:
    """Write both files and return the page's path. Raises ReportError."""
    prepare(folder)
    written = json.dumps(asdict(evaluation), indent=2, ensure_ascii=False) + "\n"
    try:
        (folder / JSON).write_text(written, encoding="utf-8")
        (folder / HTML).write_text(page(evaluation), encoding="utf-8")
    except OSError as error:
        raise _unwritable(folder, error) from error
    return folder / HTML


def _unwritable(folder: Path, error: OSError) -> ReportError:
    why = error.strerror or type(error).__name__
    return ReportError(f"No report can be written into {folder} ({why}): name a folder of yours.")
