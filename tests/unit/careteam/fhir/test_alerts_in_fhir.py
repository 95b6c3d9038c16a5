"""Alerts as FHIR R4: allowed by the standard, honest, the same every time (ESC-16)."""

from __future__ import annotations

import json
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from careteam.fhir.bundle import collection, resources_of, transaction
from careteam.fhir.observation import quantity
from careteam.outbox import Delivery
from careteam.records import Recorded
from careteam.state import STATUSES, AlertState
from tests.services.reports import NOON, notice
from tests.unit.careteam.fhir.shape import faults

TEN = timedelta(minutes=10)
LATER = "2026-01-31T12:07:00.000000Z"
SAID = ("words of mine", "555-0199", "person-77")


def alert(**fields: Any) -> AlertState:
    given = {"temperature_c": Decimal("38.6"), "temperature_at": LATER, **fields}
    return notice(**given).alert


def handled(status: Any, **fields: Any) -> AlertState:
    seen = {"acknowledged_at": LATER, "acknowledged_by": "Ann"} if status != "open" else {}
    done = {"resolved_at": LATER, "resolved_by": "Bob", "resolution": "called"}
    return alert(status=status, **{**seen, **(done if status == "resolved" else {}), **fields})


def delivery(**fields: Any) -> Delivery:
    given: dict[str, Any] = {
        "id": "d1", "alert_id": "a1", "notice": 1, "route": "desk", "status": "sent",
        "attempts": 1, "in_flight": False, "ever_unknown": False, "next_attempt_at": LATER,
        "last_result": "sent", "last_detail": "HTTP 200", "updated_at": LATER, **fields,
    }  # fmt: skip
    return Delivery(**given)


DELIVERIES = {
    "completed": delivery(),
    "in-progress": delivery(status="due", last_result="unreached"),
    "not-done": delivery(status="refused", last_result="refused", last_detail="HTTP 403"),
    "stopped": delivery(status="superseded", last_result="unreached"),
    "unknown": delivery(status="cancelled", ever_unknown=True),
}


def of(kind: str, bundle: dict[str, Any]) -> list[dict[str, Any]]:
    found = [entry["resource"] for entry in bundle.get("entry", ())]
    return [one for one in found if one["resourceType"] == kind]


def whole(state: AlertState, *deliveries: Delivery) -> dict[str, Any]:
    return collection([Recorded(state, deliveries, ())], TEN, NOON)


STATES = [
    *(handled(status) for status in STATUSES),
    handled("acknowledged", overdue=True),
    alert(signs=(), concerns=(), reporter="self", temperature_c=None),
    alert(signs=("chills",), concerns=("emergency",), severity="emergency", reporter="caregiver"),
    alert(test=True, id="TEST-1"),
]


@pytest.mark.parametrize("state", STATES, ids=lambda one: f"{one.status} {one.signs}")
def test_every_resource_is_what_the_standard_allows(state: AlertState) -> None:
    for bundle in (
        whole(state, *DELIVERIES.values()),
        transaction(resources_of(state, TEN, words=False)),
    ):
        assert json.loads(json.dumps(bundle, allow_nan=False)) == bundle
        assert faults(bundle) == []
    assert faults(collection([], TEN, NOON)) == []


def test_the_check_itself_sees_what_is_not_allowed() -> None:
    bundle = whole(alert())
    task = of("Task", bundle)[0]
    changes: tuple[dict[str, Any], ...] = (
        {"status": "seen"},
        {"priority": "now"},
        {"intent": None},
        {"code": []},
        {"colour": "red"},
        {"authoredOn": "yesterday"},
        {"restriction": {"period": {"until": "x"}}},
    )
    for change in changes:
        assert faults({**task, **change}) != [], change
    assert faults({name: value for name, value in task.items() if name != "intent"}) != []


def test_the_same_alert_gives_the_same_names_and_references_lead_to_them() -> None:
    bundle = whole(alert(id="6b3c1f9e-58d5-4a1f-9d0a-1c9b6a1e2f00"), *DELIVERIES.values())
    names = [entry["fullUrl"] for entry in bundle["entry"]]
    assert names[0] == "urn:uuid:6b3c1f9e-58d5-4a1f-9d0a-1c9b6a1e2f00"
    (task,) = of("Task", bundle)
    assert task["focus"]["reference"] in names
    assert {one["basedOn"][0]["reference"] for one in of("Communication", bundle)} <= set(names)
    again = whole(alert(id="6b3c1f9e-58d5-4a1f-9d0a-1c9b6a1e2f00", status="resolved"))
    assert [entry["fullUrl"] for entry in again["entry"]] == names[: len(again["entry"])]


