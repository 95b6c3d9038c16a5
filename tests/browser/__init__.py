"""A real Chromium for the tests of web pages, and axe; `make setup-tests` puts both here."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / ".tools" / "browser"
AXE = FOLDER / "node_modules" / "axe-core" / "axe.min.js"
ARGUMENTS = ("--no-sandbox", "--headless=shell", "--disable-gpu")
_NAMES = ("chromium", "chromium-browser", "google-chrome")


def chromium() -> str:
    """Return the path of a Chromium: NIA_TEST_CHROMIUM, the tests' own, or one on the path.

    Raises:
        FileNotFoundError: when there is none; the text names the remedy.
    """
    own = FOLDER / "chromium"
    found = os.environ.get("NIA_TEST_CHROMIUM") or (str(own) if own.exists() else None)
    found = found or next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        raise FileNotFoundError("There is no browser for the tests: run make setup-tests.")
    return found
