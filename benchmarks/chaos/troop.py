"""The processes of a run: started, killed, frozen, and started again."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.chaos.house import House
from tests.server import ROOT


@dataclass
class Troop:
    """`commands`: by name, what each process runs under the stepped clock."""

    house: House
    commands: Mapping[str, list[str]]
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(self, name: str) -> None:
        """Start one that is not running."""
        self.running[name] = self._popen(name, self.commands[name])

    def kill(self, name: str) -> None:
        """kill -9."""
        self.running[name].kill()
        self.running[name].wait()

    def freeze(self, name: str) -> None:
        """Stop it where it stands, as a machine that is suspended does."""
        self.running[name].send_signal(signal.SIGSTOP)

    def thaw(self, name: str) -> None:
        """Let it go on; one that was killed meanwhile is left alone."""
        if self.running[name].poll() is None:
            self.running[name].send_signal(signal.SIGCONT)

    def is_running(self, name: str) -> bool:
        """Whether it has not ended, by itself or by a kill."""
        return name in self.running and self.running[name].poll() is None

    def run(self, name: str, command: list[str], seconds: float) -> int:
        """Run something to its end; return its exit code.

        Raises:
            subprocess.TimeoutExpired: if it takes longer.
        """
        return self._popen(name, command).wait(seconds)

    def _popen(self, name: str, command: list[str]) -> subprocess.Popen[bytes]:
        stepped = ["-m", "benchmarks.chaos.stepped", str(self.house.clock)]
        with (self.house.logs / f"{name}.log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, *stepped, *command],
                cwd=ROOT,
                env=self.house.environ,
                stdout=log,
                stderr=subprocess.STDOUT,
            )


@contextmanager
def troop(house: House, commands: Mapping[str, list[str]]) -> Iterator[Troop]:
    """Yield the processes, all started; kill what is left of them at the end."""
    made = Troop(house, commands)
    try:
        for name in commands:
            made.start(name)
        yield made
    finally:
        for process in made.running.values():
            process.kill()
        for process in made.running.values():
            process.wait()


@contextmanager
def receivers(folder: Path, seed: str, count: int) -> Iterator[tuple[int, ...]]:
    """Yield the ports of receivers in a process of their own, which nothing harms."""
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.chaos.receivers", str(folder), seed, str(count)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        yield tuple(int(port) for port in process.stdout.readline().split())
    finally:
        process.kill()
        process.wait()
