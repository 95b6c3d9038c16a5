"""PagerDuty: the event that is sent, and what each kind of answer comes to."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from careteam.outcome import State
from careteam.pagerduty import PagerDuty
from careteam.records import list_alerts
from careteam.routes import Attempt, Result
from careteam.service import CareTeam
from careteam.store import Store
from tests.services.receiver import Receiver, refusing_url
from tests.services.reports import notice, report

Make = Callable[..., Receiver]
PERSONAL = ("person-77", "fever", "38,6", "555-0199", "because of this", "words of mine")


def test_an_event_triggers_under_the_alert_id_and_carries_nothing_personal(receiver: Make) -> None:
    sink = receiver("202")
    told = notice()
    route = PagerDuty("pager", sink.url, "routing-key", inbox_url="https://nia.example/")
    assert route.send(told, 2) == Attempt(Result.SENT, "HTTP 202")
    (request,) = sink.received
    assert request.json == {
        "routing_key": "routing-key",
        "event_action": "trigger",
        "dedup_key": told.alert.id,
        "client": "Nia",
        "client_url": "https://nia.example/",
        "links": [{"href": "https://nia.example/", "text": "Nia's inbox"}],
        "payload": {
            "summary": f"Possible infection sign reported (alert {told.alert.id})",
            "source": "nia",
            "severity": "critical",
            "timestamp": "2026-01-31T12:00:00.000000Z",
            "custom_details": {"alert": told.alert.id, "message": 1, "test": False},
        },
    }
    for personal in PERSONAL:
        assert personal.encode() not in request.body


def test_a_repeat_keeps_its_key_and_a_later_notice_has_its_own(receiver: Make) -> None:
    sink = receiver("202")
    first = notice()
    for told in (first, first, notice(2, id=first.alert.id)):
        PagerDuty("pager", sink.url, "key").send(told, 2)
    keys = [request.json["dedup_key"] for request in sink.received]
    assert keys == [first.alert.id, first.alert.id, f"{first.alert.id}.2"]


def test_a_test_says_so_first(receiver: Make) -> None:
    sink = receiver("202")
    PagerDuty("pager", sink.url, "key").send(notice(test=True), 2)
    event = sink.received[0].json["payload"]
    assert event["summary"].startswith("TEST, not a patient")
    assert event["custom_details"]["test"] is True


@pytest.mark.parametrize(
    ("answer", "result"),
    [
        ("200", Result.UNKNOWN),  # a success, but not PagerDuty's
        ("400", Result.REFUSED),
        ("403", Result.REFUSED),
        ("redirect", Result.REFUSED),
        ("429", Result.UNREACHED),
        ("500", Result.UNKNOWN),
        ("garbage", Result.UNKNOWN),
        ("nothing", Result.UNKNOWN),
        ("half a status line", Result.UNKNOWN),
        ("half a body", Result.UNKNOWN),
        ("hangs", Result.UNKNOWN),
        ("trickles", Result.UNKNOWN),
    ],
)
def test_each_answer_comes_to_its_result(receiver: Make, answer: str, result: Result) -> None:
    sink = receiver(answer)
    assert PagerDuty("pager", sink.url, "key").send(notice(), 0.5).result is result
    assert len(sink.received) == 1
    assert not sink.released.is_set()


def test_nobody_listening_is_a_definite_no() -> None:
    attempt = PagerDuty("pager", refusing_url(), "key").send(notice(), 2)
    assert attempt.result is Result.UNREACHED


@pytest.mark.parametrize(("answer", "state"), [("202", State.SENT), ("400", State.FAILED)])
def test_what_is_said_to_the_person_follows(
    sqlite_store: Store, receiver: Make, answer: str, state: State
) -> None:
    team = CareTeam(sqlite_store, [PagerDuty("pager", receiver(answer).url, "key")])
    assert team.report(report()).state is state
    assert list_alerts(sqlite_store)[0].deliveries[0].route == "pager"
