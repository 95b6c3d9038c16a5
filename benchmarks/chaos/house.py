"""The folder in which everything of one run is: settings, the clock, and what each part wrote."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from benchmarks.chaos.stepped import step
from tests.server import free_port

ROUTES = ("desk", "on-call")
MARK = "marked-as-personal"
"""Stands in everything that a person says or is; nothing else may ever show it (ESC-11)."""

_CLINIC = """
alerts:
  inbox_url: 'http://127.0.0.1:{inbox}'
  routes:
    - {{name: desk, url: 'http://127.0.0.1:{ports[0]}/', secret_env: CHAOS_KEY}}
    - {{name: on-call, url: 'http://127.0.0.1:{ports[1]}/', level: 2, secret_env: CHAOS_KEY}}
  timers: {{renotify: 60, level_2: 90, level_3: 120, unresolved: 240}}
"""


@dataclass(frozen=True)
class House:
    """`url`: of the alert database."""

    folder: Path
    url: str
    inbox_port: int

    @classmethod
    def build(cls, folder: Path, url: str, ports: tuple[int, ...]) -> House:
        """Write the settings; `ports`: of the receivers, in the order of `ROUTES`."""
        house = cls(folder, url, free_port())
        house.logs.mkdir()
        (folder / "clinic.yml").write_text(_CLINIC.format(inbox=house.inbox_port, ports=ports))
        step(house.clock, 0.0)
        house.set_faulty(True)
        for file in (house.accepted, house.seen):
            file.touch()
        return house

    @property
    def environ(self) -> dict[str, str]:
        """The environment of every process."""
        inherited = {name: text for name, text in os.environ.items() if not name.startswith("NIA_")}
        return {
            **inherited,
            "CHAOS_KEY": "a secret of a benchmark",
            "NIA_ALERTS_DB_URL": self.url,
            "NIA_CLINIC_FILE": str(self.folder / "clinic.yml"),
            "NIA_DATA_DIR": str(self.folder / "var"),
            "NIA_INBOX_PORT": str(self.inbox_port),
            "NIA_SECRET_KEY": "a key of a benchmark, 32 bytes or more",
        }

    @property
    def clock(self) -> Path:
        """See `benchmarks.chaos.stepped`."""
        return self.folder / "clock"

    @property
    def faulty(self) -> Path:
        """There as long as the receivers fail at random."""
        return faulty_file(self.folder)

    @property
    def arrivals(self) -> Path:
        """A line of JSON for every request that reached a receiver."""
        return arrivals_file(self.folder)

    @property
    def accepted(self) -> Path:
        """A line for every report that was accepted."""
        return self.folder / "accepted.txt"

    @property
    def seen(self) -> Path:
        """A line before and one after whatever a person does; see `benchmarks.chaos.nurse`."""
        return self.folder / "seen.txt"

    @property
    def logs(self) -> Path:
        """What the processes printed."""
        return self.folder / "logs"

    def set_faulty(self, faulty: bool) -> None:
        """Let the receivers fail at random, or work."""
        if faulty:
            self.faulty.touch()
        else:
            self.faulty.unlink()


def faulty_file(folder: Path) -> Path:
    """See `House.faulty`."""
    return folder / "faulty"


def arrivals_file(folder: Path) -> Path:
    """See `House.arrivals`."""
    return folder / "arrivals.jsonl"


def note(path: Path, *words: str) -> None:
    """Append a line of words; several processes may do so at once."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    try:
        os.write(handle, (" ".join(words) + "\n").encode())
    finally:
        os.close(handle)


def whole_lines(path: Path) -> list[str]:
    """Return the lines that were written to their end."""
    return [line[:-1] for line in path.read_text().splitlines(keepends=True) if line[-1] == "\n"]
