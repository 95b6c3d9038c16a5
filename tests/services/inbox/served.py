"""An inbox that the real command serves, and a real Chromium that opens it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from playwright.sync_api import Browser, Page, expect

from careteam.store import Store
from tests.browser import AXE
from tests.server import ROOT, START_SECONDS, free_port
from tests.services.inbox.site import PASSWORD


@dataclass
class Served:
    """An inbox in a process of its own."""

    url: str
    store: Store
    process: subprocess.Popen[bytes]
    log: Path


@contextmanager
def serving(folder: Path, **environ: str) -> Iterator[Served]:
    port = free_port()
    log = folder / "log"
    given = {"NIA_DATA_DIR": str(folder), "NIA_INBOX_PORT": str(port), **environ}
    with log.open("wb") as file:
        process = subprocess.Popen(
            [sys.executable, "-m", "careteam", "inbox"],
            cwd=ROOT,
            env={**os.environ, "NIA_CLINIC_FILE": str(folder / "none.yml"), **given},
            stdout=file,
            stderr=subprocess.STDOUT,
        )
    store = Store(f"sqlite:///{folder / 'alerts.db'}")
    try:
        served = Served(f"http://localhost:{port}", store, process, log)
        _wait_for(served)
        yield served
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=60)
        store.engine.dispose()


def _wait_for(served: Served) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        assert served.process.poll() is None, served.log.read_text()
        try:
            if httpx.get(f"{served.url}/health/live").is_success:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise AssertionError(served.log.read_text())


def first_account(browser: Browser, inbox: Served) -> Page:
    """Make the first account by the link on the terminal; return its page, the list."""
    (link,) = re.findall(r"http://\S+/start/\S+", inbox.log.read_text())
    page = browser.new_context().new_page()
    page.goto(link)
    page.get_by_label("Your name").fill("Ann")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("The same password again").fill(PASSWORD)
    page.get_by_role("button", name="Keep it and log in").click()
    expect(page.get_by_role("heading", name="Open alerts")).to_be_visible()
    return page


def opened(
    browser: Browser,
    served: Served,
    before: Callable[[Page], object] | None = None,
    **how: Any,
) -> Page:
    """A page on the list, logged in; `before` is done to it while it is still empty."""
    page = browser.new_context(**how).new_page()
    if before is not None:
        before(page)
    page.goto(served.url)
    page.get_by_label("Name").fill("ann")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("heading", name="Open alerts")).to_be_visible()
    return page


def axe(page: Page) -> list[str]:
    """What axe finds (WCAG 2.2 AA); evaluated beside the page, so that its policy stays whole."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = page.evaluate("tags => axe.run({runOnly: tags})", tags)
    return [
        f"{one['id']}: {[node['html'] for node in one['nodes']]}" for one in found["violations"]
    ]
