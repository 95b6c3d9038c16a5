"""With Arabic words everything stands from right to left, and a number to call in its own order."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Frame, Locator, Page, expect

from tests.services.website_browser.arabic import (
    ADVICE,
    CALL,
    CLOSE,
    NUMBER,
    ON_THE_TAG,
    OPEN,
    SEND,
    WORDS,
)
from tests.services.website_browser.page_scripts import TOO_SMALL
from tests.services.website_browser.site import Site, serving
from tests.services.website_browser.visitor import Visitor, axe, in_the_frame, on_the_site

TO_CALL = CALL.format(number=NUMBER)
# The characters of a number that stands in an element, from left to right as they are seen.
AS_SEEN = """(one, number) => {
  const walk = document.createTreeWalker(one, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const from = node.data.indexOf(number);
    if (from < 0) continue;
    const seen = [...number].map((character, at) => {
      const range = document.createRange();
      range.setStart(node, from + at);
      range.setEnd(node, from + at + 1);
      return [range.getBoundingClientRect().left, character];
    });
    return seen.sort(([one], [other]) => one - other).map(([, character]) => character).join("");
  }
}"""
SPILLED = """() => [...document.querySelectorAll(".call")].filter((one) =>
  one.scrollWidth > one.clientWidth).map((one) => one.textContent)"""

# The sides of a card, the one with the broader line first.
BORDERS = """one => { const { borderLeftWidth, borderRightWidth } = getComputedStyle(one);
  return parseFloat(borderRightWidth) > parseFloat(borderLeftWidth)
    ? ["right", "left"] : ["left", "right"]; }"""


@pytest.fixture(scope="module")
def arabic(trained_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with serving(tmp_path_factory.mktemp("arabic"), WORDS, NUMBER, region="US") as site:
        yield site


def opened(browser: Browser, site: Site, width: int) -> Visitor:
    """Somebody with the panel open."""
    address = site.page(text_dir="rtl", **ON_THE_TAG)
    visitor = on_the_site(browser, address, viewport={"width": width, "height": 700})
    visitor.page.get_by_role("button", name=OPEN).click()
    chat = in_the_frame(visitor)
    expect(field(chat)).to_be_visible()
    return chat


def field(chat: Visitor) -> Locator:
    return chat.chat.get_by_label(WORDS["message"])


def say(chat: Visitor, text: str) -> None:
    field(chat).fill(text)
    chat.chat.get_by_role("button", name=SEND).click()


def left(one: Locator) -> float:
    box = one.bounding_box()
    assert box is not None
    return box["x"]


def sound(chat: Visitor) -> None:
    """Nothing is found by axe, too wide, too small or outside of its button."""
    assert axe(chat.page) == []
    assert axe(chat.chat) == []
    assert chat.chat.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert chat.chat.evaluate(TOO_SMALL) == []
    assert chat.chat.evaluate(SPILLED) == []


def english(chat: Page | Frame) -> list[str]:
    """What Nia says, in the language that it is said to be in, each from left to right."""
    return [
        one.inner_text()
        for one in chat.locator("[lang=en]").all()
        if one.evaluate("one => getComputedStyle(one).direction") == "ltr"
    ]


@pytest.mark.parametrize("width", [1000, 320])
def test_the_panel_a_report_and_a_message_that_failed(
    browser: Browser, arabic: Site, width: int
) -> None:
    chat = opened(browser, arabic, width)
    root = "[document.documentElement.dir, document.documentElement.lang]"
    assert chat.chat.evaluate(root) == ["rtl", "ar"]
    expect(chat.said.first).to_contain_text(WORDS["greeting"])
    expect(chat.chat.get_by_role("button", name=WORDS["starter3"])).to_be_visible()
    close = chat.page.get_by_role("button", name=CLOSE)
    assert left(close) < left(chat.page.locator("nia-chat .bar")) + width / 2
    assert left(chat.chat.get_by_role("button", name=SEND)) < left(field(chat))
    sound(chat)

    say(chat, "I have a fever of 38.6 C")
    choice = chat.chat.get_by_role("button", name="I cannot call")
    expect(choice).to_have_count(1)
    call = chat.card.get_by_role("link", name=TO_CALL)
    expect(call).to_have_attribute("href", "tel:+15550100199")
    strip = chat.chat.get_by_role("banner").get_by_role("link", name=TO_CALL)
    for one in (call, strip, chat.card.locator(".text")):
        assert one.evaluate(AS_SEEN, NUMBER) == NUMBER
    # What nobody translates ends with its full stop at the right, not at the left.
    words = english(chat.chat)
    assert "Please call now." in words
    assert "I cannot call" in words
    assert chat.card.locator(".text").inner_text() in words
    assert chat.card.evaluate(BORDERS) == ["right", "left"]
    assert left(chat.chat.locator(".person .text")) < left(chat.card) + 1
    sound(chat)
    # Taken before the next one is refused: the refusal must not meet this one on its way.
    with chat.page.expect_response("**/website/messages"):
        choice.click()
    expect(choice).to_be_disabled()

    refusal = {"error": "too_large", "text": "Too long."}
    chat.page.route(
        "**/website/messages", lambda route: route.fulfill(status=413, json=refusal), times=1
    )
    text = f"لدي حمى منذ الأمس، ورقمي {NUMBER}"
    say(chat, text)
    held = chat.chat.locator(".person").last
    expect(held).to_contain_text(WORDS["failed"])
    assert held.evaluate(AS_SEEN, NUMBER) == NUMBER
    for name in ("retry", "edit"):
        expect(held.get_by_role("button", name=WORDS[name])).to_be_visible()
    sound(chat)
    chat.leave()


def test_where_the_server_is_gone_the_loaders_own_words_and_number(
    browser: Browser, arabic: Site
) -> None:
    def gone(page: Page) -> None:
        page.clock.install()
        page.route("**/chat", lambda route: route.abort())

    size: Any = {"width": 320, "height": 568}
    address = arabic.page(text_dir="rtl", **ON_THE_TAG)
    visitor = on_the_site(browser, address, gone, viewport=size)
    visitor.page.get_by_role("button", name=OPEN).click()
    panel = visitor.page.get_by_role("dialog", name=ON_THE_TAG["name"])
    visitor.page.clock.fast_forward(8100)
    expect(panel.get_by_role("alert")).to_contain_text(ON_THE_TAG["text-gone"])
    expect(panel).to_contain_text(ADVICE)
    call = panel.get_by_role("link", name=TO_CALL)
    assert call.evaluate(AS_SEEN, NUMBER) == NUMBER
    assert axe(visitor.page) == []
    visitor.leave()
