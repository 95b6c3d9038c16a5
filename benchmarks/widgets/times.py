"""How long people on a slow phone wait: for the button, and from their press on it until they type.

Times are the page's own. A press counts from the click that the page was given, and ends when a
letter stands in the field; what the browser's driver waits before it clicks is not counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

from playwright.sync_api import Browser, Page, ViewportSize

from benchmarks.widgets.contenders import Contender
from benchmarks.widgets.opening import PATIENCE_MS, opened

RUNS = 5
SLOW_CPU = 4
# As page speed tests have a phone on a slow 4G: bytes a second, milliseconds there and back.
SLOW_NETWORK = {"offline": False, "downloadThroughput": 200_000, "uploadThroughput": 90_000}
LATENCY_MS = 150
READING_MS = 2000
LIMIT_MS = 1000
PHONE: ViewportSize = {"width": 390, "height": 844}
NOTE_PRESSES = "addEventListener('click', (one) => { window.pressed = one.timeStamp; }, true);"


@dataclass(frozen=True)
class Times:
    """Milliseconds on a slow phone with nothing kept from before.

    Attributes:
        first: from the navigation until there is anything to press or to type in.
        typed: from the navigation until somebody can type, the widget opened as soon as it can be.
        at_once: of these, from the press on what opens it; None: it stands open.
        later: from a press after a moment on the page; None: it stands open.
    """

    first: float
    typed: float
    at_once: float | None = None
    later: float | None = None

    def slow(self) -> list[str]:
        """Return what takes longer than a second until the first interaction, in words."""
        waits = {
            "until the button is there": self.first,
            "from a press at once until one can type": self.at_once,
            "from a press after a moment until one can type": self.later,
        }
        return [
            f"{words}: {wait:.0f} ms"
            for words, wait in waits.items()
            if wait is not None and wait > LIMIT_MS
        ]


def times(browser: Browser, contender: Contender, url: str) -> Times:
    """Return the medians of a few visits."""
    at_once = [visit(browser, contender, url, 0) for _ in range(RUNS)]
    first = median(one.first for one in at_once)
    typed = median(one.typed for one in at_once)
    if contender.opener is None:
        return Times(first, typed)
    later = [visit(browser, contender, url, READING_MS) for _ in range(RUNS)]
    return Times(first, typed, _median_press(at_once), _median_press(later))


def visit(browser: Browser, contender: Contender, url: str, reading_ms: float) -> Times:
    """Return one visit's times as if it were pressed at once, after reading for so long."""
    page = slow_phone(browser)
    page.add_init_script(NOTE_PRESSES)
    page.goto(url, wait_until="commit")
    first = None
    if contender.opener:
        page.locator(contender.opener).wait_for(timeout=PATIENCE_MS)
        first = _now(page)
        page.wait_for_timeout(reading_ms)
    opened(page, contender).press("a", timeout=PATIENCE_MS)
    typed = _now(page)
    pressed = typed - float(page.evaluate("window.pressed")) if contender.opener else None
    page.context.close()
    return Times(typed if first is None else first, typed, at_once=pressed)


def slow_phone(browser: Browser) -> Page:
    """Return an empty page on a slow phone."""
    page = browser.new_context(viewport=PHONE, has_touch=True).new_page()
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", {**SLOW_NETWORK, "latency": LATENCY_MS})
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOW_CPU})
    return page


def _now(page: Page) -> float:
    return float(page.evaluate("performance.now()"))


def _median_press(visits: list[Times]) -> float:
    return median(one.at_once for one in visits if one.at_once is not None)
