"""Later words about an alert: kept in order, told only if they bring a number, ending nothing."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careteam.advance import advance, derive
from careteam.alerts import raise_alert
from careteam.handling import acknowledge, resolve
from careteam.message import payload
from careteam.outcome import State
from careteam.record import history, table, to_json
from careteam.records import Recorded, list_alerts
from careteam.remarks import KINDS, Kind, NoOpenAlert, Remark, add_remark
from careteam.report import Report
from careteam.routes import Attempt, Notice, Result
from careteam.service import CareTeam
from careteam.state import AlertState, Event
from careteam.store import Store, StoreUnavailable

NOON = datetime(2026, 1, 31, 12, tzinfo=timezone.utc)
SILENT = [kind for kind in KINDS if kind != "contact"]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(f"sqlite:///{tmp_path / 'alerts.db'}")
    yield store
    store.engine.dispose()


def report(message_id: str = "r1", **fields: Any) -> Report:
    given = {"conversation_id": "c1", "channel": "rest", "received_at": NOON, "message": "fever"}
    return Report(message_id=message_id, signs=("fever",), **{**given, **fields})


def remark(kind: Kind = "better", message_id: str = "m1", **fields: Any) -> Remark:
    contact = {"contact": "555 0142"} if kind == "contact" else {}
    given = {"conversation_id": "c1", "received_at": NOON, "message": f"words: {kind}"}
    return Remark(message_id=message_id, kind=kind, **{**given, **contact, **fields})


def only(store: Store) -> Recorded:
    (found,) = list_alerts(store)
    return found


class Desk:
    """A route that takes everything, and keeps it."""

    name = "desk"

    def __init__(self, hangs: threading.Event | None = None) -> None:
        self.notices: list[Notice] = []
        self.hangs = hangs

    def send(self, notice: Notice, seconds: float) -> Attempt:
        self.notices.append(notice)
        if self.hangs is not None:
            self.hangs.wait(30)
        return Attempt(Result.SENT)


def test_a_remark_is_one_event_with_the_words_as_they_were_typed(store: Store) -> None:
    raise_alert(store, report())
    add_remark(store, remark("better", message="  it's GONE now \x00"))
    event = only(store).events[-1]
    assert event.kind == "remarked"
    assert event.payload == {
        "remark": "better",
        "message": "  it's GONE now \x00",
        "message_id": "m1",
        "received_at": "2026-01-31T12:00:00.000000Z",
        "news": [],
        "notice": None,
    }


@pytest.mark.parametrize("kind", SILENT)
def test_without_a_number_it_is_only_appended(store: Store, kind: Kind) -> None:
    raise_alert(store, report(), ["desk"])
    before = only(store)
    raised = add_remark(store, remark(kind), ["desk"])
    after = only(store)
    assert (raised.renotify, raised.deliveries, raised.created) == (False, (), False)
    assert after.deliveries == before.deliveries
    assert after.events[:-1] == before.events
    assert after.state == replace(
        before.state, remarks=after.state.remarks, updated_at=after.state.updated_at
    )
    assert [said.kind for said in after.state.remarks] == [kind]


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_message_is_recorded_once(store: Store, kind: Kind) -> None:
    raise_alert(store, report())
    first = add_remark(store, remark(kind), ["desk"])
    again = add_remark(store, remark(kind), ["desk"])
    assert (again.alert_id, again.duplicate, again.renotify) == (first.alert_id, True, False)
    assert len(only(store).state.remarks) == 1


def test_the_same_message_in_many_threads_is_recorded_once(store: Store) -> None:
    raise_alert(store, report())
    with ThreadPoolExecutor(8) as pool:
        raised = list(pool.map(lambda _: add_remark(store, remark()), range(16)))
    assert sum(not one.duplicate for one in raised) == 1
    assert len(only(store).state.remarks) == 1


def test_a_message_may_be_a_report_and_remarks_of_two_kinds(store: Store) -> None:
    raise_alert(store, report("m1"))
    add_remark(store, remark("calling", "m1"))
    add_remark(store, remark("contact", "m1"))
    assert [event.kind for event in only(store).events] == ["reported", "remarked", "remarked"]


def test_without_an_open_alert_nothing_is_stored(store: Store, tmp_path: Path) -> None:
    with pytest.raises(NoOpenAlert):
        add_remark(store, remark())
    assert not (tmp_path / "alerts.db").exists()
    alert_id = raise_alert(store, report()).alert_id
    with pytest.raises(NoOpenAlert):
        add_remark(store, remark(conversation_id="c2"))
    resolve(store, alert_id, "Ann", "called her")
    before = list_alerts(store)
    with pytest.raises(NoOpenAlert):
        add_remark(store, remark())
    assert list_alerts(store) == before


def test_a_remark_said_again_after_its_alert_was_resolved_is_known(store: Store) -> None:
    alert_id = raise_alert(store, report()).alert_id
    add_remark(store, remark())
    resolve(store, alert_id, "Ann", "called her")
    again = add_remark(store, remark())
    assert (again.duplicate, again.alert.status) == (True, "resolved")


def test_a_number_tells_the_care_team_again_on_the_same_alert(store: Store) -> None:
    first = raise_alert(store, report(), ["desk"], NOON)
    raised = add_remark(
        store,
        remark("contact", contact_e164="+19195550142"),
        ["desk"],
        NOON + timedelta(seconds=10),
    )
    found = only(store)
    assert (raised.alert_id, raised.renotify) == (first.alert_id, True)
    assert (found.state.contact, found.state.contact_e164) == ("555 0142", "+19195550142")
    assert (found.state.status, found.state.notices, found.state.reports) == ("open", 2, 1)
    assert [(row.notice, row.status) for row in found.deliveries] == [(1, "superseded"), (2, "due")]
    assert found.events[-1].payload["news"] == ["call-back number"]


def test_without_a_route_a_number_leaves_what_is_still_to_be_delivered(store: Store) -> None:
    raise_alert(store, report(), ["desk"])
    before = only(store).deliveries
    add_remark(store, remark("contact"))
    assert only(store).deliveries == before
    assert only(store).state.contact == "555 0142"


def test_the_latest_number_counts_and_the_same_one_is_no_news(store: Store) -> None:
    raise_alert(store, report(contact="555 0199", contact_e164="+19195550199"))
    assert add_remark(store, remark("contact"), ["desk"]).renotify
    state = only(store).state
    assert (state.contact, state.contact_e164) == ("555 0142", None)  # not that of the old one
    assert not add_remark(store, remark("contact", "m2"), ["desk"]).renotify
    assert add_remark(store, remark("contact", "m3", contact="555 0143"), ["desk"]).renotify
    state = only(store).state
    assert (state.contact, len(state.remarks), state.notices) == ("555 0143", 3, 3)


def test_a_report_that_brings_a_number_is_told_too_and_an_identical_one_is_not(
    store: Store,
) -> None:
    soon = NOON + timedelta(seconds=10)
    raise_alert(store, report("r1"), ["desk"], NOON)
    assert not raise_alert(store, report("r2"), ["desk"], soon).renotify
    assert raise_alert(store, report("r3", contact="555 0142"), ["desk"], soon).renotify
    assert not raise_alert(store, report("r4", contact="555 0142"), ["desk"], soon).renotify
    assert only(store).state.contact == "555 0142"


def test_a_number_after_an_acknowledgement_is_open_again_and_other_words_are_not(
    store: Store,
) -> None:
    alert_id = raise_alert(store, report(), ["desk"]).alert_id
    acknowledge(store, alert_id, "Ann")
    add_remark(store, remark("better"), ["desk"])
    assert only(store).state.status == "acknowledged"
    add_remark(store, remark("contact", "m2"), ["desk"])
    state = only(store).state
    assert (state.status, state.acknowledged_by) == ("open", "Ann")


def opened() -> AlertState:
    event = Event("a1", "2026-01-31T12:00:00.000000Z", "reported", report().to_payload())
    state = derive([event])
    assert state is not None
    return state


REMARKS = st.lists(
    st.builds(
        lambda kind, words, notice: Event(
            "a1",
            "2026-01-31T12:01:00.000000Z",
            "remarked",
            {**remark(kind, message=words).to_payload(), "notice": notice},
        ),
        st.sampled_from(KINDS),
        st.text(st.characters()),
        st.none() | st.integers(min_value=2, max_value=9),
    ),
    max_size=6,
)


@given(REMARKS)
def test_no_words_whatever_end_an_alert_or_take_a_sign_back(events: list[Event]) -> None:
    before, after = opened(), opened()
    for event in events:
        state = advance(after, event)
        assert state is not None
        after = state
    assert after.status == "open"
    assert (after.acknowledged_at, after.resolved_at) == (None, None)
    kept = ("signs", "severity", "messages", "reports", "created_at")
    assert all(getattr(after, name) == getattr(before, name) for name in kept)
    assert [said.message for said in after.remarks] == [
        event.payload["message"] for event in events
    ]


def test_the_record_shows_remarks_in_order_and_the_table_does_not(store: Store) -> None:
    raise_alert(store, report())
    unremarked = table(list_alerts(store))
    later = NOON + timedelta(minutes=5)
    add_remark(store, remark("calling", "m1", message="I'm calling them"))
    add_remark(store, remark("contact", "m2", message="it's 555 0142", received_at=later))
    found = only(store)
    shown = to_json(found)
    assert shown["remarks"] == [
        {"kind": "calling", "at": "2026-01-31T12:00:00.000000Z", "message": "I'm calling them"},
        {"kind": "contact", "at": "2026-01-31T12:05:00.000000Z", "message": "it's 555 0142"},
    ]
    assert (shown["contact"], shown["contact_e164"]) == ("555 0142", None)
    assert (shown["message"], shown["reports"]) == ("fever", 1)
    events = history(found)
    assert [event["kind"] for event in events] == ["reported", "remarked", "remarked"]
    assert events[-1]["remark"] == "contact"
    assert table(list_alerts(store)) == unremarked


def test_an_alert_without_remarks_shows_an_empty_list(store: Store) -> None:
    raise_alert(store, report())
    assert to_json(only(store))["remarks"] == []


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "happy"},
        {"kind": "contact", "contact": None},
        {"kind": "better", "contact": "555 0142"},
        {"kind": "better", "received_at": NOON.replace(tzinfo=None)},
    ],
)
def test_what_a_record_must_not_hold_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"kind|time zone"):
        remark(**fields)


async def test_a_number_is_sent_under_a_key_of_its_own_and_stays_out_of_the_body(
    store: Store,
) -> None:
    desk = Desk()
    team = CareTeam(store, [desk])
    first = await team.report_async(report())
    outcome = await team.remark_async(remark("contact"))
    assert outcome is not None
    assert (outcome.state, outcome.added, outcome.alert_id) == (State.SENT, True, first.alert_id)
    keys = [notice.idempotency_key for notice in desk.notices]
    assert keys == [first.alert_id, f"{first.alert_id}.2"]
    assert "555 0142" not in str(payload(desk.notices[-1]))
    assert payload(desk.notices[-1], details=True)["details"]["contact"] == "555 0142"


async def test_without_an_open_alert_the_caller_learns_so(store: Store) -> None:
    assert await CareTeam(store, [Desk()]).remark_async(remark("contact")) is None


@pytest.mark.parametrize("kind", KINDS)
async def test_without_a_route_a_remark_is_kept_and_nobody_is_claimed(
    store: Store, kind: Kind
) -> None:
    raise_alert(store, report())
    outcome = await CareTeam(store).remark_async(remark(kind))
    assert outcome is not None
    assert outcome.state is State.NOT_CONFIGURED


async def test_a_route_that_hangs_does_not_hold_up_the_person(store: Store) -> None:
    released = threading.Event()
    raise_alert(store, report(), ["desk"])
    outcome = await CareTeam(store, [Desk(released)]).remark_async(remark("contact"), 0.6)
    assert not released.is_set()
    assert outcome is not None
    assert outcome.state is State.UNSURE
    assert only(store).state.contact == "555 0142"
    released.set()


async def test_a_store_that_hangs_is_unavailable_within_the_budget(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    released = threading.Event()
    monkeypatch.setattr("careteam.service.add_remark", lambda *_: released.wait(30))
    with pytest.raises(StoreUnavailable):
        await CareTeam(store).remark_async(remark(), 0.2)
    assert not released.is_set()
    released.set()


@pytest.mark.parametrize("fault", [RuntimeError("words of mine"), OSError(28, "words of mine")])
async def test_any_fault_is_unavailable_and_says_nothing_personal(
    store: Store, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    def fail(*_: Any) -> Any:
        raise fault

    monkeypatch.setattr("careteam.service.add_remark", fail)
    with pytest.raises(StoreUnavailable) as failed:
        await CareTeam(store).remark_async(remark())
    assert "words of mine" not in str(failed.value)
