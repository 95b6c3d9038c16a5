"""Keeps other people's libraries quiet, and their telemetry off, before they are imported."""

from __future__ import annotations

import logging
import os
import sys
import warnings
from pathlib import Path
from typing import TextIO

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = tuple(str(ROOT / name) for name in ("bot", "actions", "careteam", "clinic"))


def only_ours(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    """Show a warning that comes from our own code, and no other."""
    if filename.startswith(PACKAGES):
        text = warnings.formatwarning(message, category, filename, lineno, line)
        print(text, file=file or sys.stderr, end="")


def hush() -> None:
    """Call before importing rasa. Our own warnings and errors still reach stderr."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    os.environ.setdefault("LOG_LEVEL", "ERROR")
    os.environ.setdefault("LOG_LEVEL_LIBRARIES", "ERROR")
    # Rasa's imports reset the filters again and again; this is where every warning ends.
    warnings.showwarning = only_ours
    logging.getLogger().addFilter(lambda record: "TensorBoard" not in record.getMessage())
    logging.basicConfig(
        level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )
    for name in ("rasa", "matplotlib", "apscheduler", "asyncio", "tensorflow", "sanic"):
        logging.getLogger(name).setLevel(logging.ERROR)


def hush_rasa() -> None:
    """Call after importing rasa: its structured log prints every message otherwise."""
    from rasa.utils.log_utils import configure_structlog

    configure_structlog(logging.ERROR)
