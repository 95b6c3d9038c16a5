"""A real Chromium for the tests of web pages, with axe and a screen reader (make setup-tests)."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

FOLDER = Path(__file__).resolve().parents[2] / ".tools" / "browser"
PACKAGES = FOLDER / "node_modules"
AXE = PACKAGES / "axe-core" / "axe.min.js"
SCREEN_READER = PACKAGES / "@guidepup/virtual-screen-reader" / "lib" / "esm" / "index.browser.js"
ARGUMENTS = ("--no-sandbox", "--headless=shell", "--disable-gpu")
# Whatever is waited for may take so long on a machine that has other things to do.
PATIENCE_MS = 30_000
_LOOK_MS = 50
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


@contextmanager
def browsing() -> Iterator[Browser]:
    """Run a Chromium in which everything that is expected is waited for patiently."""
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium(), args=list(ARGUMENTS))
        yield launched
        launched.close()


def wait_until(page: Page, holds: Callable[[], object]) -> None:
    """Wait until something holds of what no locator finds: requests, complaints, words read out.

    Raises AssertionError if it never does.
    """
    for _ in range(PATIENCE_MS // _LOOK_MS):
        if holds():
            return
        # Not a sleep: the browser's events come in meanwhile.
        page.wait_for_timeout(_LOOK_MS)
    raise AssertionError("it did not happen in time")
