"""Workers as processes: one is killed and the other goes on, and a line says what is wrong."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from careteam.configured import care_team
from careteam.handling import acknowledge
from careteam.health import health_of
from careteam.outcome import State
from careteam.records import find_alert
from clinic.environment import Environment
from clinic.settings import load_clinic
from tests.produced import RUN
from tests.services.receiver import Receiver
from tests.services.reports import report
from tests.services.test_alerts_are_delivered import until

ROOT = Path(__file__).resolve().parents[2]
CLINIC = """
alerts:
  routes:
    - {{name: desk, url: '{desk}'}}
    - {{name: on-call, url: '{on_call}', level: 2}}
  timers: {{renotify: 0.04, level_2: 0.08, level_3: 1}}
"""

Start = Callable[[dict[str, str]], "subprocess.Popen[str]"]


@pytest.fixture
def start() -> Iterator[Start]:
    """Start workers; each is killed when the test ends."""
    started: list[subprocess.Popen[str]] = []

    def worker(environ: dict[str, str]) -> subprocess.Popen[str]:
        started.append(
            subprocess.Popen(
                [sys.executable, "-m", "careteam", "deliver"],
                cwd=ROOT,
                env={**os.environ, **environ},
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                text=True,
            )
        )
        return started[-1]

    yield worker
    for process in started:
        process.kill()
        RUN.come_out("a worker", process.communicate(timeout=20)[1])


def test_when_one_of_two_workers_is_killed_the_other_goes_on_until_a_person_acknowledges(
    alerts_url: str, tmp_path: Path, receiver: Callable[..., Receiver], start: Start
) -> None:
    desk, on_call = receiver(), receiver()
    path = tmp_path / "clinic.yml"
    path.write_text(CLINIC.format(desk=desk.url, on_call=on_call.url))
    environ = {"NIA_ALERTS_DB_URL": alerts_url, "NIA_CLINIC_FILE": str(path)}
    team = care_team(Environment.from_environ(environ), load_clinic(path))
    workers = [start(environ) for _ in range(2)]
    until(lambda: team.store.exists and health_of(team).status == "ready")
    outcome = team.report(report())
    assert outcome.state is State.SENT
    until(lambda: len(desk.received) >= 2)
    workers[0].send_signal(signal.SIGKILL)
    until(lambda: len(on_call.received) >= 1 and len(desk.received) >= 3)
    acknowledge(team.store, str(outcome.alert_id), "Ann")
    events = find_alert(team.store, str(outcome.alert_id)).events
    told = [event.payload for event in events if event.kind == "unacked_timeout"]
    notices = [payload["notice"] for payload in told]
    assert notices == list(range(2, 2 + len(told)))
    levels = [payload["level"] for payload in told]
    assert levels == sorted(levels)
    assert {1, 2} <= set(levels)
    team.store.engine.dispose()


def test_a_worker_without_a_route_says_so_on_stderr(tmp_path: Path, start: Start) -> None:
    worker = start(
        {
            "NIA_ALERTS_DB_URL": f"sqlite:///{tmp_path / 'alerts.db'}",
            "NIA_CLINIC_FILE": str(tmp_path / "none.yml"),
        }
    )
    assert worker.stderr is not None
    assert "no route is configured: nobody is told" in worker.stderr.readline()
