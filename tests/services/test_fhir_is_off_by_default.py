"""ESC-16: who does not ask for FHIR sends none, connects nowhere for it, and loads none of it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml

from tests.server import ROOT
from tests.services.fhir_server import FhirServer
from tests.services.receiver import Receiver

START = "import sys; from tests.services.a_whole_alert import run; run(*sys.argv[1:])"


@pytest.fixture
def record() -> Iterator[FhirServer]:
    made = FhirServer()
    yield made
    made.close()


def handled(clinic_file: Path, folder: Path) -> dict[str, Any]:
    """What one whole alert does in a process with this file."""
    done = subprocess.run(
        [sys.executable, "-c", START, str(clinic_file), str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return dict(json.loads(done.stdout))


def with_routes(folder: Path, *routes: dict[str, Any]) -> Path:
    path = folder / "clinic.yml"
    path.write_text(yaml.safe_dump({"alerts": {"routes": list(routes)}}))
    return path


def port(url: str) -> str:
    return str(urlsplit(url).port)


@pytest.mark.parametrize("name", ["clinic.yml", "no such file.yml"])
def test_the_clinic_file_as_it_comes_connects_nowhere(tmp_path: Path, name: str) -> None:
    found = handled(ROOT / name, tmp_path)
    assert found == {"state": "not_configured", "asked": [], "loaded": []}


def test_a_clinic_with_other_routes_sends_no_fhir(
    tmp_path: Path, receiver: Callable[..., Receiver]
) -> None:
    sink = receiver()
    webhook = {"kind": "webhook", "name": "desk", "url": sink.url}
    found = handled(with_routes(tmp_path, webhook), tmp_path)
    assert (found["state"], found["loaded"]) == ("sent", [])
    assert set(found["asked"]) == {port(sink.url)}
    assert [request.header("Content-Type") for request in sink.received] == ["application/json"]
    assert b"resourceType" not in sink.received[0].body


def test_only_a_route_of_the_kind_fhir_turns_it_on(
    tmp_path: Path, record: FhirServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FHIR_TOKEN", record.token)
    route = {"kind": "fhir", "name": "record", "url": record.url, "token_env": "FHIR_TOKEN"}
    found = handled(with_routes(tmp_path, route), tmp_path)
    assert found["state"] == "sent"
    assert "careteam.fhir_route" in found["loaded"]
    assert set(found["asked"]) == {port(record.url)}
    assert [task["status"] for task in record.kind("Task")] == ["completed"]
