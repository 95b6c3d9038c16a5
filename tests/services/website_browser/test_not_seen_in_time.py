"""That nobody has seen a report in time is shown while the page is open, and after a reload."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.screen_reader import announces
from tests.services.on_the_command_line import alert_of, careteam
from tests.services.receiver import Receiver
from tests.services.website_browser.site import PHONE, Site, serving
from tests.services.website_browser.test_a_screen_reader import in_peace
from tests.services.website_browser.visitor import (
    held,
    on_the_page,
    on_the_site,
    open_chat,
    released,
    with_all_the_time_in_the_world,
)

SEEN, NOT_SEEN = "Someone at the clinic saw your message", "No one at the clinic has said"


@pytest.fixture(scope="module")
def watched(trained_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A clinic whose care team is told, and told again after three seconds."""
    receiver = Receiver()
    alerts = {"routes": [{"kind": "webhook", "url": receiver.url}], "timers": {"renotify": 0.05}}
    with serving(tmp_path_factory.mktemp("watched"), alerts=alerts) as site:
        yield site
    receiver.close()


def test_it_comes_as_a_card_with_the_number_and_stays_after_a_reload(
    browser: Browser, watched: Site
) -> None:
    visitor = on_the_page(browser, watched, in_peace)
    visitor.report("I have chills since breakfast")
    expect(visitor.card.last).to_contain_text(NOT_SEEN)
    expect(visitor.card).to_have_count(2)
    expect(visitor.card.last.get_by_role("link", name=f"Call {PHONE}")).to_be_visible()
    loud = [said for kind, said in announces(visitor.chat, 4) if NOT_SEEN in said]
    assert len(loud) == 1
    assert f"Call {PHONE}" in loud[0]
    before = visitor.words
    visitor.page.reload()
    visitor.reads(before)
    expect(visitor.card.last).to_contain_text(NOT_SEEN)
    strip = visitor.chat.get_by_role("banner").get_by_role("link", name=f"Call {PHONE}")
    expect(strip).to_be_visible()
    # Somebody sees it after all, and what was said before stays as it was said.
    careteam(watched.nia, "acknowledge", "--by", "ann", alert_of(watched.nia, "since breakfast"))
    expect(visitor.said.last).to_contain_text(SEEN)
    assert visitor.words[:-1] == before
    visitor.leave()


def test_in_a_closed_panel_it_shows_on_the_button(browser: Browser, watched: Site) -> None:
    visitor = on_the_site(browser, watched.page(), with_all_the_time_in_the_world)
    chat = open_chat(visitor)
    messages = held(visitor, "**/website/messages")
    chat.say("I have a stiff neck since lunch")
    visitor.page.get_by_role("button", name="Close the chat").click()
    released(visitor, messages)
    # The answer to the report has three messages; the fourth is the one that comes later.
    opener = visitor.page.get_by_role("button", name="Ask Nia 4 new")
    expect(opener).to_be_visible()
    opener.click()
    expect(chat.card.last).to_contain_text(NOT_SEEN)
    expect(chat.card).to_have_count(2)
    visitor.leave()
