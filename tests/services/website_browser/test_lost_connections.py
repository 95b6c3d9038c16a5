"""Off line and back, and a server that is killed in the middle of an answer."""

from __future__ import annotations

from unittest.mock import patch

from playwright.sync_api import Browser, expect

from tests.services.website_browser.site import PHONE, Site
from tests.services.website_browser.visitor import another_tab, on_the_page

RESTART_MS = 120_000


def test_off_line_a_report_is_kept_with_the_advice_and_sent_once_when_back(
    browser: Browser, site: Site
) -> None:
    visitor = on_the_page(browser, site)
    visitor.ask()
    visitor.page.context.set_offline(True)
    visitor.say("I have a fever of 39 C")
    trouble = visitor.chat.locator(".trouble")
    expect(trouble).to_contain_text("Please call your doctor right away")
    expect(trouble.get_by_role("link", name=f"Call {PHONE}")).to_be_visible()
    expect(visitor.chat.get_by_text("It is kept here and will be sent.")).to_be_visible()
    visitor.page.context.set_offline(False)
    expect(visitor.card).to_have_count(1)
    expect(trouble).to_have_count(0)
    expect(visitor.chat.locator(".person")).to_have_count(2)
    expect(visitor.chat.get_by_text("Not sent yet")).to_have_count(0)
    visitor.leave()


def test_unsent_words_outlive_the_page_and_are_sent_at_the_next_visit(
    browser: Browser, site: Site
) -> None:
    visitor = on_the_page(browser, site)
    visitor.page.route("**/website/**", lambda route: route.abort())
    visitor.say("I have a fever of 39 C")
    expect(visitor.chat.locator(".trouble")).to_be_visible()
    next_visit = another_tab(visitor)
    visitor.page.close()
    visitor.page = next_visit.page
    expect(next_visit.card).to_have_count(1)
    expect(next_visit.chat.locator(".person")).to_have_count(1)
    next_visit.leave()


def test_a_server_killed_in_the_middle_of_an_answer_gives_it_once_when_it_is_back(
    browser: Browser, site: Site, hanging_sink: str
) -> None:
    # The card stands there, and what follows it waits for actions that hang.
    hanging = {"NIA_ACTION_ENDPOINT": hanging_sink, "NIA_ACTION_TIMEOUT": "10"}
    site.nia.stop()
    with patch.dict(site.nia.environ, hanging):
        site.nia.start()
    visitor = on_the_page(browser, site)
    visitor.ask()
    visitor.report("I have a fever of 38.9 C")
    question = visitor.chat.get_by_role("button", name="I cannot call")
    expect(question).to_have_count(0)
    site.nia.kill()
    visitor.say("what can cause it?")
    expect(visitor.chat.get_by_text("There is no connection right now.")).to_be_visible()
    trouble = visitor.chat.locator(".trouble")
    expect(trouble.get_by_role("link", name=f"Call {PHONE}")).to_be_visible()
    site.nia.start()
    expect(question).to_have_count(1, timeout=RESTART_MS)
    expect(visitor.card).to_have_count(1)
    expect(visitor.chat.locator(".person")).to_have_count(3)
    expect(visitor.said.last).to_contain_text("may cause neutropenia", timeout=RESTART_MS)
    expect(trouble).to_have_count(0)
    expect(visitor.chat.get_by_text("There is no connection right now.")).to_have_count(0)
    before = visitor.words
    assert len(before) == len(set(before))
    visitor.page.reload()
    visitor.reads(before)
    visitor.leave()
