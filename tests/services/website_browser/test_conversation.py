"""What people do in the chat: ask, report, choose, come back, open a second tab, delete."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Browser, expect

from tests.browser import wait_until
from tests.services.website_browser.site import PHONE, Site
from tests.services.website_browser.visitor import (
    another_tab,
    in_the_frame,
    on_the_page,
    on_the_site,
    open_chat,
    with_all_the_time_in_the_world,
)

DANGEROUS = "<img src=x onerror=\"document.title='stolen'\"><b>what</b> is neutropenia?"


def test_a_report_gives_a_card_with_a_call_button_said_at_once_that_stays_in_view(
    browser: Browser, site: Site
) -> None:
    patient = with_all_the_time_in_the_world
    visitor = open_chat(on_the_site(browser, site.page(), patient))
    visitor.ask()
    visitor.report()
    call = visitor.card.get_by_role("link", name=f"Call {PHONE}")
    expect(call).to_have_attribute("href", "tel:5550100")
    height = call.evaluate("one => one.getBoundingClientRect().height")
    assert height >= 56
    # What follows it has come, and has not pushed it away.
    last = visitor.chat.get_by_role("button", name="I cannot call")
    expect(last).to_have_count(1)
    expect(call).to_be_in_viewport(ratio=1)
    expect(visitor.card).to_contain_text("right away")
    expect(visitor.message).to_be_focused()
    loud = [said for kind, said in visitor.heard() if kind == "alert"]
    assert len(loud) == 1
    assert f"Call {PHONE}" in loud[0]
    # The number stays when the person goes on writing.
    visitor.ask("what can cause it?")
    strip = visitor.chat.get_by_role("banner").get_by_role("link", name=f"Call {PHONE}")
    expect(strip).to_be_in_viewport(ratio=1)
    visitor.leave()


def test_who_jumps_to_the_end_stays_there(browser: Browser, site: Site) -> None:
    size: Any = {"width": 320, "height": 400}
    visitor = on_the_page(browser, site, with_all_the_time_in_the_world, viewport=size)
    visitor.ask("what can cause it?")
    # At once, as by a scroll bar or from one heading to the next: not past what lies between.
    visitor.chat.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    at_end = "scrollY > 0 && scrollY + innerHeight >= document.documentElement.scrollHeight - 2"
    wait_until(visitor.page, lambda: visitor.chat.evaluate(at_end))
    # The words that were read out are taken away after a while, and the page is drawn anew.
    expect(visitor.chat.locator("[role=status] p")).to_have_count(0)
    assert visitor.chat.evaluate(at_end)
    visitor.leave()


def test_every_answer_is_read_out_once_and_the_history_never(browser: Browser, site: Site) -> None:
    visitor = on_the_page(browser, site, with_all_the_time_in_the_world)
    visitor.ask()
    visitor.ask("what can cause it?")
    heard = [said for _, said in visitor.heard()]
    assert len(heard) == len(set(heard)) >= 2
    assert all(said.startswith("Nia says:") for said in heard)
    before = visitor.words
    visitor.page.reload()
    visitor.reads(before)
    assert visitor.heard() == []
    visitor.leave()


def test_a_quick_reply_can_be_chosen_once_and_instead_of_it_anything_typed(
    browser: Browser, site: Site
) -> None:
    visitor = on_the_page(browser, site)
    visitor.chat.get_by_role("button", name="What is neutropenia?").click()
    expect(visitor.said.nth(2)).to_contain_text("neutrophil")
    visitor.report()
    choice = visitor.chat.get_by_role("button", name="I cannot call")
    choice.click()
    expect(choice).to_be_disabled()
    expect(visitor.chat.get_by_role("button", name="I am calling")).to_be_disabled()
    expect(visitor.chat.locator(".person").last).to_contain_text("I cannot call")
    expect(visitor.message).to_be_focused()
    expect(visitor.said.last).to_contain_text("sk someone near you")
    visitor.ask("what is neutropenia")
    visitor.leave()


def test_markup_in_a_message_is_text(browser: Browser, site: Site) -> None:
    visitor = on_the_page(browser, site)
    visitor.say(DANGEROUS)
    # Whatever comes in answer: it may be a card.
    expect(visitor.chat.locator(".person ~ .said:not(.typing)").first).to_be_visible()
    expect(visitor.chat.locator(".person")).to_contain_text(DANGEROUS)
    expect(visitor.chat.locator(".log img, .log b")).to_have_count(0)
    assert "stolen" not in visitor.page.title()
    visitor.leave()


def test_two_tabs_show_the_same_and_a_deleted_conversation_is_gone_in_both(
    browser: Browser, site: Site
) -> None:
    visitor = on_the_page(browser, site)
    visitor.ask()
    other = another_tab(visitor)
    other.reads(visitor.words)
    other.ask("what can cause it?")
    visitor.reads(other.words)
    visitor.chat.get_by_role("button", name="Delete my conversation").click()
    dialog = visitor.chat.get_by_role("dialog")
    expect(dialog).to_contain_text("What was sent to your care team stays with them.")
    dialog.get_by_role("button", name="Keep it").click()
    expect(visitor.chat.get_by_role("button", name="Delete my conversation")).to_be_focused()
    visitor.page.keyboard.press("Enter")
    dialog.get_by_role("button", name="Delete it").click()
    for one in (visitor, other):
        expect(one.chat.locator(".person")).to_have_count(0)
        expect(one.chat.get_by_text("Your conversation was deleted.").first).to_be_visible()
        assert one.chat.evaluate("Object.keys(localStorage)") == []
    visitor.ask()
    expect(other.chat.locator(".person")).to_have_count(1)
    visitor.leave()


def test_what_stands_in_a_list_is_one_on_the_page(browser: Browser, site: Site) -> None:
    visitor = on_the_page(browser, site)
    visitor.ask("what can cause it?")
    answer = visitor.said.last
    items = answer.locator("ul > li").all_inner_texts()
    assert len(items) >= 3
    assert not any(item.startswith("-") for item in items)
    assert visitor.chat.locator(".log").evaluate("one => !/^- /m.test(one.innerText)")
    visitor.leave()


def test_a_token_that_is_worth_nothing_gives_a_new_conversation_with_the_message(
    browser: Browser, site: Site
) -> None:
    visitor = on_the_page(browser, site)
    visitor.chat.evaluate("localStorage.setItem('nia.token', 'forged')")
    visitor.page.reload()
    visitor.ask()
    assert len(visitor.words) >= 3
    assert visitor.chat.evaluate("localStorage.getItem('nia.token')") != "forged"
    visitor.leave()


def test_where_nothing_may_be_stored_it_works_all_the_same(browser: Browser, site: Site) -> None:
    visitor = on_the_site(browser, site.page())
    visitor.page.add_init_script(
        """for (const name of ["localStorage", "sessionStorage"]) Object.defineProperty(
             window, name, { get() { throw new DOMException("refused", "SecurityError"); } });"""
    )
    visitor.page.reload()
    chat = open_chat(visitor)
    chat.ask()
    chat.report()
    visitor.leave()


def test_a_chat_that_was_open_waits_on_the_next_page_of_the_site(
    browser: Browser, site: Site
) -> None:
    visitor = on_the_site(browser, site.page())
    chat = open_chat(visitor)
    chat.ask()
    visitor.page.goto(site.page())
    visitor.page.get_by_role("button", name="Ask Nia").click()
    expect(in_the_frame(visitor).said).to_have_count(3)
    visitor.leave()