def test_a_temperature_is_preliminary_and_nobody_measured_it() -> None:
    (seen,) = of("Observation", whole(alert(temperature_text="38,6")))
    assert seen["status"] == "preliminary"
    assert seen["code"]["coding"][0] == {
        "system": "http://loinc.org", "code": "8310-5", "display": "Body temperature",
    }  # fmt: skip
    assert seen["effectiveDateTime"] == LATER
    assert "not measured by staff" in seen["note"][0]["text"]
    assert of("Observation", whole(alert(temperature_c=None))) == []


@pytest.mark.parametrize(
    ("celsius", "typed", "value", "code"),
    [
        ("38.6", "38,6", 38.6, "Cel"),
        ("38.6", "38.6 C", 38.6, "Cel"),
        ("38.61111", "101.5", 101.5, "[degF]"),
        ("38", "100.4 F", 100.4, "[degF]"),
        ("38.88889", "101 to 102", 102.0, "[degF]"),
        ("38.6", "thirty-eight six", 38.6, "Cel"),
        ("38.61111", None, 38.6, "Cel"),
        ("38.6", "555-0199", 38.6, "Cel"),
    ],
)
def test_a_reading_stands_in_the_unit_in_which_it_was_given(
    celsius: str, typed: str | None, value: float, code: str
) -> None:
    found = quantity(Decimal(celsius), typed)
    assert (found["value"], found["code"]) == (value, code)
    assert found["system"] == "http://unitsofmeasure.org"


def test_no_diagnosis_is_made_and_only_fever_has_a_code() -> None:
    bundle = whole(alert(signs=("fever", "chills", "sore_throat")), *DELIVERIES.values())
    text = json.dumps(bundle)
    for never in ("Condition", "Flag", "409089005", "165517008"):
        assert never not in text
    (request,) = of("CommunicationRequest", bundle)
    codes = [reason.get("coding", [{}])[0].get("code") for reason in request["reasonCode"]]
    assert codes == ["386661006", None, None]
    assert request["reasonCode"][2] == {"text": "sore throat"}


@pytest.mark.parametrize(
    ("status", "expected"),
    [("open", "requested"), ("acknowledged", "accepted"), ("resolved", "completed")],
)
def test_a_task_is_taken_up_only_by_a_person(status: Any, expected: str) -> None:
    (task,) = of("Task", whole(handled(status), delivery()))
    assert task["status"] == expected  # although a route took the message
    assert task.get("owner") == (None if status == "open" else {"display": "Ann"})
    assert task["restriction"]["period"]["end"] == "2026-01-31T12:10:00.000000Z"


@pytest.mark.parametrize("expected", DELIVERIES)
def test_what_was_conveyed_says_no_more_than_is_known(expected: str) -> None:
    (told,) = of("Communication", whole(alert(), DELIVERIES[expected]))
    assert told["status"] == expected
    assert "received" not in told
    assert ("sent" in told) == (expected == "completed")
    assert ("statusReason" in told) == (expected == "not-done")


def test_words_and_number_go_only_where_they_were_asked_for() -> None:
    told = json.dumps(resources_of(alert(), TEN, words=False))
    assert [part for part in SAID if part in told] == []
    told = json.dumps(resources_of(alert(), TEN, words=True))
    assert [part for part in SAID if part in told] == ["words of mine", "555-0199"]


def test_a_test_is_labelled_on_every_resource_and_in_its_first_word() -> None:
    bundle = whole(alert(test=True), delivery())
    for entry in bundle["entry"]:
        assert entry["resource"]["meta"]["security"][0]["code"] == "HTEST"
        assert (
            "not a patient"
            in entry["resource"].get("subject", entry["resource"].get("for"))["display"]
        )
    (request,) = of("CommunicationRequest", bundle)
    assert request["payload"][0]["contentString"].startswith("TEST, not a patient")


def test_a_higher_reading_is_another_observation_and_the_same_task() -> None:
    first, second = (
        transaction(resources_of(one, TEN, words=False))["entry"]
        for one in (alert(id="a1"), alert(id="a1", temperature_c=Decimal("39.2")))
    )
    assert [one["fullUrl"] for one in first[:2]] == [one["fullUrl"] for one in second[:2]]
    assert first[2]["fullUrl"] != second[2]["fullUrl"]
    assert [one["request"]["method"] for one in first] == ["POST", "PUT", "POST"]
