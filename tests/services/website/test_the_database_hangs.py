"""A website whose PostgreSQL hangs says so at once, so that people are told to call (ESC-2)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import text

from bot.bounded_database import MOST_THREADS, BoundedDatabase
from bot.conversation_events.database import Database, StoreUnavailable
from tests.services.frozen import frozen, pids_of_postgres


@pytest_asyncio.fixture
async def database(postgres_database: str) -> AsyncIterator[Database]:
    made = Database(postgres_database)
    yield made
    made.close()


def number_of(database: Database) -> Callable[[], int]:
    def work() -> int:
        with database.reading() as connection:
            return int(connection.execute(text("SELECT 1")).scalar_one())

    return work


def bounded(database: Database) -> BoundedDatabase:
    assert database._bounded is not None
    return database._bounded


async def again(database: Database) -> None:
    for _ in range(400):
        if not bounded(database).is_away:
            return
        await asyncio.sleep(0.05)
    raise AssertionError("it did not happen in time")


async def test_while_it_hangs_it_is_unavailable_and_afterwards_it_is_not(
    database: Database, postgres_server: Any
) -> None:
    work = number_of(database)
    assert await database.run(work) == 1
    with frozen(pids_of_postgres(postgres_server)):
        with pytest.raises(StoreUnavailable):
            await database.run(work)
        assert bounded(database).is_away
        going = len(bounded(database)._going)
        for _ in range(100):  # nobody waits any more, and nothing is begun
            with pytest.raises(StoreUnavailable):
                await database.run(work)
        assert len(bounded(database)._going) <= going + 1
    await again(database)
    assert await database.run(work) == 1


async def test_a_crowd_waits_for_its_turn(database: Database) -> None:
    work = number_of(database)
    crowd = [database.run(work) for _ in range(4 * MOST_THREADS)]
    assert await asyncio.gather(*crowd) == [1] * (4 * MOST_THREADS)
