"""What people read while their message is on its way, and where no answer comes."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.services.website_browser.site import PHONE, Site
from tests.services.website_browser.visitor import held, on_the_page, released


@pytest.mark.parametrize("status", [429, 503])
def test_a_server_that_refuses_gives_the_advice_and_the_message_is_sent_later(
    browser: Browser, site: Site, status: int
) -> None:
    visitor = on_the_page(browser, site)
    text = "If you have a fever, call your doctor right away: 555-0100."
    refusal: Any = {"headers": {"Retry-After": "1"}, "json": {"error": "too_many", "text": text}}
    visitor.page.route("**/website/messages", lambda route: route.fulfill(status=status, **refusal))
    visitor.say("What is neutropenia?")
    card = visitor.chat.locator(".trouble")
    expect(card).to_contain_text(text)
    expect(card.get_by_role("link", name=f"Call {PHONE}")).to_be_in_viewport()
    visitor.page.unroute("**/website/messages")
    expect(visitor.said.nth(2)).to_contain_text("neutrophil")
    expect(card).to_have_count(0)
    assert len(visitor.words) == 3
    visitor.leave()


def test_an_answer_that_is_slow_is_not_waited_for(browser: Browser, site: Site) -> None:
    visitor = on_the_page(browser, site)
    visitor.page.clock.install()
    messages = held(visitor, "**/website/messages")
    visitor.say("What is neutropenia?")
    expect(visitor.chat.get_by_text("Sending…")).to_be_visible()
    expect(visitor.chat.locator(".trouble")).to_have_count(0)
    visitor.page.clock.fast_forward(8100)
    card = visitor.chat.get_by_role("alert").filter(has_text="Please call your doctor right away")
    expect(card.get_by_role("link", name=f"Call {PHONE}")).to_be_visible()
    released(visitor, messages)
    expect(visitor.said.nth(2)).to_contain_text("neutrophil")
    expect(card).to_have_count(0)
    visitor.leave()


def test_what_is_refused_for_good_can_be_changed(browser: Browser, site: Site) -> None:
    visitor = on_the_page(browser, site)
    visitor.page.route(
        "**/website/messages",
        lambda route: route.fulfill(status=413, json={"error": "too_large", "text": "Too long."}),
        times=1,
    )
    visitor.say("a very long story")
    expect(visitor.chat.locator(".trouble")).to_contain_text("Too long.")
    visitor.chat.get_by_role("button", name="Change it").click()
    expect(visitor.message).to_have_value("a very long story")
    expect(visitor.message).to_be_focused()
    expect(visitor.chat.locator(".person, .trouble")).to_have_count(0)
    visitor.leave()


def test_what_the_server_has_and_the_page_not_yet_is_called_sent(
    browser: Browser, site: Site
) -> None:
    visitor = on_the_page(browser, site)
    visitor.page.route("**/website/events", lambda route: route.abort())
    visitor.say("What is neutropenia?")
    sent = visitor.chat.get_by_text("Sent", exact=True)
    expect(sent).to_be_visible()
    visitor.page.unroute("**/website/events")
    expect(visitor.said.nth(2)).to_contain_text("neutrophil")
    expect(sent).to_have_count(0)
    visitor.leave()


def test_who_does_not_want_to_wait_sends_it_again_by_hand_and_it_is_said_once(
    browser: Browser, site: Site
) -> None:
    visitor = on_the_page(browser, site)
    visitor.page.clock.install()
    visitor.page.clock.pause_at(datetime.now(timezone.utc) + timedelta(minutes=1))
    visitor.page.route("**/website/**", lambda route: route.abort())
    visitor.say("What is neutropenia?")
    expect(visitor.chat.get_by_text("Not sent yet.")).to_be_visible()
    visitor.page.unroute("**/website/**")
    # The clock stands still: nothing is tried by itself.
    visitor.chat.get_by_role("button", name="Try now").click()
    expect(visitor.said.nth(2)).to_contain_text("neutrophil")
    expect(visitor.chat.locator(".person")).to_have_count(1)
    visitor.leave()
