"""A server that can be killed and begun again within a second: it is loaded once, and forks.

    python -m tests.services.reborn

Each line on stdin is a life, as JSON: {"environ": {...}, "target": ..., "what": ..., "armed": ...}
(see `tests.services.faulty`; without a target nothing is wrong). Its process id is printed, and a
line "ended" when it is over.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import requests

from tests.server import ROOT, START_SECONDS, Nia, prepared


@dataclass
class Reborn:
    """The server from outside. `nia`: to talk to it, and where its data is."""

    nia: Nia
    process: subprocess.Popen[str]
    pid: int = 0

    @property
    def armed(self) -> Path:
        """While this file is there, the fault happens."""
        return self.nia.data.parent / "armed"

    def begin(self, target: str = "", what: str = "", **environ: str) -> None:
        """Begin a life with a fault, not armed yet, and wait until it answers."""
        life = {"environ": environ, "target": target, "what": what, "armed": str(self.armed)}
        self._send(json.dumps(life))
        self.pid = int(self._read())
        ends = time.monotonic() + START_SECONDS
        while time.monotonic() < ends:
            try:
                if requests.get(self.nia.url("/health/live"), timeout=2).ok:
                    return
            except requests.RequestException:
                time.sleep(0.05)
        raise AssertionError(f"it did not start:\n{self.nia.log.read_text()}")

    def end(self) -> None:
        """kill -9 if it is still alive; return when it is over."""
        self.armed.unlink(missing_ok=True)
        if self.pid:
            self._send("end")
            assert self._read() == "ended"
            self.pid = 0

    def _send(self, line: str) -> None:
        assert self.process.stdin is not None
        print(line, file=self.process.stdin, flush=True)

    def _read(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()


@contextmanager
def reborn(folder: Path, **environ: str) -> Iterator[Reborn]:
    """Yield a server that is loaded and not begun."""
    nia = prepared(folder, **environ)
    with nia.log.open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.services.reborn"],
            cwd=ROOT,
            env=nia.environ,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
    made = Reborn(nia, process)
    assert made._read() == "loaded", nia.log.read_text()
    try:
        yield made
    finally:
        process.communicate()


def main() -> None:
    """Load, and then live as often as it is told to."""
    from bot.quiet import hush

    hush()
    from bot.__main__ import loaded
    from bot.server import serve
    from clinic.environment import Environment
    from clinic.settings import load_clinic
    from tests.services.faulty import put_in

    environment = Environment.from_environ()
    clinic = load_clinic(environment.clinic_file)
    assistant = loaded(environment, clinic)
    print("loaded", flush=True)
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            life = json.loads(line)
            os.environ.update(life["environ"])
            os.dup2(2, 1)  # what the server prints is no answer to the test
            if life["target"]:
                put_in(life["target"], life["what"], Path(life["armed"]))
            serve(assistant, environment, clinic)
            os._exit(0)
        print(pid, flush=True)
        sys.stdin.readline()
        os.kill(pid, 9)
        os.waitpid(pid, 0)
        print("ended", flush=True)


if __name__ == "__main__":
    main()
