"""Processes that have loaded everything and then begin at the same moment."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GATE = 'print("here", flush=True); sys.stdin.readline()'
"""A line for the code of such a process: what follows it happens at once in all."""


def waiting_at_the_gate(code: str, *arguments: str) -> subprocess.Popen[str]:
    """Start `code` and return when it waits at its gate."""
    process = subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "here\n"
    return process


def let_go(*processes: subprocess.Popen[str]) -> list[tuple[int, str]]:
    """Open the gate of all; return each one's exit code and what it wrote to stderr."""
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    errors = [process.communicate(timeout=60)[1] for process in processes]
    return [(process.returncode, error) for process, error in zip(processes, errors, strict=True)]
