"""What a screen reader speaks by itself: every message of Nia once, and nothing besides."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Page, Route, expect

from tests.browser import wait_until
from tests.browser.screen_reader import PANEL, announced, announces, listening, read_through
from tests.services.on_the_command_line import alert_of, careteam
from tests.services.website_browser.site import PHONE, Site
from tests.services.website_browser.visitor import (
    Visitor,
    held,
    on_the_page,
    on_the_site,
    open_chat,
    released,
    with_all_the_time_in_the_world,
)

SEEN = "Someone at the clinic saw your message"
ADVICE = "If you have a fever or another sign of infection, call your doctor right away."
GONE = "The chat cannot be reached. Do not wait for it."


def in_peace(page: Page) -> None:
    with_all_the_time_in_the_world(page)
    listening(page)


def beginnings(visitor: Visitor) -> list[str]:
    """How each of Nia's messages begins, without the greeting, which nobody has to wait for."""
    said = visitor.chat.locator(".log > .nia .text, .log > .urgent .text").all_inner_texts()
    return [" ".join(text.splitlines()[0].split()) for text in said[1:]]


def each_once(heard: list[tuple[str, str]], messages: list[str]) -> bool:
    """Whether just these were said, in this order."""
    return len(heard) == len(messages) and all(
        said.startswith(f"Nia says: {message}")
        for (_, said), message in zip(heard, messages, strict=True)
    )


def test_a_question_a_report_and_a_later_word_are_each_spoken_once(
    browser: Browser, site: Site
) -> None:
    visitor = on_the_page(browser, site, in_peace)
    visitor.ask()
    visitor.report("I have a fever of 38.7 C since breakfast")
    expect(visitor.chat.get_by_role("button", name="I cannot call")).to_have_count(1)
    messages = beginnings(visitor)
    # What belongs together comes within moments: nothing of it is begun anew by the next.
    assert len(messages) == 4
    assert each_once(announces(visitor.chat, 4), messages)
    assert [kind for kind, _ in announced(visitor.chat)] == [
        "polite",
        "assertive",
        "polite",
        "polite",
    ]
    assert f"Call {PHONE}" in announced(visitor.chat)[1][1]
    careteam(site.nia, "acknowledge", "--by", "ann", alert_of(site.nia, "since breakfast"))
    expect(visitor.said.last).to_contain_text(SEEN)
    assert each_once(announces(visitor.chat, 5), beginnings(visitor))
    # Nor does anything come back when the words are taken away behind it.
    expect(visitor.chat.locator("[role=status] p")).to_have_count(0)
    assert len(announced(visitor.chat)) == 5
    visitor.leave()


def test_after_a_reload_nothing_is_spoken_again_and_everything_can_be_read_once(
    browser: Browser, site: Site
) -> None:
    visitor = on_the_page(browser, site, in_peace)
    visitor.ask()
    visitor.report()
    expect(visitor.chat.get_by_role("button", name="I cannot call")).to_have_count(1)
    before = visitor.words
    visitor.page.reload()
    visitor.reads(before)
    assert announced(visitor.chat) == []
    spoken = read_through(visitor.chat)
    # A number is kept together on the page, and is a phrase of its own.
    for words in (re.split(r"\d", message)[0].strip() for message in beginnings(visitor)):
        assert len([phrase for phrase in spoken if words in phrase]) == 1, words
    # The number stands above all messages and on the card.
    assert len([phrase for phrase in spoken if phrase == f"link, Call {PHONE}"]) == 2
    assert announced(visitor.chat) == []
    visitor.leave()


def test_where_no_answer_can_come_the_advice_is_spoken_at_once_and_not_at_every_try(
    browser: Browser, site: Site
) -> None:
    visitor = on_the_page(browser, site, in_peace)
    tries: list[Route] = []

    def refuse(route: Route) -> None:
        tries.append(route)
        route.abort()

    visitor.page.route("**/website/messages", refuse)
    visitor.say("I have a fever of 38.6 C")
    ((kind, said),) = announces(visitor.chat, 1)
    assert kind == "assertive"
    assert "call your doctor right away" in said
    assert f"Call {PHONE}" in said
    wait_until(visitor.page, lambda: len(tries) >= 3)
    assert len(announced(visitor.chat)) == 1
    visitor.leave()


def test_in_the_panel_words_wait_until_it_is_open_again_and_are_spoken_once(
    browser: Browser, site: Site
) -> None:
    visitor = on_the_site(browser, site.page(), in_peace)
    chat = open_chat(visitor)
    chat.ask()
    assert len(announces(chat.chat, 1)) == 1
    messages = held(visitor, "**/website/messages")
    chat.say("what can cause it?")
    visitor.page.get_by_role("button", name="Close the chat").click()
    released(visitor, messages)
    opener = visitor.page.get_by_role("button", name="Ask Nia 1 new")
    expect(opener).to_be_visible()
    assert len(announced(chat.chat)) == 1
    opener.click()
    assert each_once(announces(chat.chat, 2), beginnings(chat))
    visitor.leave()


def test_the_loaders_own_notice_is_spoken_once_with_the_advice_and_the_number(
    browser: Browser, site: Site
) -> None:
    def alone(page: Page) -> None:
        page.clock.install()
        page.route("**/chat", lambda route: route.abort())
        listening(page, PANEL)

    visitor = on_the_site(browser, site.page(), alone)
    visitor.page.get_by_role("button", name="Ask Nia").click()
    # The panel's words are read like any others; nobody is interrupted while there is hope.
    assert announced(visitor.chat) == []
    visitor.page.clock.fast_forward(8100)
    expect(visitor.page.get_by_role("alert")).to_contain_text(GONE)
    ((kind, said),) = announces(visitor.chat, 1)
    assert kind == "assertive"
    assert said.count(GONE) == said.count(ADVICE) == said.count(PHONE) == 1
    visitor.leave()
