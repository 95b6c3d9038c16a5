"""Servers that hang: their processes stand still, and their machine still takes what is sent."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any


@contextmanager
def frozen(pids: Iterable[int]) -> Iterator[None]:
    """Let processes stand still for a while."""
    stopped = []
    try:
        for pid in pids:
            # A connection whose client has just gone ends between the listing and here.
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGSTOP)
                stopped.append(pid)
        yield
    finally:
        for pid in stopped:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGCONT)


def pids_of_postgres(server: Any) -> list[int]:
    """Return the processes of a PostgreSQL: the one that accepts first."""
    master = server.get_postmaster_info().process
    return [master.pid, *(child.pid for child in master.children(recursive=True))]
