"""Starting: quiet, on loopback, and one sentence with the remedy when it cannot."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest
import requests

from tests.server import ROOT, Nia, prepared
from tests.services.test_server_faults import eventually


def run(*arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=ROOT,
        env={**os.environ, **environ},
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_a_start_prints_where_nia_is_and_what_is_not_set(nia: Nia) -> None:
    ready = f"Nia is ready: http://localhost:{nia.port}/  (stop with Ctrl-C)"
    told = nia.log.read_text().splitlines()
    lines = told[: told.index(ready) + 1]
    assert any("alerts.routes is empty" in line for line in lines)
    assert any("phone is not set" in line for line in lines)
    assert not [line for line in lines if re.search("warning|traceback|error", line, re.I)]


def test_the_care_teams_worker_and_inbox_start_and_stop_with_nia(
    trained_model: Path, tmp_path: Path
) -> None:
    server = prepared(tmp_path)
    inbox = f"http://127.0.0.1:{server.environ['NIA_INBOX_PORT']}"

    def is_there() -> bool:
        try:
            return requests.get(f"{inbox}/health/live", timeout=5).ok
        except requests.ConnectionError:
            return False

    server.start()
    try:
        eventually(is_there)
        eventually(lambda: "this link, which works once:" in server.log.read_text())
        (link,) = re.findall(r"http://\S+/start/\S+", server.log.read_text())
        first = requests.get(link.replace("localhost", "127.0.0.1"), timeout=10)
        assert first.status_code == 200
        assert "password" in first.text.lower()
        # The worker shows itself by its heartbeat; only routes are missing.
        left = ["no route is configured: nobody is told about an alert"]
        ready = f"{inbox}/health/ready"
        eventually(lambda: requests.get(ready, timeout=10).json()["reasons"] == left)
    finally:
        stopped = server.stop()
    assert stopped == 0
    eventually(lambda: not is_there())


def test_a_conversation_in_the_terminal_shows_nothing_else(
    trained_model: Path, tmp_path: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot", "chat"],
        cwd=ROOT,
        env={**os.environ, "NIA_DATA_DIR": str(tmp_path), "NIA_CLINIC_FILE": str(tmp_path / "no")},
        input="what is neutropenia?\ni have chills\n\n",
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0].startswith("Talk to Nia.")
    assert "Nia: Please call your doctor right away." in done.stdout
    assert all(line.startswith(("Talk", "You:", "Nia:", "     ")) for line in lines)


def test_it_listens_on_loopback_only(nia: Nia) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.2", nia.port))


def test_the_front_page_is_plain_and_honest(nia: Nia) -> None:
    page = requests.get(nia.url("/"), timeout=10)
    assert page.status_code == 200
    assert "not a person" in page.text
    assert "call your doctor right away" in page.text
    assert page.headers["Content-Security-Policy"].startswith("default-src 'none'")


def test_a_port_that_is_taken_is_named_with_the_remedy() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = run("run", NIA_PORT=str(port))
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert str(port) in done.stderr
    assert "NIA_PORT" in done.stderr


def test_a_wrong_clinic_file_is_named_with_key_value_and_remedy(tmp_path: Path) -> None:
    clinic = tmp_path / "clinic.yml"
    clinic.write_text("fever: {threshold_c: 100.4}\n")
    done = run("run", NIA_CLINIC_FILE=str(clinic))
    assert done.returncode == 1
    assert "fever.threshold_c" in done.stderr
    assert "100.4" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_wrong_variable_is_named_with_the_remedy() -> None:
    done = run("run", NIA_PORT="many")
    assert done.returncode == 1
    assert "NIA_PORT" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_broken_model_is_named_with_the_remedy(tmp_path: Path) -> None:
    from bot.assistant import ModelError, load_assistant
    from bot.safety_texts import SafetyTexts
    from clinic.environment import Environment

    model = tmp_path / "nia-broken.tar.gz"
    model.write_bytes(b"not a model")
    environment = Environment.from_environ({"NIA_DATA_DIR": str(tmp_path)})
    with pytest.raises(ModelError, match=r"nia-broken\.tar\.gz .*make train"):
        load_assistant(model, environment, SafetyTexts("", ""))


def test_the_rest_channel_is_left_out_in_production() -> None:
    from bot.server import channels
    from clinic.environment import Environment

    settings = {"NIA_ENVIRONMENT": "production", "NIA_SECRET_KEY": "k" * 40}
    everywhere = [c.name() for c in channels(Environment.from_environ({}))]
    assert everywhere == ["rest", "website"]
    assert [c.name() for c in channels(Environment.from_environ(settings))] == ["website"]
