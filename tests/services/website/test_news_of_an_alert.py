"""People on the website are told later what became of their alert: once, and only what is true."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.server import Nia, prepared
from tests.services.on_the_command_line import alert_of, careteam
from tests.services.receiver import Receiver
from tests.services.test_server_faults import eventually
from tests.services.website.page import Page, Stream

CLINIC = """\
phone: {{daytime: 555-0100, time_zone: America/New_York}}
alerts:
  routes: [{{kind: webhook, url: '{url}'}}]
  timers: {{renotify: 0.05}}
"""
SEEN, NOT_SEEN = "Someone at the clinic saw your message", "No one at the clinic has said"


@pytest.fixture(scope="module")
def receiver() -> Iterator[Receiver]:
    one = Receiver()
    yield one
    one.close()


@pytest.fixture(scope="module")
def watched(
    trained_model: Path, tmp_path_factory: pytest.TempPathFactory, receiver: Receiver
) -> Iterator[Nia]:
    """A server whose care team is told, and told again after three seconds."""
    folder = tmp_path_factory.mktemp("watched")
    (folder / "clinic.yml").write_text(CLINIC.format(url=receiver.url))
    nia = prepared(folder, NIA_CLINIC_FILE=str(folder / "clinic.yml"))
    nia.start()
    try:
        yield nia
    finally:
        nia.stop()


def says(words: str) -> Callable[[Stream], bool]:
    return lambda stream: any(words in event["text"] for event in stream.events)


def later(stream: Stream) -> list[dict[str, object]]:
    """What was said without having been asked."""
    return [event for event in stream.events if event["from"] == "nia" and event["id"] is None]


def told_later(nia: Nia, message: str) -> list[str]:
    """What the care team reads in the alert's record of it."""
    (alert,) = [alert for alert in nia.alerts() if message in alert["message"]]
    return [shown["text"] for shown in alert["patient_text_shown"] if shown["unasked"]]


def test_nobody_has_answered_then_somebody_has_and_each_is_told_once(watched: Nia) -> None:
    page = Page(watched)
    with Stream(page) as stream:
        stream.answer_to(page.say("i have chills since noon"))
        stream.wait(lambda: says(NOT_SEEN)(stream))
        (waiting,) = later(stream)
        assert waiting["kind"] == "urgent"
        assert waiting["call"] == {"number": "555-0100", "href": "tel:5550100"}
        assert not says(SEEN)(stream)
        careteam(watched, "acknowledge", "--by", "ann", alert_of(watched, "chills since noon"))
        stream.wait(lambda: says(SEEN)(stream))
        (_, seen) = later(stream)
        assert seen["kind"] == "text"
        assert "UTC" not in str(seen["text"])
    # The care team reads the very words.
    words = [waiting["text"], seen["text"]]
    eventually(lambda: told_later(watched, "chills since noon") == words)
    # The server has told it; the next one, and the next visit, find it told.
    watched.stop()
    watched.start()
    with Stream(page.reload()) as again:
        again.answer_to(page.say("what is neutropenia?"))
        # By the time that news of a new alert is told, news of the old one would have been.
        other = Page(watched)
        with Stream(other) as fresh:
            fresh.answer_to(other.say("i have a fever of 39"))
            fresh.wait(lambda: says(NOT_SEEN)(fresh))
        assert [event["text"] for event in later(again)] == [waiting["text"], seen["text"]]


def test_it_is_there_at_the_next_visit_and_not_in_another_persons_conversation(
    watched: Nia,
) -> None:
    page, other = Page(watched), Page(watched)
    page.ask("i have a stiff neck")
    other.ask("what is neutropenia?")
    careteam(watched, "acknowledge", "--by", "bob", alert_of(watched, "stiff neck"))
    with Stream(page.reload()) as stream:
        stream.wait(lambda: says(SEEN)(stream))
    with Stream(other.reload()) as stream:
        stream.answer_to(other.say("thanks"))
        assert later(stream) == []


def test_what_is_reported_after_somebody_looked_is_not_called_seen(watched: Nia) -> None:
    page = Page(watched)
    with Stream(page) as stream:
        stream.answer_to(page.say("i have a sore throat"))
        careteam(watched, "acknowledge", "--by", "ann", alert_of(watched, "sore throat"))
        stream.wait(lambda: says(SEEN)(stream))
        stream.answer_to(page.say("now i have a fever of 39.5 too"))
        stream.wait(lambda: NOT_SEEN in str(later(stream)[-1]["text"]))
        careteam(watched, "acknowledge", "--by", "ann", alert_of(watched, "sore throat"))
        stream.wait(lambda: SEEN in str(later(stream)[-1]["text"]))


def test_a_deleted_conversation_is_told_nothing_and_stays_deleted(watched: Nia) -> None:
    page, other = Page(watched), Page(watched)
    page.ask("i have diarrhea since today")
    assert page.delete().status_code == 204
    with Stream(other) as stream:
        stream.answer_to(other.say("i have been vomiting today"))
        stream.wait(lambda: says(NOT_SEEN)(stream))
    assert page.request("GET", "/website/events").status_code == 401
