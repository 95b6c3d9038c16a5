"""One run: reports come in while things fail, then everything is healed, and then it is counted."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select

from benchmarks.chaos.databases import database
from benchmarks.chaos.faults import Faults
from benchmarks.chaos.house import ROUTES, House
from benchmarks.chaos.stepped import step
from benchmarks.chaos.tally import Tally, count
from benchmarks.chaos.troop import Troop, receivers, troop
from careteam.retry import LONGEST_WAIT
from careteam.schema import outbox
from careteam.store import Store

REPORTERS = 2


@dataclass(frozen=True)
class Size:
    """How much of it. `seconds`: for how long faults happen at least; `pause`: between two."""

    alerts: int = 10_000
    workers: int = 3
    seconds: float = 120
    pause: float = 1.5
    rest_seconds: float = 1800


def run(
    kind: str, size: Size, seed: int, folder: Path, say: Callable[[str], None] = lambda _: None
) -> Tally:
    """Run it in `folder` on a database of `kind`; return the tally.

    Raises:
        TimeoutError: if it does not come to rest.
    """
    chance = random.Random(seed)  # noqa: S311 (no secret)
    with (
        database(kind, folder) as made,
        receivers(folder, f"receivers {seed}", len(ROUTES)) as ports,
    ):
        house = House.build(folder, made.url, ports)
        store = Store(made.url)
        store.prepare()
        store.engine.dispose()
        with troop(house, _commands(house, size, seed)) as processes:
            faults = Faults(processes, made, chance, size.pause)
            ends = time.monotonic() + size.seconds
            while time.monotonic() < ends or _are_reporting(processes):
                faults.next()
            say("healed")
            house.set_faulty(False)
            faults.heal()
            _settle(processes, house, size.rest_seconds)
            say("at rest")
        return count(house, size.alerts, faults.counted)


def _commands(house: House, size: Size, seed: int) -> dict[str, list[str]]:
    reports = size.alerts * 1.1
    rate = str(reports / REPORTERS / size.seconds)
    folder = str(house.folder)
    who = [str(size.alerts)]
    return {
        **{f"worker-{n}": ["careteam", "deliver"] for n in range(size.workers)},
        **{
            f"reporter-{n}": [
                "benchmarks.chaos.reporter", folder, *who, str(n), str(REPORTERS), rate
            ]
            for n in range(REPORTERS)
        },
        "nurse-0": ["benchmarks.chaos.nurse", folder, f"nurse {seed}"],
        "inbox-0": ["careteam", "inbox"],
    }  # fmt: skip


def _are_reporting(processes: Troop) -> bool:
    return any(
        process.poll() != 0 for name, process in processes.running.items() if "reporter" in name
    )


def _settle(processes: Troop, house: House, seconds: float) -> None:
    """Let the operator and the clock do what ends every wait, until nothing is due."""
    ends = time.monotonic() + seconds
    processes.kill("nurse-0")  # what is still open has to be delivered, not seen
    store = Store(house.url)
    while _are_reporting(processes):
        _pause(ends)
    while processes.run("operator", ["careteam", "deliver-once", "--again"], seconds):
        _pause(ends)  # the database was too busy
    step(house.clock, LONGEST_WAIT.total_seconds() + 60)
    due = select(func.count()).select_from(outbox).where(outbox.c.status == "due")
    quiet = 0
    while quiet < 3:
        _pause(ends)
        with store.reading() as connection:
            quiet = 0 if connection.execute(due).scalar_one() else quiet + 1
    store.engine.dispose()


def _pause(ends: float) -> None:
    if time.monotonic() > ends:
        raise TimeoutError("it did not come to rest")
    time.sleep(0.5)
