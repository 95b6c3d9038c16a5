"""What is measured of one widget, in a real Chromium."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Browser, Error, Page

from benchmarks.widgets.contenders import Contender
from benchmarks.widgets.opening import PATIENCE_MS, opened
from benchmarks.widgets.site import STRICT, serving
from benchmarks.widgets.times import Times, times
from tests.browser import AXE

MOST_TABS = 40
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WATCH = """window.refused = [];
addEventListener("securitypolicyviolation", (one) =>
  window.refused.push(`${one.effectiveDirective} ${one.blockedURI}`), true);"""
FOCUSED = """() => {
  let at = document.activeElement;
  for (;;) {
    const inside = at?.shadowRoot?.activeElement ?? at?.contentDocument?.activeElement;
    if (!inside) break;
    at = inside;
  }
  if (!at) return "";
  const types = at.matches("textarea, input:not([type]), input[type=text]") || at.isContentEditable;
  const opens = at.matches("button.open");
  const sends = /send|submit/i.test([at.id, at.className, at.title, at.textContent,
    at.getAttribute("aria-label"), at.getAttribute("type")].join(" "));
  return types ? "field" : opens ? "opener" : sends ? "send" : "other";
}"""


@dataclass(frozen=True)
class Measured:
    """One widget.

    Attributes:
        kilobytes: compressed, all that is loaded until somebody can type.
        times: how long people wait on a slow phone.
        axe: rules that axe finds broken.
        refused: what a strict policy refuses.
        works_strictly: whether somebody can type under that policy.
        tabs: key presses to the field, and from there to the button that sends; None: never.
    """

    kilobytes: float
    times: Times
    axe: tuple[str, ...]
    refused: int
    works_strictly: bool
    tabs_to_field: int | None
    tabs_to_send: int | None


def measure(browser: Browser, contender: Contender) -> Measured:
    """Measure everything of one widget."""
    with serving(contender) as site:
        waits = times(browser, contender, site.url)
        broken = axe(browser, contender, site.url)
        field, send = keyboard(browser, contender, site.url)
        kilobytes = site.widget_bytes / 1000
    with serving(contender, STRICT) as site:
        refused, works = strictly(browser, contender, site.url)
    return Measured(kilobytes, waits, broken, refused, works, field, send)


def axe(browser: Browser, contender: Contender, url: str) -> tuple[str, ...]:
    """Return the rules that axe finds broken, frames and shadow trees included."""
    page = browser.new_context().new_page()
    page.goto(url)
    opened(page, contender)
    for frame in page.frames:
        frame.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("tags => axe.run({runOnly: tags})", TAGS)
    page.context.close()
    return tuple(sorted(one["id"] for one in found["violations"]))


def strictly(browser: Browser, contender: Contender, url: str) -> tuple[int, bool]:
    """Return how much a strict policy refuses, and whether somebody can type all the same."""
    page = browser.new_context().new_page()
    page.add_init_script(WATCH)
    page.goto(url)
    try:
        opened(page, contender, 8000).press("a", timeout=8000)
        works = True
    except Error:
        works = False
    refused = sum(len(frame.evaluate("window.refused")) for frame in page.frames)
    page.context.close()
    return refused, works


def keyboard(browser: Browser, contender: Contender, url: str) -> tuple[int | None, int | None]:
    """Return the key presses to the field, and from a typed word to what sends it."""
    page = browser.new_context().new_page()
    page.goto(url)
    if contender.opener is None:
        opened(page, contender)
    else:
        page.locator(contender.opener).wait_for(timeout=PATIENCE_MS)
    field = presses_until(page, "field")
    send = None
    if field is not None:
        page.keyboard.type("hello")
        send = presses_until(page, "send")
    page.context.close()
    return field, send


def presses_until(page: Page, wanted: str) -> int | None:
    """Press Tab, and Enter on what opens the widget, until the focus is on what is wanted."""
    for presses in range(1, MOST_TABS):
        at = page.evaluate(FOCUSED)
        page.keyboard.press("Enter" if at == "opener" else "Tab")
        page.wait_for_timeout(300 if at == "opener" else 20)
        if page.evaluate(FOCUSED) == wanted:
            return presses
    return None
