"""Size of the environment, time to the first answer, memory: `python -m benchmarks.start`."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from bot.training import trained_model
from tests.server import ROOT, prepared


def megabytes(folder: Path) -> float:
    """Disk space of all files below a folder, each counted once."""
    sizes = {(s.st_dev, s.st_ino): s.st_blocks * 512 for s in map(Path.lstat, folder.rglob("*"))}
    return sum(sizes.values()) / 2**20


def resident_megabytes(pid: int) -> float:
    """Resident memory of a process, from /proc."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:")) / 1024


def main() -> None:
    """Print the three figures; the model is trained before the clock starts."""
    trained_model()
    with tempfile.TemporaryDirectory() as folder:
        nia = prepared(Path(folder), NIA_CLINIC_FILE=f"{folder}/none.yml")
        started = time.monotonic()
        nia.start()
        nia.say("what is neutropenia?")
        seconds = time.monotonic() - started
        for _ in range(50):
            nia.say("i have a fever of 39")
        assert nia.process is not None
        memory = resident_megabytes(nia.process.pid)
        nia.stop()
    print(f"environment (with the tests' tools, if installed) {megabytes(ROOT / '.venv'):7.0f} MB")
    print(f"from the start to the first answer {seconds:22.1f} s")
    print(f"memory of the server {memory:36.0f} MB")


if __name__ == "__main__":
    main()
