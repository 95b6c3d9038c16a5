"""Who acknowledges or resolves in Nia ends the ringing elsewhere; nobody else does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from careteam.clock import utc_now
from careteam.follow_up import MOST_ATTEMPTS, FollowUp, follower
from careteam.handling import acknowledge, reopen, resolve
from careteam.inbox.linked_route import LinkedRoute
from careteam.pagerduty import PagerDuty
from careteam.removal import remove_conversation
from careteam.service import CareTeam
from careteam.store import Store
from careteam.synthetic import by_hand
from careteam.webhook import Webhook
from tests.services.receiver import Receiver
from tests.services.reports import report
from tests.services.test_alerts_are_delivered import until

Make = Callable[..., Receiver]


def pager(sink: Receiver) -> PagerDuty:
    return PagerDuty("pager", sink.url, "key", timeout_seconds=0.5)


def raised(team: CareTeam, **fields: Any) -> str:
    alert_id = team.report(report(**fields)).alert_id
    assert alert_id is not None
    return alert_id


def events(sink: Receiver) -> list[tuple[str, str]]:
    return [(one.json["event_action"], one.json["dedup_key"]) for one in sink.received]


def test_acknowledging_and_resolving_reach_every_incident(store: Store, receiver: Make) -> None:
    sink = receiver("202")
    team = CareTeam(store, [pager(sink)])
    alert_id = raised(team)
    raised(team, signs=("chills",))
    second = f"{alert_id}.2"
    assert FollowUp(team).once() == 0  # nobody did anything yet
    acknowledge(store, alert_id, "Ann")
    assert [FollowUp(team).once() for _ in range(2)] == [2, 0]
    resolve(store, alert_id, "Ann", "called her")
    assert [FollowUp(team).once() for _ in range(2)] == [2, 0]
    assert events(sink)[:2] == [("trigger", alert_id), ("trigger", second)]
    assert set(events(sink)[2:4]) == {("acknowledge", alert_id), ("acknowledge", second)}
    assert set(events(sink)[4:]) == {("resolve", alert_id), ("resolve", second)}
    assert set(sink.received[-1].json) == {"routing_key", "event_action", "dedup_key"}


def test_news_after_an_acknowledgement_rings_on(sqlite_store: Store, receiver: Make) -> None:
    sink = receiver("202")
    team = CareTeam(sqlite_store, [pager(sink)])
    alert_id = raised(team)
    acknowledge(sqlite_store, alert_id, "Ann")
    raised(team, signs=("chills",))
    assert FollowUp(team).once() == 0
    reopened = raised(team, conversation_id="c2")
    acknowledge(sqlite_store, reopened, "Ann")
    reopen(sqlite_store, reopened, "Ann")
    assert FollowUp(team).once() == 0
    assert {action for action, _ in events(sink)} == {"trigger"}


def test_an_incident_that_may_be_there_is_ended_and_one_that_is_not_is_left(
    sqlite_store: Store, receiver: Make
) -> None:
    sink = receiver("500")  # may have opened one
    refusing = receiver("400")
    team = CareTeam(
        sqlite_store, [pager(sink), PagerDuty("refusing", refusing.url, "key", timeout_seconds=0.5)]
    )
    resolve(sqlite_store, raised(team), "Ann", "called her")
    sink.answer = "202"
    assert FollowUp(team).once() == 1
    assert [action for action, _ in events(sink)] == ["trigger", "resolve"]
    assert len(refusing.received) == 1


def test_what_does_not_get_through_is_tried_again_and_not_for_ever(
    sqlite_store: Store, receiver: Make
) -> None:
    sink = receiver("202")
    team = CareTeam(sqlite_store, [pager(sink)])
    resolve(sqlite_store, raised(team), "Ann", "called her")
    sink.answer = "500"
    following = FollowUp(team, wait=lambda _, __: 60)
    now = utc_now()
    assert following.once(now) == 1
    assert following.once(now + timedelta(seconds=59)) == 0
    tried = [following.once(now + timedelta(minutes=2 * step)) for step in range(1, 20)]
    assert sum(tried) == MOST_ATTEMPTS - 1


def test_a_refusal_ends_it(sqlite_store: Store, receiver: Make) -> None:
    sink = receiver("202")
    team = CareTeam(sqlite_store, [pager(sink)])
    resolve(sqlite_store, raised(team), "Ann", "called her")
    sink.answer = "400"
    now = utc_now()
    assert [FollowUp(team).once(now + timedelta(hours=step)) for step in range(3)] == [1, 0, 0]


def test_what_was_done_long_ago_is_left_as_it_is(sqlite_store: Store, receiver: Make) -> None:
    team = CareTeam(sqlite_store, [pager(receiver("202"))])
    resolve(sqlite_store, raised(team), "Ann", "called her")
    assert FollowUp(team).once(utc_now() + timedelta(days=2)) == 0


def test_a_test_that_is_acknowledged_ends_its_incident(sqlite_store: Store, receiver: Make) -> None:
    sink = receiver("202")
    team = CareTeam(sqlite_store, [pager(sink)])
    alert_id = by_hand(team).alert_id
    assert alert_id is not None
    acknowledge(sqlite_store, alert_id, "Ann")
    FollowUp(team).once()
    assert events(sink)[-1] == ("resolve", alert_id)


@pytest.mark.parametrize("answer", ["202", "hangs"])
def test_a_worker_does_not_wait_for_it(sqlite_store: Store, receiver: Make, answer: str) -> None:
    sink = receiver("202")
    team = CareTeam(sqlite_store, [pager(sink)])
    acknowledge(sqlite_store, raised(team), "Ann")
    sink.answer = answer
    following = FollowUp(team)
    assert following.run() == 0
    until(lambda: len(sink.received) == 2)
    assert events(sink)[-1][0] == "acknowledge"


def test_only_routes_that_can_take_it_are_told(sqlite_store: Store, receiver: Make) -> None:
    sink = receiver()
    webhook = Webhook("desk", sink.url)
    assert follower(webhook) is None
    linked = LinkedRoute(pager(sink), b"k" * 32, "https://nia.example")
    assert follower(linked) is linked.route
    team = CareTeam(sqlite_store, [webhook])
    acknowledge(sqlite_store, raised(team), "Ann")
    assert FollowUp(team).once() == 0
    assert len(sink.received) == 1


def test_an_alert_that_was_followed_up_can_be_removed(store: Store, receiver: Make) -> None:
    team = CareTeam(store, [pager(receiver("202"))])
    resolve(store, raised(team), "Ann", "called her")
    assert FollowUp(team).once() == 1
    assert len(remove_conversation(store, "c1", "Ann")) == 1
