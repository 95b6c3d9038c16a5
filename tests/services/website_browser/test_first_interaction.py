"""What stands between a person's press and the first letter: nothing, once the page is there.

How long that takes on a slow phone is measured by `python -m benchmarks.widgets`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Request, Route, expect

from tests.services.website_browser.site import PHONE, Site
from tests.services.website_browser.visitor import (
    Visitor,
    in_the_frame,
    new_page,
    on_the_site,
    open_chat,
)

# The loader, the chat page, its script and its style: what somebody pays who never opens it.
MOST_BYTES = 24 * 1024
SAVES_DATA = """Object.defineProperty(navigator, "connection", { value: { saveData: true } });"""
STILL_LOADING = """if (window === top) document.addEventListener("DOMContentLoaded", () => {
  document.body.append(Object.assign(new Image(), { src: "/never" }));
});"""
IDLE = "() => new Promise((done) => requestIdleCallback(() => setTimeout(done, 100)))"


@dataclass
class Heard:
    """What a page asked Nia's server for, in order."""

    origin: str
    requests: list[Request] = field(default_factory=list)

    def listen(self, page: Page) -> None:
        page.on("request", self._take)

    def _take(self, request: Request) -> None:
        if request.url.startswith(self.origin):
            self.requests.append(request)

    @property
    def kinds(self) -> list[str]:
        """The last part of each address; of built files the ending."""
        return [urlsplit(one.url).path.rpartition("/")[2].split(".")[-1] for one in self.requests]


def wait_for_the_hidden_chat(visitor: Visitor) -> None:
    field = visitor.page.frame_locator("nia-chat iframe").get_by_label("Your message")
    expect(field).to_have_count(1)
    # The frame is shown in the same moment as it is pressed once it has said that it is ready.
    visitor.page.evaluate(IDLE)


def test_the_chat_is_there_before_the_press_which_then_waits_for_nobody(
    browser: Browser, site: Site
) -> None:
    heard = Heard(site.nia_origin)
    visitor = on_the_site(browser, site.page(), heard.listen)
    wait_for_the_hidden_chat(visitor)
    # Nothing was begun, sent or listened to.
    assert sorted(heard.kinds) == ["chat", "css", "js", "js"]
    paid = [one.sizes()["responseBodySize"] for one in heard.requests]
    assert 10_000 < sum(paid) < MOST_BYTES
    heard.requests.clear()
    chat = open_chat(visitor)
    chat.message.press("a")
    expect(chat.message).to_have_value("a")
    assert heard.kinds == []
    chat.message.press("Backspace")
    chat.ask()
    assert heard.kinds[0] == "conversations"
    visitor.leave()


def test_a_press_before_the_page_is_done_waits_for_the_chat_and_its_two_files(
    browser: Browser, site: Site
) -> None:
    heard, held = Heard(site.nia_origin), list[Route]()
    visitor = Visitor(*_page(browser, heard))
    visitor.page.add_init_script(STILL_LOADING)
    visitor.page.route("**/never", lambda route: held.append(route))
    visitor.page.goto(site.page(), wait_until="domcontentloaded")
    button = visitor.page.get_by_role("button", name="Ask Nia")
    expect(button).to_be_visible()
    visitor.page.evaluate(IDLE)
    assert heard.kinds == ["js"]
    chat = open_chat(visitor)
    expect(chat.message).to_be_visible()
    assert heard.kinds[1] == "chat"
    assert sorted(heard.kinds[2:]) == ["css", "js"]
    visitor.leave()


def test_who_wrote_before_is_listened_to_again_only_after_opening(
    browser: Browser, site: Site
) -> None:
    first = on_the_site(browser, site.page())
    open_chat(first).ask()
    heard = Heard(site.nia_origin)
    page, faults = new_page(first.page.context)
    heard.listen(page)
    page.goto(site.page())
    visitor = Visitor(page, page, faults)
    wait_for_the_hidden_chat(visitor)
    assert "events" not in heard.kinds
    chat = open_chat(visitor)
    expect(chat.said).to_have_count(3)
    # On the next page of the same tab later words show on the button: it listens unopened.
    with visitor.page.expect_request("**/website/events"):
        visitor.page.goto(site.page())
    expect(visitor.page.get_by_role("dialog")).to_have_count(0)
    visitor.leave()


def test_who_spares_their_data_loads_the_chat_when_they_turn_to_the_button(
    browser: Browser, site: Site
) -> None:
    heard = Heard(site.nia_origin)

    def sparing(page: Page) -> None:
        page.add_init_script(SAVES_DATA)
        heard.listen(page)

    visitor = on_the_site(browser, site.page(), sparing)
    button = visitor.page.get_by_role("button", name="Ask Nia")
    expect(button).to_be_visible()
    visitor.page.evaluate(IDLE)
    assert heard.kinds == ["js"]
    button.focus()
    wait_for_the_hidden_chat(visitor)
    visitor.page.keyboard.press("Enter")
    expect(in_the_frame(visitor).message).to_be_focused()
    visitor.leave()


def test_a_chat_that_could_not_be_loaded_before_is_tried_again_by_the_press(
    browser: Browser, site: Site
) -> None:
    def gone(page: Page) -> None:
        page.clock.install()
        page.route("**/chat", lambda route: route.abort())

    visitor = on_the_site(browser, site.page(), gone)
    expect(visitor.page.locator("nia-chat iframe")).to_have_attribute(
        "src", f"{site.nia_origin}/chat"
    )
    visitor.page.clock.fast_forward(8100)
    visitor.page.unroute("**/chat")
    chat = open_chat(visitor)
    expect(chat.message).to_be_visible()
    visitor.leave()


def test_who_presses_hours_later_sees_the_number_of_that_hour(browser: Browser, site: Site) -> None:
    def by_night(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace(PHONE, "555-0177"))

    visitor = on_the_site(browser, site.page(), lambda page: page.clock.install())
    wait_for_the_hidden_chat(visitor)
    visitor.page.clock.fast_forward("05:00:00")
    visitor.page.route("**/chat", by_night)
    chat = open_chat(visitor)
    strip = chat.chat.get_by_role("banner")
    expect(strip.get_by_role("link", name="Call 555-0177")).to_be_visible()
    visitor.page.unroute("**/chat")
    visitor.leave()


def _page(browser: Browser, heard: Heard) -> tuple[Page, Page, list[str]]:
    page, faults = new_page(browser.new_context())
    heard.listen(page)
    return page, page, faults
