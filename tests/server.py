"""A real server in a process of its own, with its own data folder, for tests that talk to it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests

from careteam.record import to_json
from careteam.records import list_alerts
from careteam.store import Store
from tests.produced import RUN

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 120


def free_port() -> int:
    """A port on loopback that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Nia:
    """A started server. `data` is its data folder; `log` holds what it printed.

    `module` is what Python runs to serve.
    """

    port: int
    data: Path
    log: Path
    environ: dict[str, str]
    process: subprocess.Popen[bytes] | None = field(default=None)
    module: str = "bot"

    def start(self) -> None:
        """Start and wait until it answers. Raises AssertionError with its output otherwise."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", self.module, "run"],
                cwd=ROOT,
                env=self.environ,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            assert self.process.poll() is None, f"the server stopped:\n{self.log.read_text()}"
            try:
                if requests.get(self.url("/health/live"), timeout=2).ok:
                    return
            except requests.RequestException:
                time.sleep(0.2)
        raise AssertionError(f"the server did not start:\n{self.log.read_text()}")

    def kill(self) -> None:
        """kill -9, the server and whatever it started."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> int:
        """Stop as an operator does, and return the exit code."""
        assert self.process is not None
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                self.kill()
        return int(self.process.returncode)

    def url(self, path: str) -> str:
        """An address on this server."""
        return f"http://127.0.0.1:{self.port}{path}"

    def post(self, **request: Any) -> requests.Response:
        """A raw request to the REST channel."""
        body = request.get("json")
        if isinstance(body, dict):
            RUN.say(*(text for text in body.values() if isinstance(text, str)))
        return requests.post(self.url("/webhooks/rest/webhook"), timeout=60, **request)

    def say(self, text: str, sender: str | None = None) -> list[str]:
        """What Nia answers to a message."""
        answer = self.post(json={"sender": sender or new_sender(), "message": text})
        assert answer.status_code == 200, answer.text
        return [str(message.get("text", "")) for message in answer.json()]

    def alerts(self, sender: str | None = None) -> list[dict[str, Any]]:
        """Alerts as the care team's command line prints them, of one conversation or of all."""
        url = self.environ.get("NIA_ALERTS_DB_URL", f"sqlite:///{self.data / 'alerts.db'}")
        found = [to_json(recorded) for recorded in list_alerts(Store(url))]
        return [alert for alert in found if sender in (None, alert["conversation_id"])]


def new_sender() -> str:
    """A conversation of its own."""
    return f"test-{uuid.uuid4().hex}"


@contextmanager
def running(folder: Path, **environ: str) -> Iterator[Nia]:
    """A server with its data below `folder` and further NIA_* variables; stopped afterwards."""
    nia = prepared(folder, **environ)
    nia.start()
    try:
        yield nia
    finally:
        nia.stop()


def prepared(folder: Path, **environ: str) -> Nia:
    """A server that is not started yet."""
    port = free_port()
    data = folder / "var"
    inherited = {key: value for key, value in os.environ.items() if not key.startswith("NIA_")}
    own = {"NIA_PORT": port, "NIA_INBOX_PORT": free_port(), "NIA_DATA_DIR": data}
    settings = {**{name: str(value) for name, value in own.items()}, **environ}
    return Nia(port, data, folder / "server.log", {**inherited, **settings})
