"""A FHIR server as a route: what it stores, what repeats do, and what each answer comes to."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from careteam.alerts import raise_alert
from careteam.cli import main
from careteam.configured import care_team
from careteam.fhir_route import FhirRoute
from careteam.follow_up import FollowUp
from careteam.handling import acknowledge, resolve
from careteam.outcome import State
from careteam.routes import Attempt, Result
from careteam.service import CareTeam
from careteam.store import Store
from clinic.environment import Environment
from clinic.settings import Clinic
from tests.services.fhir_server import FhirServer
from tests.services.receiver import Receiver, refusing_url
from tests.services.reports import notice, report
from tests.unit.careteam.fhir.shape import faults

Make = Callable[..., Receiver]


@pytest.fixture
def server() -> Iterator[FhirServer]:
    made = FhirServer()
    yield made
    made.close()


def route(server: FhirServer, **more: object) -> FhirRoute:
    return FhirRoute("record", server.url, server.token, **more)  # type: ignore[arg-type]


def test_a_notice_becomes_a_request_a_task_and_a_reading(server: FhirServer) -> None:
    told = notice(temperature_c=Decimal("38.6"))
    assert route(server).send(told, 2) == Attempt(Result.SENT, "HTTP 200")
    (request,) = server.kind("CommunicationRequest")
    assert request["identifier"][0]["value"] == f"urn:uuid:{told.alert.id}"
    assert [one["status"] for one in server.kind("Task")] == ["requested"]
    assert len(server.kind("Observation")) == 1
    for words in ("words of mine", "555-0199", "person-77"):
        assert words not in json.dumps(list(server.stored.values()))


def test_words_are_sent_when_the_clinic_says_so(server: FhirServer) -> None:
    route(server, words=True).send(notice(), 2)
    stored = json.dumps(list(server.stored.values()))
    assert "words of mine" in stored
    assert "555-0199" in stored


def test_repeats_make_nothing_twice(server: FhirServer) -> None:
    first = notice(temperature_c=Decimal("38.6"))
    for told in (first, first, notice(2, id=first.alert.id, temperature_c=Decimal("38.6"))):
        assert route(server).send(told, 2).result is Result.SENT
    assert len(server.stored) == 3
    assert server.kind("CommunicationRequest")[0]["meta"]["versionId"] == 1
    higher = notice(3, id=first.alert.id, temperature_c=Decimal("39.4"))
    route(server).send(higher, 2)
    assert len(server.kind("Observation")) == 2
    assert len(server.kind("Task")) == 1


def test_a_wrong_token_is_a_definite_no(server: FhirServer) -> None:
    wrong = FhirRoute("record", server.url, "another")
    assert wrong.send(notice(), 2) == Attempt(Result.REFUSED, "HTTP 401")
    assert server.stored == {}


@pytest.mark.parametrize(
    ("answer", "result"),
    [
        ("201", Result.UNKNOWN),  # a success, but not a transaction's
        ("400", Result.REFUSED),
        ("412", Result.REFUSED),
        ("redirect", Result.REFUSED),
        ("429", Result.UNREACHED),
        ("500", Result.UNKNOWN),
        ("garbage", Result.UNKNOWN),
        ("half a body", Result.UNKNOWN),
        ("nothing", Result.UNKNOWN),
        ("hangs", Result.UNKNOWN),
        ("trickles", Result.UNKNOWN),
    ],
)
def test_each_answer_comes_to_its_result(receiver: Make, answer: str, result: Result) -> None:
    sink = receiver(answer)
    assert FhirRoute("record", sink.url).send(notice(), 0.5).result is result
    assert sink.received[0].header("Authorization") is None


def test_nobody_listening_is_a_definite_no() -> None:
    assert FhirRoute("record", refusing_url()).send(notice(), 2).result is Result.UNREACHED


def test_a_report_goes_there_and_its_acknowledgement_with_the_next_notice(
    sqlite_store: Store, server: FhirServer
) -> None:
    team = CareTeam(sqlite_store, [route(server)])
    outcome = team.report(report())
    assert outcome.state is State.SENT
    assert outcome.alert_id is not None
    acknowledge(sqlite_store, outcome.alert_id, "Ann")
    team.report(report(signs=("chills",)))
    (task,) = server.kind("Task")
    assert (task["status"], task["meta"]["versionId"]) == ("requested", 2)
    assert "waits again" in task["statusReason"]["text"]


@pytest.mark.parametrize("environ", [{}, {"FHIR_TOKEN": "a token"}, {"FHIR_TOKEN": "t\u00f6ken"}])
def test_the_route_is_the_one_of_the_settings(
    tmp_path: Path, server: FhirServer, environ: dict[str, str]
) -> None:
    given = {"kind": "fhir", "name": "record", "url": server.url, "token_env": "FHIR_TOKEN"}
    clinic = Clinic(alerts={"routes": [given], "timers": {"level_2": 7}})
    environment = Environment.from_environ({"NIA_DATA_DIR": str(tmp_path)})
    (made,) = care_team(environment, clinic, environ).routes.values()
    sent = made.send(notice(), 2)
    assert made.name == "record"
    if environ.get("FHIR_TOKEN") != "a token":
        assert sent.result is Result.UNREACHED
        assert "FHIR_TOKEN" in sent.detail
    else:
        assert sent.result is Result.SENT
        assert "12:07:00" in server.kind("Task")[0]["restriction"]["period"]["end"]


@pytest.mark.parametrize("command", ["alerts", "export"])
def test_the_command_line_prints_a_bundle_of_all_alerts(
    store: Store,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    command: str,
) -> None:
    address = store.engine.url.render_as_string(hide_password=False)
    monkeypatch.setenv("NIA_ALERTS_DB_URL", address)
    monkeypatch.setenv("NIA_CLINIC_FILE", str(tmp_path / "clinic.yml"))
    assert main([command, "--format", "fhir"]) == 0
    assert faults(json.loads(capsys.readouterr().out)) == []
    raise_alert(store, report(), ("desk",))
    raise_alert(store, report(conversation_id="c2", temperature_c=Decimal("39")), ())
    assert main([command, "--format", "fhir"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert faults(printed) == []
    kinds = [entry["resource"]["resourceType"] for entry in printed["entry"]]
    assert sorted(kinds) == [
        "Communication",
        "CommunicationRequest",
        "CommunicationRequest",
        "Observation",
        "Task",
        "Task",
    ]


def test_the_task_follows_what_a_person_does(sqlite_store: Store, server: FhirServer) -> None:
    team = CareTeam(sqlite_store, [route(server)])
    alert_id = team.report(report()).alert_id
    assert alert_id is not None
    for handle, status in ((acknowledge, "accepted"), (resolved, "completed")):
        handle(sqlite_store, alert_id, "Ann")
        assert FollowUp(team).once() == 1
        assert [one["status"] for one in server.kind("Task")] == [status]
    assert FollowUp(team).once() == 0


def resolved(store: Store, alert_id: str, by: str) -> None:
    resolve(store, alert_id, by, "called her")
