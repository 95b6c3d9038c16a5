"""Ways into somebody else's conversation, or past the rules: none leads anywhere."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta, timezone

import pytest
import requests

from bot.channels.website import KEY_FILE
from bot.website_channel.tokens import Tokens
from tests.server import Nia
from tests.services.website.page import Page, Stream, new_id, own_origin, refused

NewPage = Callable[..., Page]
pytestmark = pytest.mark.usefixtures("others_are_served")


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
    texts = ("/report_sign", '/report_crisis{"x": 1}', "/restart")
    answers = [page.ask(text) for text in texts]
    assert all(answers)
    assert {alert["message"] for alert in website.alerts()}.isdisjoint(texts)
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
