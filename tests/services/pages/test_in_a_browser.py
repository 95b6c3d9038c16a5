"""The website's own pages in a real Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import AXE, browsing
from tests.pages import serving_pages

PATHS = ("/", "/faq")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
TOO_SMALL = """() => [...document.querySelectorAll("nav a, .call, .button, .asked a, .to-top")]
  .map((one) => [one.textContent.trim(), one.getBoundingClientRect()])
  .filter(([, box]) => box.height > 0 && (box.height < 43.9 || box.width < 43.9))
  .map(([words, box]) => `${words} ${box.width}x${box.height}`)"""


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with serving_pages(port_shown=5005) as url:
        yield url


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsing() as launched:
        yield launched


def opened(browser: Browser, address: str, **how: Any) -> tuple[Page, list[str]]:
    """A page, and what the browser complains of."""
    page = browser.new_context(**how).new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(address)
    return page, complaints


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_the_policy_has_nothing_to_refuse(
    browser: Browser, url: str, scheme: Any
) -> None:
    for path in PATHS:
        page, complaints = opened(browser, url + path, color_scheme=scheme)
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate("tags => axe.run({runOnly: tags})", TAGS)
        assert [one["id"] for one in found["violations"]] == [], path
        assert complaints == [], path
        page.context.close()


@pytest.mark.parametrize("how", [{}, {"forced_colors": "active"}])
def test_they_fit_a_phone_and_can_be_touched(browser: Browser, url: str, how: Any) -> None:
    for path in PATHS:
        size = {"width": 320, "height": 640}
        page, _ = opened(browser, url + path, viewport=size, **how)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
        assert page.evaluate(TOO_SMALL) == [], path
        page.context.close()


def test_without_scripts_the_advice_the_number_and_the_answers_are_there(
    browser: Browser, url: str
) -> None:
    page, _ = opened(browser, url, java_script_enabled=False)
    expect(page.get_by_text("call your doctor right away").first).to_be_visible()
    expect(page.get_by_role("link", name="Call 555-01").first).to_be_visible()
    page.get_by_role("link", name="What counts as a fever?").click()
    expect(page).to_have_url(f"{url}/faq#fever-level")
    expect(page.get_by_text("A fever is a temperature above 100.4 F (38 C).")).to_be_in_viewport()
    page.context.close()


def test_by_keyboard_the_first_stop_leads_past_the_navigation(browser: Browser, url: str) -> None:
    page, _ = opened(browser, f"{url}/faq")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the main text")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.context.close()


def test_on_paper_stand_the_answers_and_both_numbers_without_what_can_be_pressed(
    browser: Browser, url: str
) -> None:
    page, _ = opened(browser, f"{url}/faq", color_scheme="dark")
    page.emulate_media(media="print")
    expect(page.get_by_role("link", name="Call 555-0100")).to_be_hidden()
    expect(page.locator("#contents")).to_be_hidden()
    contact = page.locator(".contact")
    expect(contact).to_contain_text("555-0100")
    expect(contact).to_contain_text("After hours, call 555-0199.")
    expect(page.get_by_role("heading", name="What is neutropenia?")).to_be_visible()
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    page.context.close()


def test_the_style_sheet_is_kept_and_pages_are_framed_by_nobody(browser: Browser, url: str) -> None:
    page, _ = opened(browser, f"{url}/faq")
    sheet = page.get_attribute("link[rel=stylesheet]", "href")
    assert "immutable" in page.request.get(f"{url}{sheet}").headers["cache-control"]
    for path in PATHS:
        policy = page.request.get(url + path).headers["content-security-policy"]
        assert policy.startswith("default-src 'none'")
        assert "frame-ancestors 'none'" in policy
        assert "require-trusted-types-for 'script'" in policy
        assert "unsafe" not in policy
    page.context.close()
