"""How long a person waits for the reply to a report, over REST, while one thing hangs."""

from __future__ import annotations

import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from careteam.store import Store
from tests.server import new_sender
from tests.services.reborn import Reborn, reborn
from tests.services.receiver import Receiver

TURNS = 40
AT_ONCE = 4
REPORT = "I have a fever of 38.9"

Seconds = list[float]


def measured(folder: Path, server: Any, url: str) -> Iterator[tuple[str, Seconds]]:
    """Yield what hangs, and the seconds of each turn; first nothing. `server`: a PostgreSQL."""
    sink = Receiver("200")
    clinic = folder / "clinic.yml"
    clinic.write_text(f"alerts: {{routes: [{{name: desk, url: '{sink.url}'}}]}}\n")
    with reborn(_made(folder / "own"), NIA_CLINIC_FILE=str(clinic)) as nia:
        yield "nothing (SQLite)", _turns(nia)
        sink.answer = "hangs"
        yield "the receivers of alerts", _turns(nia)
        sink.answer = "200"
        Store(url).prepare()
        yield "nothing (PostgreSQL)", _turns(nia, NIA_ALERTS_DB_URL=url)
        sink.answer = "hangs"
        frozen = _frozen(server)
        yield "PostgreSQL and receivers", _turns(nia, frozen, NIA_ALERTS_DB_URL=url)
    with (
        socket.create_server(("127.0.0.1", 0), backlog=256) as silent,
        reborn(
            _made(folder / "other"),
            NIA_CLINIC_FILE=str(clinic),
            NIA_ACTION_ENDPOINT=f"http://127.0.0.1:{silent.getsockname()[1]}/",
        ) as nia,
    ):
        yield "the action server", _turns(nia)
    sink.close()


def _turns(nia: Reborn, harm: Callable[[], Any] | None = None, **environ: str) -> Seconds:
    nia.begin(**environ)
    nia.nia.say(REPORT)  # loads what is loaded once
    took: Seconds = []

    def person() -> None:
        for _ in range(TURNS // AT_ONCE):
            started = time.perf_counter()
            nia.nia.say(REPORT, new_sender())
            took.append(time.perf_counter() - started)

    people = [threading.Thread(target=person) for _ in range(AT_ONCE)]
    with (harm or _nothing)():
        for one in people:
            one.start()
        for one in people:
            one.join()
    nia.end()
    return took


@contextmanager
def _nothing() -> Iterator[None]:
    yield


def _frozen(server: Any) -> Callable[[], Any]:
    """Return what freezes all processes of a PostgreSQL for a while."""

    @contextmanager
    def frozen() -> Iterator[None]:
        master = server.get_postmaster_info().process
        pids = [master.pid, *(child.pid for child in master.children(recursive=True))]
        for pid in pids:
            os.kill(pid, signal.SIGSTOP)
        try:
            yield
        finally:
            for pid in pids:
                os.kill(pid, signal.SIGCONT)

    return frozen


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder
