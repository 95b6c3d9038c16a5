"""From a tracker to a report: all that was understood, and a report whatever is missing."""

from __future__ import annotations

from datetime import datetime, timezone
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.reported import report_of
from tests.unit.actions.trackers import heard, tracker, verdict

NOON = datetime(2026, 1, 31, 12, tzinfo=timezone.utc)
LATER = datetime(2026, 1, 31, 13, tzinfo=timezone.utc)
JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


def test_a_report_carries_what_was_understood() -> None:
    report = report_of(tracker(heard("38,6 and shaking", verdict())), LATER)
    assert (report.conversation_id, report.message_id) == ("c1", "id of 38,6 and shaking")
    assert (report.channel, report.received_at) == ("rest", NOON)
    assert (report.message, report.signs) == ("38,6 and shaking", ("fever",))
    assert (report.temperature_c, report.temperature_text) == (Decimal("38.6"), "38,6")
    assert (report.severity, report.reporter) == ("urgent", "self")
    assert (report.reason, report.late) == ("fever (present)", False)


@pytest.mark.parametrize("route", ["emergency", "crisis"])
def test_an_emergency_and_a_crisis_are_emergencies(route: str) -> None:
    found = {"concept": "chest_pain", "kind": route, "assertion": "present"}
    said = heard("x", verdict(route, severity=None, signs=[], findings=[found]))
    report = report_of(tracker(said), LATER)
    assert (report.severity, report.concerns) == ("emergency", ("chest_pain",))


def test_worse_is_told() -> None:
    found = {"concept": "worse", "kind": "worse", "assertion": "present"}
    assert report_of(tracker(heard("worse", verdict(findings=[found]))), LATER).worse


def test_without_a_verdict_there_is_a_report_all_the_same() -> None:
    report = report_of(tracker(heard("I have a fever")), LATER)
    assert (report.reason, report.message) == ("verdict missing", "I have a fever")
    assert report.severity == "urgent"


def test_without_anything_there_is_a_report_all_the_same() -> None:
    report = report_of(tracker(), LATER)
    assert (report.reason, report.received_at) == ("verdict missing", LATER)
    assert report.message_id


@pytest.mark.parametrize("at", ["2026-01-31T12:00:00Z", "2026-01-31T07:00:00-05:00", 1769860800])
def test_a_late_report_says_so_and_when_it_was_received(at: object) -> None:
    said = heard("fever", verdict(), metadata={"late": True, "received_at": at}, timestamp=9.0)
    report = report_of(tracker(said), LATER)
    assert (report.late, report.received_at) == (True, NOON)


def test_a_yes_carries_what_nia_had_asked_about() -> None:
    found = {"concept": "fever", "kind": "sign", "assertion": "uncertain"}
    asked = verdict("ask", signs=[], temperature_c=None, findings=[found], reason="bare name")
    yes = verdict("none", signs=[], temperature_c=None, reason="")
    report = report_of(tracker(heard("fever?", asked), heard("yes", yes)), LATER)
    assert report.message == "fever?\nyes"
    assert report.signs == ("fever",)
    assert report.reason == "answer to the question about signs (bare name)"
    assert report.message_id == "id of yes"


def test_a_report_of_its_own_does_not_carry_what_was_said_before() -> None:
    before = heard("what is a cough", verdict("none", signs=["cough"]))
    report = report_of(tracker(before, heard("I have a fever", verdict())), LATER)
    assert (report.message, report.signs) == ("I have a fever", ("fever",))


def test_a_number_among_the_words_is_kept_for_a_call_back() -> None:
    report = report_of(tracker(heard("fever 39, call me at 555 0142", verdict())), LATER)
    assert (report.contact, report.contact_e164) == ("555 0142", None)
    report = report_of(tracker(heard("fever 39 since 31/01/2026 at 07:30", verdict())), LATER)
    assert report.contact is None


def test_the_number_of_the_channel_goes_before_one_among_the_words() -> None:
    metadata = {"contact": "+1 919 555 0148"}
    said = heard("fever 39, call me at 555 0142", verdict(), metadata=metadata)
    report = report_of(tracker(said), LATER)
    assert (report.contact, report.contact_e164) == ("+1 919 555 0148", "+19195550148")


def test_a_yes_carries_the_number_that_was_given_before_it() -> None:
    asked = verdict("ask", signs=[], temperature_c=None)
    yes = verdict("none", signs=[], temperature_c=None)
    said = tracker(heard("warm? call 555 0142", asked), heard("yes", yes))
    assert report_of(said, LATER).contact == "555 0142"


def test_what_is_denied_is_no_sign() -> None:
    found = {"concept": "cough", "kind": "sign", "assertion": "absent"}
    asked = verdict("ask", signs=[], findings=[found])
    said = tracker(heard("no cough but odd", asked), heard("yes", verdict("none", signs=[])))
    assert report_of(said, LATER).signs == ()


@given(broken=st.dictionaries(st.sampled_from(sorted(verdict())), JSON), metadata=JSON)
def test_odd_values_never_stop_a_report(broken: dict[str, Any], metadata: Any) -> None:
    said = heard("I have a fever", verdict(**broken), metadata=metadata)
    report = report_of(tracker(said), LATER)
    assert report.message.endswith("I have a fever")
    report.to_payload()


@given(latest=JSON, events=st.lists(JSON, max_size=3))
def test_an_odd_tracker_never_stops_a_report(latest: Any, events: list[Any]) -> None:
    odd = tracker()
    odd.latest_message, odd.events = latest, events
    report_of(odd, LATER).to_payload()
