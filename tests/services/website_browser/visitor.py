"""A person in front of the widget: what they do, and what they see and hear."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Error, Frame, Locator, Page, Route, expect

from tests.browser import AXE, wait_until
from tests.services.website_browser.page_scripts import EARS, HOLDS_ANSWERS, NO_EIGHT_SECONDS
from tests.services.website_browser.site import Site


@dataclass
class Visitor:
    """`chat` is the page of the chat or the frame with it."""

    page: Page
    chat: Page | Frame
    faults: list[str] = field(default_factory=list)

    @property
    def message(self) -> Locator:
        """Where the person writes."""
        return self.chat.get_by_label("Your message")

    @property
    def said(self) -> Locator:
        """Everything in the conversation, in order."""
        return self.chat.locator(".log > .said:not(.typing)")

    @property
    def words(self) -> list[str]:
        """The same as it stands there just now."""
        return self.said.locator(".text").all_inner_texts()

    @property
    def card(self) -> Locator:
        """The urgent messages."""
        return self.chat.locator(".log > .urgent")

    def say(self, text: str) -> None:
        """Write and send."""
        self.message.fill(text)
        self.chat.get_by_role("button", name="Send").click()

    def ask(self, text: str = "What is neutropenia?") -> None:
        """Write, send and wait for the answer."""
        before = self.chat.locator(".log > .nia:not(.typing)").count()
        self.say(text)
        expect(self.chat.locator(".log > .nia:not(.typing)").nth(before)).to_be_visible()
        expect(self.chat.locator(".typing")).to_have_count(0)

    def report(self, text: str = "I have a fever of 38.6 C") -> None:
        """Report a sign and wait for the card."""
        self.say(text)
        expect(self.card.first).to_be_visible()

    def reads(self, words: list[str]) -> None:
        """Wait until just this stands in the conversation."""
        wait_until(self.page, lambda: self.words == words)

    def heard(self) -> list[tuple[str, str]]:
        """What a screen reader was given: the kind of region, and the words."""
        return [tuple(one) for one in self.chat.evaluate("window.heard")]

    def leave(self) -> None:
        """Close everything; nothing may have gone wrong unseen."""
        forbidden = [_forbidden(frame) for frame in self.page.frames]
        self.page.context.close()
        assert [one for frame in forbidden for one in frame or []] == []
        assert self.faults == []


def _forbidden(frame: Frame) -> list[str] | None:
    """What a frame's policies forbade; the chat's frame may be loaded at this very moment."""
    for _ in range(10):
        try:
            found: list[str] | None = frame.evaluate("window.forbidden")
        except Error as error:
            if "context was destroyed" not in error.message:
                raise
        else:
            return found
    raise AssertionError("the frame is loaded again and again")


def new_page(context: BrowserContext) -> tuple[Page, list[str]]:
    """A page that keeps what its scripts fail with."""
    page = context.new_page()
    page.add_init_script(EARS)
    faults: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    return page, faults


def on_the_page(
    browser: Browser, site: Site, before: Callable[[Page], object] | None = None, **how: Any
) -> Visitor:
    """Somebody on the full page of the chat; `before` is done to it while it is still empty."""
    page, faults = new_page(browser.new_context(**how))
    if before is not None:
        before(page)
    page.goto(f"{site.nia_origin}/chat")
    expect(page.get_by_label("Your message")).to_be_visible()
    return Visitor(page, page, faults)


def another_tab(visitor: Visitor) -> Visitor:
    """The same person with one more tab on the full page."""
    page, faults = new_page(visitor.page.context)
    page.goto(visitor.page.url)
    return Visitor(page, page, faults)


def on_the_site(
    browser: Browser, address: str, before: Callable[[Page], object] | None = None, **how: Any
) -> Visitor:
    """Somebody on the clinic's page, who has not opened the chat.

    `before` is done to the page while it is still empty.
    """
    page, faults = new_page(browser.new_context(**how))
    if before is not None:
        before(page)
    page.goto(address)
    return Visitor(page, page, faults)


def with_all_the_time_in_the_world(page: Page) -> None:
    """On a busy machine eight seconds may pass before an answer: here they never do."""
    page.add_init_script(NO_EIGHT_SECONDS)


def whose_answers_wait(page: Page) -> None:
    """Nia writes until the test calls `releaseAnswers()` in the page."""
    page.add_init_script(HOLDS_ANSWERS)


def held(visitor: Visitor, pattern: str) -> list[Route]:
    """Requests that get no answer until the test gives one."""
    routes: list[Route] = []
    visitor.page.route(pattern, lambda route: routes.append(route))
    return routes


def released(visitor: Visitor, routes: list[Route]) -> None:
    """Let the first of them go its way, as soon as it is there."""
    wait_until(visitor.page, lambda: routes)
    routes[0].continue_()


def open_chat(visitor: Visitor) -> Visitor:
    """Open the panel by its button and wait for the chat in it."""
    visitor.page.get_by_role("button", name="Ask Nia").click()
    return in_the_frame(visitor)


def in_the_frame(visitor: Visitor) -> Visitor:
    """The chat in the panel that is open or opens."""
    element = visitor.page.locator("nia-chat iframe")
    expect(element).to_be_visible()
    handle = element.element_handle()
    frame = handle.content_frame() if handle else None
    assert frame is not None
    return Visitor(visitor.page, frame, visitor.faults)


def axe(chat: Page | Frame) -> list[str]:
    """What axe finds (WCAG 2.2 AA and best practice); evaluated beside the page's own policy."""
    chat.evaluate(AXE.read_text(encoding="utf-8"))
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = chat.evaluate("tags => axe.run({runOnly: tags})", tags)
    return [
        f"{one['id']}: {[node['html'] for node in one['nodes']]}" for one in found["violations"]
    ]
