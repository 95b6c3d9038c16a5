"""What befalls a run, at random and counted."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from benchmarks.chaos.databases import Database
from benchmarks.chaos.stepped import step
from benchmarks.chaos.troop import Troop

MOST_OFF_SECONDS = 5400.0


@dataclass
class Faults:
    """`pause`: seconds between two faults, on average. `counted`: what was done, how often."""

    troop: Troop
    database: Database
    random: random.Random
    pause: float
    counted: Counter[str] = field(default_factory=Counter)
    _later: list[tuple[float, Callable[[], None]]] = field(default_factory=list)

    def next(self) -> None:
        """Wait a while, and do one of them."""
        time.sleep(min(self.random.expovariate(1 / self.pause), 4 * self.pause))
        self._catch_up(time.monotonic())
        kinds: list[Callable[[], None]] = [
            self._kill_worker,
            self._kill_anybody,
            self._freeze_worker,
            self._step_clock,
            self._disturb_database,
        ]
        self.random.choices(kinds, (8, 3, 2, 3, 3))[0]()

    def heal(self) -> None:
        """Undo all of it."""
        self._catch_up(float("inf"))
        step(self.troop.house.clock, 0.0)

    def _kill_worker(self) -> None:
        self._kill(self._one_of([name for name in self.troop.commands if "worker" in name]))

    def _kill_anybody(self) -> None:
        self._kill(self._one_of(list(self.troop.commands)))

    def _freeze_worker(self) -> None:
        name = self._one_of([name for name in self.troop.commands if "worker" in name])
        if name is not None:
            self.troop.freeze(name)
            self.counted["a worker frozen"] += 1
            # Longer than a lease, at times.
            self._after(self.random.uniform(1, 14), lambda: self.troop.thaw(name))

    def _step_clock(self) -> None:
        much = self.random.choice((60.0, 600.0, MOST_OFF_SECONDS))
        step(self.troop.house.clock, self.random.uniform(-much, much))
        self.counted["clock stepped"] += 1

    def _disturb_database(self) -> None:
        self.database.disturb(self.random)
        self.counted[self.database.harm] += 1

    def _kill(self, name: str | None) -> None:
        if name is None:
            return
        self.troop.kill(name)
        self.counted[f"{name.rpartition('-')[0] or name} killed"] += 1
        wait = self.random.choice((0.0, 0.0, self.random.uniform(0, 4)))
        self._after(wait, lambda: self.troop.start(name))

    def _one_of(self, names: list[str]) -> str | None:
        running = [name for name in names if self.troop.is_running(name)]
        return self.random.choice(running) if running else None

    def _after(self, seconds: float, what: Callable[[], None]) -> None:
        self._later.append((time.monotonic() + seconds, what))

    def _catch_up(self, now: float) -> None:
        due = [what for at, what in self._later if at <= now]
        self._later = [(at, what) for at, what in self._later if at > now]
        for what in due:
            what()
