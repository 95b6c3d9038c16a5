"""Two servers behind a proxy that gives each request to the next: nobody notices anything of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, expect

from tests.browser import browsing, wait_until
from tests.server import Nia
from tests.services.test_server_faults import eventually
from tests.services.website.conftest import start
from tests.services.website.page import Page, Stream
from tests.services.website.round_robin import RoundRobin, round_robin
from tests.services.website_browser.site import Site
from tests.services.website_browser.visitor import on_the_page

MESSAGES, EVENTS = "/website/messages", "/website/events"
REPORT = "i have a fever of 39"
TEXTS = ("can lupus cause it?", "and infections?", "what is neutropenia?", "thanks")


@pytest.fixture
def proxy(trained_model: object, two: tuple[Nia, Nia]) -> Iterator[RoundRobin]:
    start(two)
    with round_robin(*(each.url("") for each in two)) as proxy:
        yield proxy


@pytest.fixture
def front(proxy: RoundRobin, two: tuple[Nia, Nia]) -> Nia:
    """What people see: one server, at the proxy's address."""
    return replace(two[0], port=proxy.port)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsing() as launched:
        yield launched


def ask(page: Page, stream: Stream, text: str) -> None:
    """Send a text and wait for Nia's word on it, which another server may have."""
    sent = page.say(text)
    stream.wait(lambda: any((one["id"], one["from"]) == (sent, "nia") for one in stream.events))


def one_that_streams(proxy: RoundRobin, two: tuple[Nia, Nia]) -> Nia:
    """The server on which the last event stream was opened."""
    return next(each for each in two if each.url("") == proxy.by(EVENTS)[-1])


def test_messages_and_stream_go_through_different_servers_in_order_and_once(
    two: tuple[Nia, Nia], proxy: RoundRobin, front: Nia
) -> None:
    page = Page(front)
    with Stream(page) as stream:
        for text in TEXTS:
            ask(page, stream, text)
        ask(page, stream, REPORT)
        stream.wait(lambda: any(event["choices"] for event in stream.events))
        assert set(proxy.by(MESSAGES)) == {each.url("") for each in two}
        one_that_streams(proxy, two).kill()
        stream.wait(lambda: stream.ended)
    seen = stream.events
    with Stream(page, after=stream.numbers[-1]) as rest:
        ask(page, rest, "what can cause it?")
    events = seen + rest.events
    assert [event["n"] for event in events] == list(range(1, len(events) + 1))
    said = [event["text"] for event in events if event["from"] == "person"]
    assert said == [*TEXTS, REPORT, "what can cause it?"]
    with Stream(page.reload()) as whole:
        assert whole.wait_for(len(events)) == events
    eventually(lambda: len(two[0].alerts()) == 1)


def test_in_a_browser_a_killed_server_is_not_noticed(
    two: tuple[Nia, Nia], proxy: RoundRobin, front: Nia, browser: Browser
) -> None:
    visitor = on_the_page(browser, Site(front, ""))
    visitor.ask()
    visitor.ask("can lupus cause it?")
    visitor.report()
    expect(visitor.chat.get_by_role("button", name="I cannot call")).to_have_count(1)
    before = visitor.words
    streams = len(proxy.by(EVENTS))
    one_that_streams(proxy, two).kill()
    visitor.ask("what can cause it?")
    wait_until(visitor.page, lambda: len(proxy.by(EVENTS)) > streams)
    expect(visitor.chat.get_by_text("There is no connection right now.")).to_have_count(0)
    assert set(proxy.by(MESSAGES)) >= {each.url("") for each in two}
    words = visitor.words
    assert words[: len(before)] == before
    assert len(words) == len(set(words)) == len(before) + 2
    visitor.page.reload()
    visitor.reads(words)
    visitor.leave()
