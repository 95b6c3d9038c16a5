"""`python -m careteam`: what an operator and a nurse see and do on a terminal."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from careteam.alerts import raise_alert
from careteam.cli import main
from careteam.clock import from_text
from careteam.store import Store
from tests.services.receiver import refusing_url
from tests.services.reports import report

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def cli_store(alerts_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setenv("NIA_ALERTS_DB_URL", alerts_url)
    monkeypatch.setenv("NIA_CLINIC_FILE", str(tmp_path / "clinic.yml"))
    return Store(alerts_url)


def listed(capsys: pytest.CaptureFixture[str], *more: str) -> list[dict[str, Any]]:
    capsys.readouterr()
    assert main(["alerts", "--format", "json", *more]) == 0
    return list(json.loads(capsys.readouterr().out))


def test_no_database_yet_is_an_empty_list(
    cli_store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    assert listed(capsys) == []
    assert main(["alerts"]) == 0
    assert capsys.readouterr().out == "No alerts.\n"
    assert main(["deliver-once"]) == 0
    assert not cli_store.exists


def test_a_spreadsheet_gets_one_line_for_each_alert_and_no_formula(
    cli_store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    raise_alert(cli_store, report(message="=HYPERLINK(1)"))
    raise_alert(cli_store, report(conversation_id="c2"))
    capsys.readouterr()
    assert main(["alerts", "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [row["message"] for row in rows] == ["'=HYPERLINK(1)", "I have a fever"]


def test_each_alert_is_printed_with_the_agreed_keys(
    cli_store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    raise_alert(
        cli_store,
        report(temperature_c=Decimal("38.6"), temperature_text="38,6", reporter="self"),
    )
    raise_alert(cli_store, report(conversation_id="c2", late=True, severity="emergency"))
    first, second = listed(capsys)
    assert first["conversation_id"] == "c1"
    assert first["signs"] == ["fever"]
    assert first["temperature_c"] == 38.6
    assert first["message"] == "I have a fever"
    assert first["reason"] == "fever (present)"
    assert (first["channel"], first["reporter"], first["contact"]) == ("rest", "self", None)
    assert (first["contact_e164"], first["remarks"]) == (None, [])
    assert (first["status"], first["severity"], first["late"]) == ("open", "urgent", False)
    assert (first["reports"], first["delivery"]) == (1, "not_configured")
    assert first["created_at"].endswith("Z")
    assert from_text(first["updated_at"]) >= from_text(first["created_at"])
    assert (second["temperature_c"], second["late"]) == (None, True)


def test_acknowledging_and_resolving_are_recorded_with_the_name(
    cli_store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    alert_id = raise_alert(cli_store, report()).alert_id
    assert main(["acknowledge", alert_id[:8], "--by", "Ann"]) == 0
    (seen,) = listed(capsys, "--status", "acknowledged")
    assert seen["acknowledged_by"] == "Ann"
    assert main(["resolve", alert_id[:8], "--by", "Bob", "--reason", "called her"]) == 0
    assert listed(capsys, "--status", "open") == []
    (closed,) = listed(capsys, "--status", "resolved")
    assert (closed["resolved_by"], closed["resolution"]) == ("Bob", "called her")
    assert main(["show", alert_id]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert [event["kind"] for event in shown["events"]] == ["reported", "acknowledged", "resolved"]
    assert main(["resolve", alert_id, "--by", "Bob", "--reason", "again"]) == 1
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize("alert_id", ["", "no-such-id"])
def test_an_unknown_id_is_one_sentence(
    cli_store: Store, capsys: pytest.CaptureFixture[str], alert_id: str
) -> None:
    raise_alert(cli_store, report())
    assert main(["acknowledge", alert_id, "--by", "Ann"]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_a_name_is_needed(cli_store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["acknowledge", "x"], ["acknowledge", "x", "--by", " "]):
        with pytest.raises(SystemExit) as stopped:
            main(arguments)
        assert stopped.value.code == 2


def test_what_a_patient_typed_cannot_steer_the_terminal(
    cli_store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    raise_alert(cli_store, report(message="\x1b[2J\x9b31m \u202e fever\r\n\x07", signs=("\x1b",)))
    for arguments in (["alerts"], ["alerts", "--format", "json"]):
        assert main(arguments) == 0
        out = capsys.readouterr().out
        assert all(letter.isprintable() or letter == "\n" for letter in out)


def test_a_test_alert_cannot_be_mistaken_for_a_patient(
    cli_store: Store, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    routes = f"alerts:\n  routes:\n    - {{kind: webhook, name: desk, url: '{refusing_url()}'}}\n"
    (tmp_path / "clinic.yml").write_text(routes)
    assert main(["test-alert"]) == 1  # nobody took it
    out = capsys.readouterr().out
    assert out.startswith("TEST alert ")
    assert "desk: unreached" in out
    (alert,) = listed(capsys)
    assert alert["test"] is True
    assert "TEST" in alert["conversation_id"]
    assert alert["message"].startswith("TEST")
    assert main(["alerts"]) == 0
    assert "open TEST" in capsys.readouterr().out


@pytest.mark.parametrize(
    "url",
    [
        "sqlite:///{folder}/letter.db",
        "postgresql://nia:hush@127.0.0.1:9/nia",
        "sqlite:///{folder}",
    ],
)
def test_an_unusable_database_is_one_sentence_without_the_password(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    url: str,
) -> None:
    (tmp_path / "letter.db").write_text("dear database " * 100)
    monkeypatch.setenv("NIA_ALERTS_DB_URL", url.format(folder=tmp_path))
    assert main(["alerts", "--format", "json"]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.count("\n") == 1
    assert "NIA_ALERTS_DB_URL" in printed.err
    assert "hush" not in printed.err


def test_help_names_every_command_and_a_broken_setting_is_one_sentence(tmp_path: Path) -> None:
    shown = _run("--help")
    commands = "alerts show acknowledge resolve test-alert check deliver-once purge export"
    for command in commands.split():
        assert command in shown.stdout
    broken = _run("alerts", NIA_PORT="many")
    assert broken.returncode == 1
    assert "Traceback" not in broken.stderr


def _run(*arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    import os

    return subprocess.run(
        [sys.executable, "-m", "careteam", *arguments],
        cwd=ROOT,
        env={**os.environ, **environ},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
