"""Apprise: what each kind of answer comes to where only a yes or a no is known."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from careteam.apprise_route import MOST_UNDER_WAY, AppriseRoute
from careteam.apprise_service import fault_in
from careteam.message import phrase, short_text
from careteam.outcome import State
from careteam.records import list_alerts
from careteam.routes import Attempt, Result
from careteam.service import CareTeam
from careteam.store import Store
from careteam.words import words_after_report
from tests.services.receiver import Receiver, refusing_url
from tests.services.reports import notice, report

Make = Callable[..., Receiver]
PERSONAL = ("person-77", "fever", "38,6", "555-0199", "because of this", "words of mine")


@pytest.fixture(scope="module", autouse=True)
def _loaded() -> None:
    fault_in("json://127.0.0.1")  # the first use takes a second or two


def url_of(http_url: str) -> str:
    """Return the apprise URL that posts JSON to the place of `http_url`."""
    return http_url.partition("?")[0].replace("http://", "json://nia:hush@")


def test_a_message_carries_nothing_personal(receiver: Make) -> None:
    sink = receiver()
    told = notice()
    route = AppriseRoute("text", url_of(sink.url), inbox_url="https://nia.example/")
    assert route.send(told, 8) == Attempt(Result.SENT)
    (request,) = sink.received
    assert request.json["title"] == "Possible infection sign reported"
    assert request.json["message"] == (
        f"Alert {told.alert.id}, reported 2026-01-31 12:00 UTC. https://nia.example/"
    )
    for personal in PERSONAL:
        assert personal.encode() not in request.body


def test_title_and_text_fit_into_one_text_message() -> None:
    told = notice(12, severity="emergency", test=True)
    text = f"{phrase(told)}\r\n{short_text(told)}"
    assert text.isascii()
    assert len(text) <= 160


def test_a_test_says_so_first(receiver: Make) -> None:
    sink = receiver()
    AppriseRoute("text", url_of(sink.url)).send(notice(test=True), 8)
    assert sink.received[0].json["title"].startswith("TEST, not a patient")


def test_a_second_message_is_not_held_back(receiver: Make) -> None:
    sink = receiver()
    route = AppriseRoute("text", url_of(sink.url))
    for _ in range(3):  # apprise itself would wait for seconds between them
        assert route.send(notice(), 1).result is Result.SENT
    assert len(sink.received) == 3


@pytest.mark.parametrize(
    "answer",
    [
        "401",
        "404",
        "500",
        "redirect",
        "garbage",
        "nothing",
        "half a status line",
        "half a body",
        "half a chunk",
        "hangs",
        "hangs after the head",
        "trickles",
    ],
)
def test_a_no_leaves_it_open_whether_it_arrived(receiver: Make, answer: str) -> None:
    sink = receiver(answer)
    route = AppriseRoute("text", url_of(sink.url))
    assert route.send(notice(), 0.5).result is Result.UNKNOWN
    assert len(sink.received) == 1
    assert not sink.released.is_set()


def test_after_a_no_the_person_is_never_told_that_nobody_knows(sqlite_store: Store) -> None:
    team = CareTeam(sqlite_store, [AppriseRoute("text", url_of(refusing_url()))])
    outcome = team.report(report())
    assert outcome.state is State.UNSURE
    assert words_after_report(outcome) == "utter_alert_unsure"
    (row,) = list_alerts(sqlite_store)[0].deliveries
    assert (row.status, row.last_result) == ("due", "unknown")


def test_calls_that_never_end_do_not_eat_all_threads(receiver: Make) -> None:
    sink = receiver("trickles")
    route = AppriseRoute("text", url_of(sink.url))
    with ThreadPoolExecutor(MOST_UNDER_WAY) as pool:
        hanging = list(pool.map(lambda _: route.send(notice(), 0.5), range(MOST_UNDER_WAY)))
    assert {attempt.result for attempt in hanging} == {Result.UNKNOWN}
    assert route.send(notice(), 0.5).result is Result.UNREACHED
    assert len(sink.received) == MOST_UNDER_WAY
    sink.released.set()


def test_what_had_not_begun_in_time_is_a_definite_no_and_is_never_sent(
    receiver: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    sink, loaded, done = receiver(), threading.Event(), threading.Event()

    class Slots(threading.BoundedSemaphore):  # a call ends by giving its slot back
        def release(self, n: int = 1) -> None:
            super().release(n)
            done.set()

    def load_slowly(url: str) -> None:
        loaded.wait(60)

    monkeypatch.setattr("careteam.apprise_route._fault_in", load_slowly)
    route = AppriseRoute("text", url_of(sink.url), _slots=Slots(1))
    assert route.send(notice(), 0.1) == Attempt(Result.UNREACHED, "not ready in time")
    loaded.set()
    assert done.wait(60)
    assert sink.received == []
    assert route.send(notice(), 8).result is Result.SENT


def test_without_time_nothing_is_tried(receiver: Make) -> None:
    sink = receiver()
    route = AppriseRoute("text", url_of(sink.url))
    assert route.send(notice(), 0).result is Result.UNREACHED
    assert sink.received == []


@pytest.mark.parametrize(
    "url",
    [
        "json://127.0.0.1:9/x",
        "jsons://alerts.example.org/x",
        "ntfys://ntfy.example.org/on-call",
        "tgram://123456789:abcdefg_hijklmnop/12315544/",
        "twilio://AC0123456789abcdef0123456789abcdef:0123456789abcdef0123456789abcdef"
        "@15551234567/15557654321",
    ],
)
def test_a_url_that_apprise_knows_and_that_stays_encrypted_can_be_used(url: str) -> None:
    assert fault_in(url) is None


@pytest.mark.parametrize(
    ("url", "part"),
    [
        ("hush", "not one apprise URL"),
        ("nosuch://hush", "not one apprise URL"),
        ("json://127.0.0.1/hush, json://localhost", "not one apprise URL"),
        ("json://alerts.example.org/hush", "use jsons://"),
        ("rsyslog://hush.example.org", "unencrypted"),
        ("tgram://123456789:hush/", "names no chat"),
        ("tgram://123456789:hush/?detect=no", "names no chat"),
        ("jsons://alerts.example.org/hush?verify=no", "verify=no"),
    ],
)
def test_any_other_url_is_refused_with_a_reason_that_does_not_repeat_it(
    url: str, part: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(1)
    fault = fault_in(url)
    assert fault is not None
    assert part in fault
    assert "hush" not in fault + caplog.text
