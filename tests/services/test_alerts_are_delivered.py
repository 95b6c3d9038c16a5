"""Delivery: what each kind of answer comes to, what is said of it, and what is tried again."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from careteam.alerts import raise_alert
from careteam.clock import from_text, to_text, utc_now
from careteam.delivery import deliver_due
from careteam.handling import acknowledge
from careteam.outbox import Delivery
from careteam.outcome import State
from careteam.records import find_alert, list_alerts
from careteam.retry import LONGEST_WAIT
from careteam.revival import revive
from careteam.schema import outbox
from careteam.service import CareTeam
from careteam.store import Store
from careteam.webhook import Webhook, sign
from careteam.words import words_after_report
from tests.services.receiver import Receiver, refusing_url
from tests.services.reports import report

Make = Callable[..., Receiver]


def deliveries(store: Store) -> list[Delivery]:
    return list(list_alerts(store)[0].deliveries)


def make_all_due(store: Store) -> None:
    past = to_text(utc_now() - timedelta(seconds=1))
    with store.writing() as connection:
        connection.execute(update(outbox).values(next_attempt_at=past))


def until(condition: Callable[[], bool]) -> None:
    ends = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < ends, "waited in vain"
        time.sleep(0.02)


def test_an_accepted_alert_is_sent_and_carries_nothing_personal(
    store: Store, receiver: Make
) -> None:
    sink = receiver()
    team = CareTeam(store, [Webhook("desk", sink.url)])
    outcome = team.report(
        report(message="secret words", contact="555-0100", conversation_id="person-77")
    )
    assert (outcome.state, outcome.added) == (State.SENT, False)
    assert words_after_report(outcome) == "utter_alert_sent"
    (request,) = sink.received
    assert request.header("Idempotency-Key") == outcome.alert_id
    keys = {"id", "notice", "level", "text", "severity", "reported_at", "test"}
    assert set(request.json) == keys
    assert request.json["text"] == "Possible infection sign reported"
    for personal in (b"secret words", b"555-0100", b"person-77", b"fever"):
        assert personal not in request.body
    (row,) = deliveries(store)
    assert (row.status, row.attempts, row.last_result) == ("sent", 1, "sent")


def test_details_are_in_the_body_only_where_the_route_says_so(
    sqlite_store: Store, receiver: Make
) -> None:
    sink = receiver()
    CareTeam(sqlite_store, [Webhook("desk", sink.url, include_details=True)]).report(report())
    assert sink.received[0].json["details"]["messages"] == ["I have a fever"]


def test_a_body_is_signed_when_a_secret_is_set(sqlite_store: Store, receiver: Make) -> None:
    sink = receiver()
    CareTeam(sqlite_store, [Webhook("desk", sink.url, secret="s3cret")]).report(report())
    (request,) = sink.received
    signature = request.header("X-Nia-Signature") or ""
    at = int(signature.removeprefix("t=").partition(",")[0])
    assert signature == sign(request.body, "s3cret", at)


@pytest.mark.parametrize(
    ("answer", "state", "status", "result"),
    [
        ("200", State.SENT, "sent", "sent"),
        ("204", State.SENT, "sent", "sent"),
        ("redirect", State.FAILED, "refused", "refused"),
        ("401", State.FAILED, "refused", "refused"),
        ("404", State.FAILED, "refused", "refused"),
        ("429", State.FAILED, "due", "unreached"),
        ("500", State.UNSURE, "due", "unknown"),
        ("503", State.UNSURE, "due", "unknown"),
        ("garbage", State.UNSURE, "due", "unknown"),
        ("nothing", State.UNSURE, "due", "unknown"),
        ("half a status line", State.UNSURE, "due", "unknown"),
        ("half a body", State.UNSURE, "due", "unknown"),
        ("half a chunk", State.UNSURE, "due", "unknown"),
    ],
)
def test_each_answer_comes_to_its_state(
    sqlite_store: Store, receiver: Make, answer: str, state: State, status: str, result: str
) -> None:
    team = CareTeam(sqlite_store, [Webhook("desk", receiver(answer).url)])
    assert team.report(report()).state is state
    (row,) = deliveries(sqlite_store)
    assert (row.status, row.last_result, row.in_flight) == (status, result, False)


@pytest.mark.parametrize("answer", ["hangs", "hangs after the head", "trickles"])
def test_a_receiver_that_never_ends_its_answer_does_not_hold_up_the_person(
    store: Store, receiver: Make, answer: str
) -> None:
    sink = receiver(answer)
    team = CareTeam(store, [Webhook("desk", sink.url)])
    outcome = team.report(report())
    assert not sink.released.is_set()  # it still hangs, and the answer is here
    assert outcome.state is State.UNSURE
    assert words_after_report(outcome) == "utter_alert_unsure"
    until(lambda: deliveries(store)[0].last_result == "unknown")
    assert deliveries(store)[0].status == "due"


def test_nobody_listening_is_a_definite_no_and_is_tried_again(store: Store) -> None:
    team = CareTeam(store, [Webhook("desk", refusing_url())])
    outcome = team.report(report())
    assert words_after_report(outcome) == "utter_alert_failed"
    (row,) = deliveries(store)
    assert (row.status, row.last_result) == ("due", "unreached")
    wait = from_text(row.next_attempt_at) - from_text(row.updated_at)
    assert timedelta(seconds=4) <= wait <= timedelta(seconds=6)


def test_a_name_that_nobody_knows_is_a_definite_no(
    sqlite_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(*_: Any, **__: Any) -> Any:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    team = CareTeam(sqlite_store, [Webhook("desk", "http://no-such-name:80/")])
    assert team.report(report()).state is State.FAILED


def test_a_name_lookup_that_hangs_does_not_hold_up_the_person(
    sqlite_store: Store, monkeypatch: pytest.MonkeyPatch, receiver: Make
) -> None:
    released = receiver().released  # set when the test ends

    def hang(*_: Any, **__: Any) -> Any:
        released.wait(60)
        raise socket.gaierror(-3, "Temporary failure")

    monkeypatch.setattr(socket, "getaddrinfo", hang)
    team = CareTeam(sqlite_store, [Webhook("desk", "http://slow-name:80/")])
    outcome = team.report(report())
    assert not released.is_set()
    assert outcome.state is State.UNSURE


def test_a_receiver_without_encryption_behind_https_is_a_definite_no(
    sqlite_store: Store, receiver: Make
) -> None:
    url = receiver("200").url.replace("http://", "https://")
    team = CareTeam(sqlite_store, [Webhook("desk", url)])
    outcome = team.report(report())
    assert outcome.state is not State.SENT
    assert deliveries(sqlite_store)[0].status == "due"


def test_one_route_that_takes_it_is_enough_and_only_the_others_are_tried_again(
    store: Store, receiver: Make
) -> None:
    good, bad = receiver("200"), receiver("500")
    team = CareTeam(store, [Webhook("good", good.url), Webhook("bad", bad.url)])
    assert team.report(report()).state is State.SENT
    bad.answer = "200"
    make_all_due(store)
    assert deliver_due(store, tuple(team.routes.values())) == 1
    assert (len(good.received), len(bad.received)) == (1, 2)
    first, second = bad.received
    assert first.header("Idempotency-Key") == second.header("Idempotency-Key")
    assert {row.status for row in deliveries(store)} == {"sent"}


def test_one_route_that_may_have_taken_it_rules_out_that_nobody_knows(
    sqlite_store: Store, receiver: Make
) -> None:
    routes = [Webhook("a", receiver("404").url), Webhook("b", receiver("500").url)]
    assert CareTeam(sqlite_store, routes).report(report()).state is State.UNSURE


def test_an_earlier_attempt_that_may_have_arrived_rules_out_that_nobody_knows(
    sqlite_store: Store, receiver: Make
) -> None:
    sink = receiver("500")
    team = CareTeam(sqlite_store, [Webhook("a", sink.url)])
    team.report(report())
    sink.answer = "404"
    assert team.report(report(signs=("cough",))).state is State.UNSURE


def test_what_is_refused_for_good_is_tried_again_only_when_somebody_says_so(
    store: Store, receiver: Make
) -> None:
    sink = receiver("401")
    routes = [Webhook("desk", sink.url)]
    CareTeam(store, routes).report(report())
    make_all_due(store)
    assert deliver_due(store, routes) == 0
    sink.answer = "200"
    assert revive(store) == 1
    assert deliver_due(store, routes) == 1
    assert deliveries(store)[0].status == "sent"


def test_what_is_refused_for_good_is_not_tried_again_once_a_person_has_seen_it(
    store: Store, receiver: Make
) -> None:
    routes = [Webhook("desk", receiver("401").url)]
    outcome = CareTeam(store, routes).report(report())
    acknowledge(store, str(outcome.alert_id), "Ann")
    assert revive(store) == 0
    assert deliver_due(store, routes) == 0


def test_a_receiver_may_ask_for_a_longer_wait(sqlite_store: Store, receiver: Make) -> None:
    CareTeam(sqlite_store, [Webhook("desk", receiver("429 later").url)]).report(report())
    (row,) = deliveries(sqlite_store)
    wait = from_text(row.next_attempt_at) - from_text(row.updated_at)
    assert wait == timedelta(seconds=90)


def test_news_is_delivered_under_a_key_of_its_own(store: Store, receiver: Make) -> None:
    sink = receiver()
    team = CareTeam(store, [Webhook("desk", sink.url)])
    first = team.report(report())
    second = team.report(report(signs=("cough",)))
    third = team.report(report(signs=("cough",)))  # nothing new: recorded, not sent
    assert [words_after_report(one) for one in (first, second, third)] == [
        "utter_alert_sent",
        "utter_alert_repeat",
        "utter_alert_repeat",
    ]
    keys = [request.header("Idempotency-Key") for request in sink.received]
    assert keys == [first.alert_id, f"{first.alert_id}.2"]
    assert list_alerts(store)[0].state.reports == 3


def test_news_that_no_route_took_is_not_called_added(store: Store, receiver: Make) -> None:
    sink = receiver()
    team = CareTeam(store, [Webhook("desk", sink.url)])
    team.report(report())
    sink.answer = "404"
    again = team.report(report(signs=("cough",)))
    assert words_after_report(again) == "utter_alert_unsure"


def test_without_a_route_the_alert_is_kept_and_nobody_is_claimed(store: Store) -> None:
    team = CareTeam(store)
    for number in range(2):
        outcome = team.report(report(f"m{number}"))
        assert words_after_report(outcome) == "utter_alert_none"
    (found,) = list_alerts(store)
    assert (found.state.reports, found.deliveries) == (2, ())


def test_an_alert_whose_process_died_before_delivering_is_delivered_by_the_next(
    store: Store, receiver: Make
) -> None:
    sink = receiver()
    raise_alert(store, report(), ["desk"], utc_now() - timedelta(seconds=30))
    assert deliver_due(store, [Webhook("desk", sink.url)]) == 1
    assert len(sink.received) == 1
    assert deliveries(store)[0].status == "sent"


def test_a_delivery_under_way_is_not_taken_by_another_worker(store: Store, receiver: Make) -> None:
    sink = receiver()
    raise_alert(store, report(), ["desk"])  # leased to the one who raised it
    assert deliver_due(store, [Webhook("desk", sink.url)]) == 0
    assert sink.received == []


def test_a_time_far_ahead_was_written_by_a_wrong_clock_and_is_due(
    store: Store, receiver: Make
) -> None:
    raise_alert(store, report(), ["desk"], utc_now() + 10 * LONGEST_WAIT)
    assert deliver_due(store, [Webhook("desk", receiver().url)]) == 1


def test_a_worker_without_a_route_leaves_its_deliveries_to_others(
    sqlite_store: Store, receiver: Make
) -> None:
    raise_alert(sqlite_store, report(), ["desk"], utc_now() - timedelta(seconds=30))
    assert deliver_due(sqlite_store, []) == 0
    assert deliver_due(sqlite_store, [Webhook("other", receiver().url)]) == 0
    assert deliveries(sqlite_store)[0].status == "due"


def test_what_a_person_has_seen_is_not_delivered_any_more(store: Store, receiver: Make) -> None:
    sink = receiver("500")
    routes = [Webhook("desk", sink.url)]
    outcome = CareTeam(store, routes).report(report())
    acknowledge(store, str(outcome.alert_id), "Ann")
    make_all_due(store)
    assert deliver_due(store, routes) == 0


def test_failures_are_in_the_record_once_per_change(store: Store, receiver: Make) -> None:
    sink = receiver("500")
    routes = [Webhook("desk", sink.url)]
    outcome = CareTeam(store, routes).report(report())
    for _ in range(3):
        make_all_due(store)
        deliver_due(store, routes)
    sink.answer = "200"
    make_all_due(store)
    deliver_due(store, routes)
    events = find_alert(store, str(outcome.alert_id)).events
    results = [event.payload["result"] for event in events if event.kind == "delivery"]
    assert results == ["unknown", "sent"]
    assert deliveries(store)[0].attempts == 5


def test_the_record_holds_what_the_person_was_told(store: Store) -> None:
    CareTeam(store).report(report())
    until(lambda: list_alerts(store)[0].state.told == "utter_alert_none")
