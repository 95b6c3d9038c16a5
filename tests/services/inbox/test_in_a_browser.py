"""The inbox in a real Chromium, served by the real command."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from careteam.alerts import raise_alert
from careteam.handling import acknowledge
from careteam.store import Store
from tests.browser import ARGUMENTS, AXE, chromium
from tests.server import ROOT, free_port
from tests.services.inbox.site import PASSWORD
from tests.services.reports import report

DANGEROUS = (
    "<img src=x onerror=\"document.title='stolen'\"><script>document.title='stolen'</script>"
)


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
        process.wait(timeout=15)
        store.engine.dispose()


def _wait_for(served: Served) -> None:
    for _ in range(150):
        assert served.process.poll() is None, served.log.read_text()
        try:
            if httpx.get(f"{served.url}/health/live").is_success:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise AssertionError(served.log.read_text())


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield launched
        launched.close()


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


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Served]:
    """An inbox whose first account was made by the link on the terminal."""
    with serving(tmp_path_factory.mktemp("inbox")) as inbox:
        first_account(browser, inbox).context.close()
        yield inbox


def opened(browser: Browser, served: Served, **how: Any) -> Page:
    """A page on the list, logged in, that fails on an error of the script or of the policy."""
    page = browser.new_context(**how).new_page()
    page.goto(served.url)
    page.get_by_label("Name").fill("ann")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("heading", name="Open alerts")).to_be_visible()
    return page


def test_a_new_alert_appears_by_itself_is_said_and_leaves_the_focus(
    browser: Browser, served: Served
) -> None:
    first = raise_alert(served.store, report(conversation_id="live-1")).alert_id
    page = opened(browser, served)
    link = page.locator(f"#alert-{first} h3 a")
    link.focus()
    expect(page).to_have_title(re.compile(r"^\(\d+\) "))
    second = raise_alert(served.store, report(conversation_id="live-2")).alert_id
    expect(page.locator(f"#alert-{second}")).to_be_visible(timeout=10_000)
    expect(page.get_by_role("status")).to_contain_text("A new alert waits")
    expect(link).to_be_focused()
    acknowledge(served.store, second, "bob")
    expect(page.locator(f"#alert-{second}")).to_have_count(0, timeout=10_000)
    page.context.close()


def test_a_session_that_ends_says_that_the_list_is_old(browser: Browser, served: Served) -> None:
    page = opened(browser, served)
    other = page.context.new_page()
    other.goto(served.url)
    other.get_by_role("button", name="Log out").click()
    expect(page.get_by_role("alert")).to_contain_text("You are logged out", timeout=10_000)
    page.context.close()


def test_everything_works_without_scripts_on_a_phone_by_keyboard(
    browser: Browser, served: Served
) -> None:
    alert_id = raise_alert(served.store, report(conversation_id="phone")).alert_id
    size = {"width": 320, "height": 640}
    page = opened(browser, served, java_script_enabled=False, viewport=size)
    link = page.locator(f"#alert-{alert_id} h3 a")
    link.focus()
    page.keyboard.press("Enter")
    button = page.get_by_role("button", name="I have it: acknowledge")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("You have acknowledged this alert.")).to_be_visible()
    page.get_by_label("What was done (needed)").fill("called her")
    page.get_by_role("button", name="Resolve").click()
    expect(page.get_by_text("This alert is resolved.")).to_be_visible()
    page.context.close()


def test_what_a_patient_typed_never_runs(browser: Browser, served: Served) -> None:
    alert_id = raise_alert(
        served.store, report(conversation_id="script", message=DANGEROUS)
    ).alert_id
    page = opened(browser, served)
    expect(page.locator(f"#alert-{alert_id}")).to_be_visible()
    page.goto(f"{served.url}/alerts/{alert_id}")
    expect(page.locator(".verbatim").first).to_have_text(DANGEROUS)
    assert "stolen" not in page.title()
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_fit_a_phone_and_can_be_touched_and_read(
    browser: Browser, served: Served, scheme: Any
) -> None:
    alert_id = raise_alert(
        served.store,
        report(conversation_id="fit", message="x" * 400, contact="555 0100"),
        ("a-route-with-a-long-name",),
    ).alert_id
    size = {"width": 320, "height": 640}
    page = opened(browser, served, viewport=size, color_scheme=scheme)
    for address in ("/", f"/alerts/{alert_id}", "/people", "/audit", "/?q=x"):
        page.goto(served.url + address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, address
        assert page.evaluate(TOO_SMALL) == [], address
        assert page.evaluate(PALE) == [], address
        assert page.evaluate(UNNAMED) == [], address
    page.context.close()


TOO_SMALL = """() => [...document.querySelectorAll("button, .button, summary, nav a, h3 a, .tel")]
  .map((one) => [one.textContent.trim(), one.getBoundingClientRect()])
  .filter(([, box]) => box.height > 0 && (box.height < 43.9 || box.width < 43.9))
  .map(([words, box]) => `${words} ${box.width}x${box.height}`)"""

PALE = """() => {
  const channels = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = (colour) => channels(colour).slice(0, 3).map((value) => value / 255)
    .map((value) => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
    .reduce((sum, value, place) => sum + value * [0.2126, 0.7152, 0.0722][place], 0);
  const behind = (one) => {
    for (let at = one; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if (channels(colour)[3] !== 0) return colour;
    }
    return getComputedStyle(document.body).backgroundColor;
  };
  return [...document.body.querySelectorAll("*")]
    .filter((one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
    .filter((one) => one.getClientRects().length)
    .map((one) => [one, light(getComputedStyle(one).color), light(behind(one))])
    .filter(([, a, b]) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) < 4.5)
    .map(([one]) => `${one.tagName} ${one.textContent.trim().slice(0, 40)}`);
}"""

UNNAMED = """() => [...document.querySelectorAll("input:not([type=hidden]), select, textarea")]
  .filter((one) => !one.hidden && !one.labels.length && !one.getAttribute("aria-label"))
  .map((one) => one.outerHTML)"""


def test_the_server_stops_at_once_with_lists_open(browser: Browser, tmp_path: Path) -> None:
    with serving(tmp_path) as inbox:
        page = first_account(browser, inbox)
        expect(page).to_have_title(re.compile("^Open alerts"))
        inbox.process.send_signal(signal.SIGTERM)
        assert inbox.process.wait(timeout=10) in {0, -signal.SIGTERM}
        expect(page.get_by_role("alert")).to_contain_text("not kept up to date", timeout=15_000)
        page.context.close()


def test_axe_finds_nothing_on_any_page_light_or_dark(browser: Browser, served: Served) -> None:
    alert = raise_alert(served.store, report(conversation_id="axe")).alert
    pages = ("/", "/?status=all", f"/alerts/{alert.id}", "/people", "/audit")
    for scheme in ("light", "dark"):
        page = opened(browser, served, color_scheme=scheme)
        for path in pages:
            page.goto(f"{served.url}{path}")
            assert axe(page) == [], path
        page.get_by_role("button", name="Log out").click()
        assert axe(page) == [], "log in"
        page.context.close()


def axe(page: Page) -> list[str]:
    """What axe finds (WCAG 2.2 AA); evaluated beside the page, so that its policy stays whole."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = page.evaluate("tags => axe.run({runOnly: tags})", tags)
    return [
        f"{one['id']}: {[node['html'] for node in one['nodes']]}" for one in found["violations"]
    ]
