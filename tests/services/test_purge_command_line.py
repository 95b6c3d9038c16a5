"""`python -m careteam purge` and `export`, as an operator uses them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from careteam.alerts import raise_alert
from careteam.cli import main
from careteam.records import list_alerts
from careteam.store import Store
from tests.services.reports import report
from tests.services.test_alerts_are_purged import resolved


@pytest.fixture
def cli_store(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    address = store.engine.url.render_as_string(hide_password=False)
    monkeypatch.setenv("NIA_ALERTS_DB_URL", address)
    (tmp_path / "clinic.yml").write_text("privacy:\n  retention_days: 10\n")
    monkeypatch.setenv("NIA_CLINIC_FILE", str(tmp_path / "clinic.yml"))
    return store


def test_the_command_says_what_it_would_do_and_then_does_it(
    cli_store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    alert_id = resolved(cli_store, "555-0199", "words")
    for arguments in ([], ["--older-than", "10"], ["--conversation", "555-0199"]):
        assert main(["purge", "--dry-run", *arguments]) == 0
        out = capsys.readouterr().out
        assert out == f"Would remove 1 alerts, 4 events and 1 deliveries.\n  {alert_id}\n"
    assert main(["purge", "--older-than", "36500"]) == 0
    assert capsys.readouterr().out.startswith("Removed 0 alerts")
    assert main(["purge", "--by", "Ann"]) == 0
    assert capsys.readouterr().out.startswith("Removed 1 alerts")
    assert main(["purge", "--record"]) == 0
    printed = capsys.readouterr().out
    (record,) = json.loads(printed)
    assert (record["alert_id"], record["by"], record["events"]) == (alert_id, "Ann", 4)
    assert "555-0199" not in printed
    assert main(["purge"]) == 0


def test_the_command_refuses_an_open_alert_in_one_sentence(
    cli_store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    raise_alert(cli_store, report(conversation_id="her"))
    assert main(["purge", "--conversation", "her"]) == 1
    assert "Resolve it first, or add --even-open" in capsys.readouterr().err
    assert main(["purge", "--older-than", "0", "--even-open"]) == 1
    assert "--even-open goes with --conversation" in capsys.readouterr().err
    assert len(list_alerts(cli_store)) == 1
    assert main(["purge", "--conversation", "her", "--even-open"]) == 0
    assert list_alerts(cli_store) == []


@pytest.mark.parametrize("days", ["-1", "soon", "nan", "40000"])
def test_an_age_that_is_none_is_refused(
    cli_store: Store, capsys: pytest.CaptureFixture[str], days: str
) -> None:
    with pytest.raises(SystemExit):
        main(["purge", "--older-than", days])
    assert "write days, from 0 to 36500" in capsys.readouterr().err


def test_one_person_is_exported_whole_into_a_new_file(
    cli_store: Store, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    resolved(cli_store, "her", "her words")
    resolved(cli_store, "him", "his words")
    path = tmp_path / "her.json"
    assert main(["export", "--conversation", "her", "--output", str(path)]) == 0
    assert path.stat().st_mode & 0o077 == 0
    (alert,) = json.loads(path.read_text())
    assert alert["message"] == "her words"
    assert [one["kind"] for one in alert["events"]][-1] == "resolved"
    capsys.readouterr()
    assert main(["export", "--output", str(path)]) == 1
    assert capsys.readouterr().err.count("\n") == 1
    assert main(["export", "--format", "csv", "--status", "resolved"]) == 0
    assert len(capsys.readouterr().out.strip().splitlines()) == 3
    assert main(["export", "--status", "open"]) == 0
    assert json.loads(capsys.readouterr().out) == []
