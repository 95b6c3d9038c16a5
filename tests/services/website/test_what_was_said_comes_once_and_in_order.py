"""Messages, replies and streams of the website, over HTTP to a real server."""

from __future__ import annotations

from collections.abc import Callable

from tests.server import Nia
from tests.services.test_server_faults import eventually
from tests.services.website.page import Page, Stream, new_id

CALL = {"number": "555-0100", "href": "tel:5550100"}


def test_a_report_is_answered_with_the_urgent_card_first(page: Page, website: Nia) -> None:
    (urgent, state, question) = page.ask("i have a fever of 39")
    assert (urgent["kind"], urgent["call"]) == ("urgent", CALL)
    assert urgent["text"].startswith("Please call your doctor right away: 555-0100.")
    assert (state["kind"], state["call"]) == ("text", None)
    assert question["choices"][0]["title"] == "I am calling"
    raised = ("website", "i have a fever of 39")
    eventually(
        lambda: raised in [(alert["channel"], alert["message"]) for alert in website.alerts()]
    )


def test_an_emergency_names_the_emergency_number_on_its_card(page: Page) -> None:
    urgent = page.ask("i cannot breathe")[0]
    assert (urgent["kind"], urgent["call"]) == ("urgent", {"number": "911", "href": "tel:911"})


def test_everything_said_stands_in_the_stream_without_gaps(page: Page) -> None:
    with Stream(page) as stream:
        sent = [page.say(text) for text in ("hello", "what is neutropenia?", "thanks")]
        stream.answer_to(sent[-1])
        assert stream.numbers == list(range(1, len(stream.numbers) + 1))
        assert stream.numbers == [event["n"] for event in stream.events]
        mine = [event for event in stream.events if event["from"] == "person"]
        assert [event["id"] for event in mine] == sent
        assert [event["text"] for event in mine] == ["hello", "what is neutropenia?", "thanks"]
        answered = [event["id"] for event in stream.events if event["from"] == "nia"]
        assert list(dict.fromkeys(answered)) == sent


def test_a_stream_goes_on_after_the_number_that_the_page_has(page: Page) -> None:
    page.ask("hello")
    page.ask("what is neutropenia?")
    with Stream(page) as whole:
        count = len(whole.wait_for(4))
    with Stream(page.reload(), after=2) as rest:
        rest.wait_for(count - 2)
        assert rest.numbers == list(range(3, count + 1))
        assert rest.events == whole.events[2:]


def test_a_number_from_the_future_hides_nothing_new(page: Page) -> None:
    page.ask("hello")
    with Stream(page, after=999) as stream:
        sent = page.say("what is neutropenia?")
        assert stream.answer_to(sent)


def test_a_reply_that_comes_while_no_page_is_open_is_there_at_the_next_visit(page: Page) -> None:
    sent = page.say("what is neutropenia?")
    with Stream(page.reload(), after=1) as stream:
        assert "neutrophil" in stream.answer_to(sent)[0]["text"]


def test_two_tabs_get_the_same(page: Page) -> None:
    with Stream(page) as one, Stream(page.reload()) as other:
        sent = page.say("what is neutropenia?")
        assert one.answer_to(sent) == other.answer_to(sent)
        assert one.events == other.events


def test_a_message_that_is_sent_again_happens_once(page: Page) -> None:
    message_id = new_id()
    with Stream(page) as stream:
        answers = [page.post(id=message_id, text="what is neutropenia?") for _ in range(3)]
        assert [answer.status_code for answer in answers] == [202, 200, 200]
        assert [answer.json() for answer in answers] == [{"id": message_id, "event": 1}] * 3
        stream.answer_to(message_id)
        last = page.say("thanks")
        stream.answer_to(last)
        mine = [event["id"] for event in stream.events if event["from"] == "person"]
        assert mine == [message_id, last]


def test_nia_is_seen_typing_until_she_has_answered(page: Page) -> None:
    with Stream(page) as stream:
        stream.answer_to(page.say("hello"))
        typing = [data["on"] for name, data in stream.names if name == "typing"]
        assert typing == [True, False]


def test_a_quick_reply_means_what_stood_on_it(page: Page) -> None:
    choices = page.ask("i have a fever of 39")[-1]["choices"]
    cannot = next(choice for choice in choices if choice["title"] == "I cannot call")
    with Stream(page) as stream:
        sent = page.post(choice=cannot["id"])
        assert sent.status_code == 202
        answer = stream.answer_to(sent.json()["id"])
        mine = [event for event in stream.events if event["from"] == "person"]
        assert mine[-1]["text"] == "I cannot call"
        assert "ask someone near you" in answer[0]["text"].lower()


def test_the_pages_of_an_allowed_site_may_read_the_answers(new_page: Callable[..., Page]) -> None:
    page = new_page(origin="https://www.clinic.example")
    asked = page.request("OPTIONS", "/website/messages")
    assert asked.status_code == 204
    assert asked.headers["Access-Control-Allow-Origin"] == "https://www.clinic.example"
    assert "Authorization" in asked.headers["Access-Control-Allow-Headers"]
    answer = page.post(text="hello")
    assert answer.headers["Access-Control-Allow-Origin"] == "https://www.clinic.example"
    assert "Access-Control-Allow-Credentials" not in answer.headers
    assert page.ask("what is neutropenia?")


def test_the_chat_is_framed_by_allowed_sites_only(page: Page) -> None:
    shown = page.request("GET", "/chat")
    policy = shown.headers["Content-Security-Policy"]
    assert "frame-ancestors 'self' https://www.clinic.example" in policy
    assert "require-trusted-types-for 'script'" in policy
    assert "555-0100" in shown.text
    assert "Set-Cookie" not in shown.headers
