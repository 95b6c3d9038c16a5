"""TEST alerts: by hand and on schedule, and never mistaken for a patient (ESC-14)."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from careteam.alerts import raise_alert
from careteam.escalator import Escalator
from careteam.handling import acknowledge
from careteam.outcome import Outcome, State
from careteam.plan import Plan, Recipient
from careteam.record import table, to_json
from careteam.records import find_alert, list_alerts
from careteam.service import CareTeam
from careteam.store import Store
from careteam.synthetic import by_hand, on_schedule
from careteam.webhook import Webhook
from tests.services.receiver import Receiver
from tests.services.reports import NOON, report

Make = Callable[..., Receiver]
DAY = timedelta(days=1)


def team_of(store: Store, receiver: Make, every: timedelta | None = DAY) -> CareTeam:
    plan = Plan(
        (Recipient("desk"), Recipient("head", 3), Recipient("day", is_open=lambda _: False)),
        test_every=every,
    )
    return CareTeam(store, [Webhook(name, receiver().url) for name in plan.names], plan)


def test_it_is_marked_in_the_record_in_every_delivery_and_in_the_list(
    store: Store, receiver: Make
) -> None:
    sinks = [receiver() for _ in range(2)]
    team = CareTeam(store, [Webhook(str(n), sink.url) for n, sink in enumerate(sinks)])
    outcome = by_hand(team)
    assert outcome.state is State.SENT
    found = find_alert(store, str(outcome.alert_id))
    assert found.state.test
    assert found.events[0].payload["test"] is True
    assert to_json(found)["test"] is True
    assert "open TEST" in table([found])
    for sink in sinks:
        (request,) = sink.received
        assert request.json["test"] is True
        assert request.json["text"].startswith("TEST, not a patient")


def test_it_tries_every_route_of_every_level_at_any_hour_and_is_told_once(
    store: Store, receiver: Make
) -> None:
    team = team_of(store, receiver)
    found = find_alert(store, str(by_hand(team).alert_id))
    assert sorted(row.route for row in found.deliveries) == ["day", "desk", "head"]
    assert Escalator(store, team.plan).run(NOON + timedelta(days=9999)) == 0


def test_its_acknowledgement_resolves_it(store: Store, receiver: Make) -> None:
    outcome = by_hand(team_of(store, receiver))
    state = acknowledge(store, str(outcome.alert_id), "Ann")
    assert (state.status, state.resolved_by, state.acknowledged_by) == ("resolved", "Ann", "Ann")


def test_a_conversation_of_the_same_name_meets_no_test(store: Store, receiver: Make) -> None:
    team = team_of(store, receiver)
    on_schedule(team, NOON)
    (found,) = list_alerts(store)
    name, message = found.state.conversation_id, found.events[0].payload["message_id"]
    patient = raise_alert(store, report(message, conversation_id=name), team.plan)
    assert (patient.created, patient.duplicate, patient.alert.test) == (True, False, False)
    asked = team.status(name)
    assert asked is not None
    assert asked.alert_id == patient.alert_id
    on_schedule(team, NOON + DAY)
    assert [one.state.reports for one in list_alerts(store)] == [2, 1]
    acknowledge(store, found.state.id, "Ann")
    assert find_alert(store, patient.alert_id).state.status == "open"


def test_a_patient_who_asks_hears_nothing_of_a_test(store: Store, receiver: Make) -> None:
    team = team_of(store, receiver)
    on_schedule(team, NOON)
    assert team.status(list_alerts(store)[0].state.conversation_id) is None


def test_on_schedule_means_once_in_each_stretch_of_time_by_one_of_all_workers(
    store: Store, receiver: Make
) -> None:
    team = team_of(store, receiver)

    def at_once(hours: float) -> list[Outcome]:
        now = NOON + timedelta(hours=hours)
        with ThreadPoolExecutor(3) as pool:
            return [one for one in pool.map(lambda _: on_schedule(team, now), range(3)) if one]

    at_once(0)
    assert at_once(1) == at_once(23.9) == []
    assert list_alerts(store)[0].state.reports == 1
    at_once(24)
    at_once(60)
    (found,) = list_alerts(store)
    assert found.state.reports == 3
    acknowledge(store, found.state.id, "Ann")
    assert on_schedule(team, NOON + timedelta(hours=84)) is not None
    assert [one.state.status for one in list_alerts(store)] == ["resolved", "open"]


def test_a_clock_that_was_set_back_does_not_end_the_testing(store: Store, receiver: Make) -> None:
    team = team_of(store, receiver)
    on_schedule(team, NOON + timedelta(days=30))
    assert on_schedule(team, NOON) is not None
    assert on_schedule(team, NOON + timedelta(hours=1)) is None


def test_it_is_off_unless_it_is_set_and_pointless_without_a_route(
    store: Store, receiver: Make
) -> None:
    assert on_schedule(team_of(store, receiver, every=None), NOON) is None
    assert on_schedule(CareTeam(store, (), Plan(test_every=DAY)), NOON) is None
    assert not store.exists
