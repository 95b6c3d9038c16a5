"""How the inbox looks in a real Chromium: on a phone, at night, to axe, in forced colors."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from careteam.alerts import raise_alert
from tests.services.inbox.served import Served, axe, opened
from tests.services.reports import report

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
    for address in ("/", f"/alerts/{alert_id}", "/missed", "/people", "/audit", "/?q=x"):
        page.goto(served.url + address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, address
        assert page.evaluate(TOO_SMALL) == [], address
        assert page.evaluate(PALE) == [], address
        assert page.evaluate(UNNAMED) == [], address
    page.context.close()


def test_axe_finds_nothing_on_any_page_light_or_dark(browser: Browser, served: Served) -> None:
    alert = raise_alert(served.store, report(conversation_id="axe")).alert
    pages = ("/", "/?status=all", f"/alerts/{alert.id}", "/missed", "/people", "/audit")
    for scheme in ("light", "dark"):
        page = opened(browser, served, color_scheme=scheme)
        for path in pages:
            page.goto(f"{served.url}{path}")
            assert axe(page) == [], path
        page.get_by_role("button", name="Log out").click()
        expect(page.get_by_role("heading", name="Log in")).to_be_visible()
        assert axe(page) == [], "log in"
        page.context.close()


FLAT = """() => [...document.querySelectorAll("button, .button, input, textarea, .alert")]
  .filter((one) => one.getClientRects().length && one.type !== "radio" && one.type !== "hidden")
  .filter((one) => {
    const style = getComputedStyle(one);
    return style.borderTopStyle === "none" || parseFloat(style.borderTopWidth) < 1;
  })
  .map((one) => `${one.tagName} ${one.className} ${one.textContent.trim().slice(0, 40)}`)"""

HELD = """() => [...document.querySelectorAll("body *")]
  .filter((one) => getComputedStyle(one).forcedColorAdjust === "none")
  .map((one) => one.tagName)"""


def test_in_forced_colors_nothing_is_said_by_color_alone(browser: Browser, served: Served) -> None:
    alert_id = raise_alert(served.store, report(conversation_id="forced")).alert_id
    page = opened(browser, served, forced_colors="active")
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    for address in ("/", f"/alerts/{alert_id}", "/people", "/missed"):
        page.goto(served.url + address)
        assert page.evaluate(FLAT) == [], address  # edges stay where backgrounds go
        assert page.evaluate(HELD) == [], address  # the person's own colors win everywhere
        page.keyboard.press("Tab")
        focused = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert focused == "solid", address
    page.goto(served.url)
    current, other = (
        page.locator(which).first.evaluate("one => getComputedStyle(one).outlineStyle")
        for which in (".tabs a[aria-current]", ".tabs a:not([aria-current])")
    )
    assert (current, other) == ("solid", "none")  # which list it is shows without its color
    expect(page.locator(f"#alert-{alert_id} .age")).to_contain_text("waiting")
    page.context.close()
