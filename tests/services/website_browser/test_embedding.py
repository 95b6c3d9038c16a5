"""The widget on a clinic's page: another origin, strict policies, a server that is gone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser import wait_until
from tests.services.website_browser.site import PHONE, Site
from tests.services.website_browser.visitor import (
    axe,
    held,
    in_the_frame,
    on_the_site,
    open_chat,
    released,
    with_all_the_time_in_the_world,
)

ADVICE = "If you have a fever or another sign of infection, call your doctor right away."


def test_by_keyboard_alone_it_is_opened_asked_and_closed(browser: Browser, site: Site) -> None:
    visitor = on_the_site(browser, site.page())
    button = visitor.page.get_by_role("button", name="Ask Nia")
    visitor.page.get_by_role("link", name="Your visit").focus()
    visitor.page.keyboard.press("Tab")
    expect(button).to_be_focused()
    visitor.page.keyboard.press("Enter")
    chat = in_the_frame(visitor)
    expect(chat.message).to_be_focused()
    visitor.page.keyboard.type("What is neutropenia?")
    visitor.page.keyboard.press("Enter")
    expect(chat.chat.locator(".log > .nia").nth(1)).to_contain_text("neutrophil")
    expect(chat.message).to_be_focused()
    visitor.page.keyboard.press("Escape")
    expect(button).to_be_focused()
    expect(visitor.page.get_by_role("dialog")).to_have_count(0)
    visitor.page.keyboard.press("Enter")
    expect(chat.message).to_be_focused()
    visitor.leave()


def test_escape_takes_back_one_thing_at_a_time(browser: Browser, site: Site) -> None:
    visitor = on_the_site(browser, site.page())
    chat = open_chat(visitor)
    chat.ask()
    remove = chat.chat.get_by_role("button", name="Delete my conversation")
    remove.click()
    question = chat.chat.get_by_role("dialog", name="Delete this conversation?")
    expect(question).to_be_visible()
    visitor.page.keyboard.press("Escape")
    expect(question).to_have_count(0)
    expect(remove).to_be_focused()
    expect(chat.message).to_be_visible()
    visitor.page.keyboard.press("Escape")
    expect(visitor.page.get_by_role("button", name="Ask Nia")).to_be_focused()
    visitor.leave()


def test_a_strict_page_with_trusted_types_and_integrity_forbids_nothing(
    browser: Browser, site: Site
) -> None:
    look = {"color": "#ffd54f", "position": "left", "greeting": "Hello <b>you</b>"}
    visitor = on_the_site(browser, site.page(is_strict=True, **look))
    chat = open_chat(visitor)
    expect(chat.said.first).to_contain_text("Hello <b>you</b>")
    chat.report()
    launcher = visitor.page.locator("nia-chat .open")
    assert launcher.evaluate("one => getComputedStyle(one).color") == "rgb(0, 0, 0)"
    assert chat.chat.evaluate("document.documentElement.style.getPropertyValue('--act')")
    assert axe(visitor.page) == []
    visitor.leave()


def test_on_the_page_axe_finds_nothing_closed_open_or_gone(browser: Browser, site: Site) -> None:
    for scheme in ("light", "dark"):
        visitor = on_the_site(browser, site.page(), color_scheme=scheme)
        assert axe(visitor.page) == []
        chat = open_chat(visitor)
        assert axe(visitor.page) == []
        assert axe(chat.chat) == []
        visitor.leave()


@pytest.mark.parametrize("status", [None, 502])
def test_without_a_server_the_loader_itself_tells_to_call_and_the_number(
    browser: Browser, site: Site, status: int | None
) -> None:
    def answer(route: Route) -> None:
        if status is None:
            route.abort()
        else:
            route.fulfill(status=status, body="Bad gateway")

    def gone(page: Page) -> None:
        page.clock.install()
        page.route("**/chat", answer)

    visitor = on_the_site(browser, site.page(), gone)
    visitor.page.get_by_role("button", name="Ask Nia").click()
    panel = visitor.page.get_by_role("dialog")
    # At once, not only when it is clear that nobody answers.
    expect(panel).to_contain_text(ADVICE)
    expect(panel.get_by_role("link", name=f"Call {PHONE}")).to_have_attribute("href", "tel:5550100")
    visitor.page.clock.fast_forward(8100)
    expect(panel.get_by_role("alert")).to_contain_text("cannot be reached")
    expect(panel.get_by_role("alert")).to_contain_text(ADVICE)
    assert axe(visitor.page) == []
    visitor.page.unroute("**/chat")
    panel.get_by_role("button", name="Try again").click()
    chat = in_the_frame(visitor)
    expect(panel.get_by_text("cannot be reached")).to_be_hidden()
    expect(chat.message).to_be_visible()
    visitor.leave()


def test_a_chat_that_comes_late_is_shown_after_all(browser: Browser, site: Site) -> None:
    pages: list[Route] = []

    def slow(page: Page) -> None:
        page.clock.install()
        page.route("**/chat", lambda route: pages.append(route))

    visitor = on_the_site(browser, site.page(), slow)
    visitor.page.get_by_role("button", name="Ask Nia").click()
    visitor.page.clock.fast_forward(8100)
    expect(visitor.page.get_by_role("alert")).to_contain_text(ADVICE)
    released(visitor, pages)
    expect(in_the_frame(visitor).message).to_be_visible()
    # It is not begun anew when the person comes back to it.
    visitor.page.get_by_role("button", name="Close the chat").click()
    visitor.page.get_by_role("button", name="Ask Nia").click()
    expect(in_the_frame(visitor).message).to_be_visible()
    assert len(pages) == 1
    visitor.leave()


def test_words_that_come_while_it_is_closed_are_counted_on_the_button(
    browser: Browser, site: Site
) -> None:
    visitor = on_the_site(browser, site.page(), with_all_the_time_in_the_world)
    chat = open_chat(visitor)
    messages = held(visitor, "**/website/messages")
    chat.say("What is neutropenia?")
    visitor.page.get_by_role("button", name="Close the chat").click()
    released(visitor, messages)
    button = visitor.page.get_by_role("button", name=re.compile("Ask Nia 1 new"))
    expect(button).to_be_visible()
    button.click()
    # The button is not seen while the panel is open, so its count is looked at by itself.
    expect(visitor.page.locator("nia-chat .badge")).to_have_attribute("hidden", "")
    wait_until(visitor.page, chat.heard)
    (heard,) = chat.heard()
    assert heard[0] == "status"
    assert heard[1].startswith("Nia says:")
    visitor.leave()


def test_in_line_it_stands_in_its_place_without_a_button(browser: Browser, site: Site) -> None:
    visitor = on_the_site(browser, site.page(mode="inline", target="#here"))
    chat = in_the_frame(visitor)
    expect(visitor.page.locator("#here nia-chat")).to_have_count(1)
    expect(visitor.page.get_by_role("button", name="Ask Nia")).to_have_count(0)
    chat.ask()
    visitor.leave()


@pytest.mark.parametrize("target", ["#nowhere", "]["])
def test_a_mistyped_place_for_it_gives_the_button(
    browser: Browser, site: Site, target: str
) -> None:
    visitor = on_the_site(browser, site.page(mode="inline", target=target))
    expect(visitor.page.get_by_role("button", name="Ask Nia")).to_be_visible()
    visitor.leave()


def test_a_page_that_is_not_on_the_list_cannot_frame_the_chat_but_the_advice_stands(
    browser: Browser, site: Site
) -> None:
    # The same host under its other name is another origin.
    address = site.page().replace("127.0.0.1", "localhost")
    visitor = on_the_site(browser, address, lambda page: page.clock.install())
    visitor.page.get_by_role("button", name="Ask Nia").click()
    expect(visitor.page.get_by_role("dialog")).to_contain_text(ADVICE)
    visitor.page.clock.fast_forward(8100)
    expect(visitor.page.get_by_role("alert")).to_contain_text(ADVICE)
    expect(visitor.page.locator("nia-chat iframe")).to_be_hidden()
    visitor.page.context.close()
