"""What somebody may try against the website: it fails, and others are served meanwhile."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import datetime, timedelta, timezone

import pytest
import requests

from bot.channels.website import KEY_FILE
from bot.website_channel.tokens import Tokens
from tests.server import Nia
from tests.services.website.page import Page, Stream, new_id, own_origin

ADVICE = "Please call your doctor right away"
NewPage = Callable[..., Page]


@pytest.fixture(autouse=True)
def _others_are_served(new_page: NewPage) -> Iterator[None]:
    """After every attack somebody else reports a fever, and is answered."""
    yield
    assert new_page().ask("i have a fever of 39")[0]["kind"] == "urgent"


def refused(answer: requests.Response, status: int, code: str) -> None:
    assert (answer.status_code, answer.json()["error"]) == (status, code)
    assert answer.json()["text"].startswith(ADVICE)
    assert "555-0100" in answer.json()["text"]


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "https://www.clinic.example.evil.example", "", "x"]
)
def test_a_page_of_another_site_gets_nothing(page: Page, origin: str) -> None:
    headers = {"Origin": origin}
    for method, path in (
        ("POST", "/website/conversations"),
        ("POST", "/website/messages"),
        ("GET", "/website/events"),
        ("DELETE", "/website/conversation"),
        ("OPTIONS", "/website/messages"),
    ):
        answer = page.request(method, path, headers=headers, json={})
        refused(answer, 403, "origin")
        assert "Access-Control-Allow-Origin" not in answer.headers


def test_a_request_without_an_origin_changes_nothing(page: Page, website: Nia) -> None:
    headers = {"Authorization": f"Bearer {page.token}"}
    message = {"id": new_id(), "text": "hello"}
    answer = requests.post(
        website.url("/website/messages"), headers=headers, json=message, timeout=30
    )
    refused(answer, 403, "origin")
    for fetch_site in ("cross-site", "same-site", "none"):
        headers["Sec-Fetch-Site"] = fetch_site
        answer = requests.get(website.url("/website/events"), headers=headers, timeout=30)
        refused(answer, 403, "origin")


def test_a_token_taken_to_another_site_opens_nothing(new_page: NewPage, website: Nia) -> None:
    page = new_page(origin="https://www.clinic.example")
    stolen = Page(website, origin=own_origin(website), token=page.token)
    refused(stolen.post(text="hello"), 401, "unknown_conversation")
    refused(stolen.request("GET", "/website/events"), 401, "unknown_conversation")
    refused(stolen.delete(), 401, "unknown_conversation")
    assert page.ask("hello")


def test_a_token_that_is_forged_cut_or_missing_opens_nothing(page: Page, website: Nia) -> None:
    origin, now = f"//127.0.0.1:{website.port}", datetime.now(timezone.utc)
    forged = Tokens(b"another key, 32 bytes long or so", timedelta(days=1)).begin(origin, now)
    payload, signature = page.token.rsplit(".", 1)
    other_payload, _ = Page(website, address="198.51.101.1").token.rsplit(".", 1)
    for token in (
        forged.text,
        f"{other_payload}.{signature}",
        f"{payload}.",
        payload,
        "x",
        "x" * 5000,
        "\u00e9".encode().decode("latin-1"),
    ):
        stranger = Page(website, token=token)
        refused(stranger.post(text="hello"), 401, "unknown_conversation")
        refused(stranger.request("GET", "/website/events"), 401, "unknown_conversation")


def test_an_expired_token_opens_nothing(website: Nia) -> None:
    key = (website.data / KEY_FILE).read_bytes()
    origin, long_ago = f"//127.0.0.1:{website.port}", datetime(2020, 1, 1, tzinfo=timezone.utc)
    old = Tokens(key, timedelta(days=30)).begin(origin, long_ago)
    valid = Tokens(key, timedelta(days=30)).begin(origin, datetime.now(timezone.utc))
    refused(Page(website, token=old.text).post(text="hello"), 401, "unknown_conversation")
    assert Page(website, token=valid.text).post(text="hello").status_code == 202


def test_only_this_user_can_read_the_key_and_the_database(page: Page, website: Nia) -> None:
    page.ask("hello")
    for name in (KEY_FILE, "website.db"):
        assert (website.data / name).stat().st_mode & 0o077 == 0


def test_another_conversations_message_id_is_no_way_into_it(new_page: NewPage) -> None:
    one, other = new_page(), new_page()
    message_id = new_id()
    with Stream(one) as mine, Stream(other) as theirs:
        for page in (one, other):
            assert page.post(id=message_id, text="what is neutropenia?").status_code == 202
        assert mine.answer_to(message_id)
        assert theirs.answer_to(message_id)
        assert mine.numbers == theirs.numbers == list(range(1, len(mine.numbers) + 1))


def test_guessed_foreign_and_old_quick_replies_mean_nothing(new_page: NewPage) -> None:
    one, other = new_page(), new_page()
    (choice, *_) = one.ask("hello")[-1]["choices"]
    theirs = other.ask("hello")[-1]["choices"][0]["id"]
    for guessed in (theirs, "1", "", "/greet", choice["id"] + "x", "utter_helped"):
        refused(one.post(choice=guessed), 400, "bad_request")
    assert one.post(choice=choice["id"]).status_code == 202
    refused(one.post(choice=choice["id"]), 400, "bad_request")


def test_an_intent_in_slashes_is_what_somebody_wrote(page: Page, website: Nia) -> None:
    before = len(website.alerts())
    answers = [page.ask(text) for text in ("/report_sign", '/report_crisis{"x": 1}', "/restart")]
    assert all(answers)
    assert len(website.alerts()) == before
    with Stream(page) as stream:
        assert stream.wait_for(1)[0]["text"] == "/report_sign"


def test_markup_comes_back_as_the_text_that_it_is(page: Page) -> None:
    text = "<script>alert(1)</script> <img src=x onerror=alert(1)> \u2028 data: x\nid: 999"
    with Stream(page) as stream:
        stream.answer_to(page.say(text))
        assert stream.events[0]["text"] == text
        assert stream.numbers == list(range(1, len(stream.numbers) + 1))
    shown = page.request("GET", "/website/events", stream=True)
    assert shown.headers["Content-Type"].startswith("text/event-stream")
    assert shown.headers["X-Content-Type-Options"] == "nosniff"
    shown.close()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{not json",
        b"[]",
        b"[" * 50_000,
        b"\xff\xfe",
        b'{"id": 7, "text": "x"}',
        b'{"id": "0123456789abcdef0123456789abcdef"}',
        b'{"id": "0123456789abcdef0123456789abcdef", "text": 7}',
        b'{"id": "0123456789abcdef0123456789abcdef", "text": "\\u0000 \\ud800"}',
        b'{"id": "0123456789ABCDEF0123456789ABCDEF", "text": "x"}',
        b'{"id": "0123456789abcdef0123456789abcdef", "text": "x", "choice": "y"}',
    ],
    ids=lambda body: body[:40].decode("latin-1"),
)
def test_a_wrong_body_is_refused_in_words(page: Page, body: bytes) -> None:
    refused(page.request("POST", "/website/messages", data=body), 400, "bad_request")


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
    with Stream(page) as again:
        assert again.answer_to(page.say("hello"))


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


@pytest.mark.parametrize("number", ["-1", "x", "1.5", "9" * 20, "\u0663"])
def test_a_wrong_event_number_is_refused(page: Page, number: str) -> None:
    answer = page.request(
        "GET", "/website/events", headers={"Last-Event-ID": number.encode("utf-8")}
    )
    refused(answer, 400, "bad_request")


@pytest.mark.parametrize("name", ["../../clinic.yml", "..%2f..%2fclinic.yml", "x.js", ".env"])
def test_no_file_but_the_built_ones_is_given_out(page: Page, name: str) -> None:
    answer = page.request("GET", f"/website/assets/{name}")
    assert answer.status_code == 404
    assert "Oak Street" not in answer.text


def test_what_people_write_and_their_tokens_are_in_no_log(page: Page, website: Nia) -> None:
    page.ask("my xylophone is red and i have a fever of 39.7")
    page.post(text="xylophone " * 3_000)
    log = website.log.read_text()
    assert "xylophone" not in log
    assert page.token not in log
