"""Too much, too fast, too slow: whoever does it is held back, and others are served meanwhile."""

from __future__ import annotations

import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import pytest
import requests

from tests.server import Nia
from tests.services.test_server_faults import eventually
from tests.services.website.page import Page, Stream, refused

NewPage = Callable[..., Page]
pytestmark = pytest.mark.usefixtures("others_are_served")


def test_an_oversized_message_is_refused_and_not_kept(page: Page) -> None:
    refused(page.post(text="x" * 20_001), 413, "too_large")
    refused(page.request("POST", "/website/messages", data=b"x" * 150_000), 413, "too_large")
    refused(
        page.request("POST", "/website/messages", data=iter([b"x" * 70_000] * 2)),
        413,
        "too_large",
    )
    page.ask("hello")
    with Stream(page) as stream:
        assert stream.wait_for(1)[0]["text"] == "hello"


def test_rapid_messages_are_held_back_but_a_report_never_is(page: Page) -> None:
    def post(text: str) -> requests.Response:
        return page.post(text=text)

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(post, ["what is neutropenia?"] * 24))
    held = [answer for answer in answers if answer.status_code == 429]
    assert held
    refused(held[-1], 429, "too_many")
    assert int(held[-1].headers["Retry-After"]) >= 1
    reported = page.post(text="i have a fever of 39")
    assert reported.status_code == 202
    with Stream(page) as stream:
        assert stream.answer_to(reported.json()["id"])[0]["kind"] == "urgent"
        mine = [event for event in stream.events if event["from"] == "person"]
        assert len(mine) == len(answers) - len(held) + 1


def test_who_claims_an_address_of_others_uses_up_his_own(new_page: NewPage) -> None:
    page = new_page(address="198.51.101.7")
    codes = []
    for number in range(70):
        claimed = f"203.0.113.{number}, 198.51.101.7"
        page.address = claimed
        begun = page.request("POST", "/website/conversations", json={})
        codes.append(begun.status_code)
    assert codes[0] == 201
    assert 429 in codes


def test_a_conversation_has_so_many_streams_and_no_more(new_page: NewPage) -> None:
    page, other = new_page(), new_page()
    with ExitStack() as open_streams:
        for _ in range(8):
            open_streams.enter_context(Stream(page))
        refused(page.request("GET", "/website/events"), 429, "too_many")
        open_streams.enter_context(Stream(other))
    # The server has noticed by and by that they are closed.
    eventually(lambda: page.request("GET", "/website/events", stream=True).ok)
    assert page.ask("hello")


def test_connections_that_send_nothing_more_hold_up_nobody(new_page: NewPage, website: Nia) -> None:
    page = new_page()
    head = (
        f"POST /website/messages HTTP/1.1\r\nHost: 127.0.0.1:{website.port}\r\n"
        f"Origin: {page.origin}\r\nAuthorization: Bearer {page.token}\r\n"
        "Content-Length: 1000\r\n"
    )
    beginnings = (b"", b"GET /website/ev", head.encode(), f"{head}\r\n{{".encode())
    with ExitStack() as held:
        for number in range(200):
            connection = held.enter_context(
                socket.create_connection(("127.0.0.1", website.port), timeout=30)
            )
            connection.sendall(beginnings[number % len(beginnings)])
        assert page.ask("i have a fever of 39")[0]["kind"] == "urgent"


def test_a_reader_who_takes_nothing_holds_up_nobody(new_page: NewPage, website: Nia) -> None:
    page = new_page()
    request = (
        f"GET /website/events HTTP/1.1\r\nHost: 127.0.0.1:{website.port}\r\n"
        f"Origin: {page.origin}\r\nAuthorization: Bearer {page.token}\r\n\r\n"
    )
    with socket.socket() as slow:
        slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
        slow.connect(("127.0.0.1", website.port))
        slow.sendall(request.encode())
        with Stream(page) as quick:
            for _ in range(6):
                page.post(text="x " * 9_000)
            sent = page.post(text="i have a fever of 39").json()["id"]
            assert quick.answer_to(sent)[0]["kind"] == "urgent"
