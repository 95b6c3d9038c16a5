"""A turn is stored once and in its order, whatever happens to the database meanwhile (ESC-2).

Between the store and a real PostgreSQL is a proxy that forwards no answer when it is told to.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
import pytest_asyncio
from rasa.shared.core.events import UserUttered
from sqlalchemy.engine import make_url

from bot import postgres_tracker_store, stored_turns
from bot.bounded_database import MOST_THREADS, Unavailable
from bot.conversations import tracker_store
from bot.dialogue.thread import thread_of
from bot.reply_time import replying
from tests.services.proxy import NOTHING, Proxy
from tests.services.stored_conversation import StoredConversation, early, session, turn


@pytest.fixture
def proxy(postgres_database: str) -> Any:
    url = make_url(postgres_database)

    def connect() -> socket.socket:
        if url.host:
            return socket.create_connection((url.host, url.port or 5432))
        connection = socket.socket(socket.AF_UNIX)
        connection.connect(f"{url.query['host']}/.s.PGSQL.{url.port or 5432}")
        return connection

    made = Proxy(connect)
    yield made
    made.close()


@pytest.fixture
def address(postgres_database: str, proxy: Proxy) -> str:
    """The database as it is reached through the proxy."""
    url = make_url(postgres_database).set(host="127.0.0.1", port=proxy.port, query={})
    return str(url.render_as_string(hide_password=False))


@pytest_asyncio.fixture
async def chat(postgres_database: str, address: str) -> AsyncIterator[StoredConversation]:
    """A conversation through the proxy; what is stored is looked up on the direct way."""
    made = StoredConversation(address)
    made.address = postgres_database
    await made.add([*session(), *early()])
    yield made
    made.close()


async def eventually(condition: Callable[[], bool]) -> None:
    for _ in range(400):
        if condition():
            return
        await asyncio.sleep(0.05)
    raise AssertionError("it did not happen in time")


def sends(what: bytes) -> Callable[[bytes], bool]:
    return lambda data: what in data


async def add(chat: StoredConversation, named: str) -> None:
    """A turn that waits no longer than a reply can."""
    with replying(0.5):
        await chat.add(turn("greet", "utter_greet", named=named))


async def test_a_turn_whose_commit_is_never_answered_is_stored_once(
    chat: StoredConversation, proxy: Proxy, caplog: pytest.LogCaptureFixture
) -> None:
    proxy.holds_after = sends(b"COMMIT")
    await add(chat, "first")
    assert proxy.held.is_set()
    proxy.holds_after = NOTHING
    await eventually(lambda: chat.stored() == chat.as_meant())
    await eventually(lambda: not chat.store._database.is_away)
    await add(chat, "second")
    await eventually(lambda: not chat.store._unsaved.conversations())
    assert chat.stored() == chat.as_meant()
    assert "is left out" not in caplog.text


async def test_a_turn_whose_commit_arrives_when_nobody_waits_any_more_is_stored_once(
    chat: StoredConversation, proxy: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[int] = []
    real = stored_turns.lock_conversation

    def counting(connection: Any, sender_id: str) -> None:
        tries.append(1)
        real(connection, sender_id)

    monkeypatch.setattr(postgres_tracker_store, "lock_conversation", counting)
    proxy.delays = sends(b"COMMIT")
    await add(chat, "first")
    assert proxy.held.is_set()
    proxy.delays = NOTHING
    await eventually(lambda: len(tries) > 1)
    await asyncio.sleep(0.5)
    assert len(chat.stored()) < len(chat.saved)
    proxy.released.set()
    await eventually(lambda: not chat.store._unsaved.conversations())
    assert chat.stored() == chat.as_meant()


async def test_a_turn_that_never_reached_the_database_is_stored_later(
    chat: StoredConversation, proxy: Proxy
) -> None:
    proxy.holds_after = sends(b"INSERT")
    await add(chat, "first")
    proxy.holds_after = NOTHING
    await eventually(lambda: chat.stored() == chat.as_meant())
    assert thread_of((await chat.loaded()).events).reported


async def test_turns_of_an_outage_are_stored_in_their_order_and_once(
    chat: StoredConversation, proxy: Proxy
) -> None:
    proxy.holds = True
    for number in range(4):
        await add(chat, f"turn {number}")
        known = [event for event in (await chat.loaded()).events if isinstance(event, UserUttered)]
        assert [one.entities[0]["value"] for one in known] == [
            f"turn {one}" for one in range(number + 1)
        ]
    assert len(chat.stored()) < len(chat.saved)
    proxy.holds = False
    await eventually(lambda: not chat.store._unsaved.conversations())
    await add(chat, "after")
    assert chat.stored() == chat.as_meant()
    assert thread_of((await chat.loaded()).events).reported


async def test_what_is_not_stored_yet_is_stored_before_the_next_turn_is_loaded(
    chat: StoredConversation, proxy: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.postgres_tracker_store.LATER_SECONDS", 3600.0)
    proxy.holds = True
    await add(chat, "first")
    proxy.holds = False
    await eventually(lambda: not chat.store._database.is_away)
    assert len(chat.stored()) < len(chat.saved)
    tracker = await chat.loaded()
    assert chat.stored() == chat.as_meant()
    assert tracker.latest_message.entities[0]["value"] == "first"


async def test_a_turn_that_was_overtaken_on_another_server_is_left_out(
    chat: StoredConversation, proxy: Proxy, postgres_database: str
) -> None:
    other = tracker_store(postgres_database)
    other.domain = chat.store.domain
    chat.stores.append(other)
    proxy.holds = True
    before = list(chat.saved)
    await add(chat, "overtaken")
    chat.saved = before
    await chat.add(turn("greet", "utter_greet", named="newer"), other)
    proxy.holds = False
    await eventually(lambda: not chat.store._unsaved.conversations())
    assert chat.stored() == chat.as_meant()


async def test_a_conversation_that_is_deleted_meanwhile_does_not_come_back(
    chat: StoredConversation, proxy: Proxy
) -> None:
    proxy.holds = True
    await add(chat, "first")
    with pytest.raises(Unavailable):
        await chat.store.forget(chat.sender)
    proxy.holds = False
    await eventually(lambda: not chat.store._database.is_away)
    await chat.store.forget(chat.sender)
    assert chat.stored() == []
    assert await chat.store.retrieve(chat.sender) is None


async def test_neither_threads_nor_connections_pile_up(
    chat: StoredConversation, proxy: Proxy
) -> None:
    proxy.holds = True
    with replying(0.5):
        many = [chat.store.retrieve(f"somebody {number}") for number in range(3 * MOST_THREADS)]
        assert set(await asyncio.gather(*many)) == {None}
    going = chat.store._database._going
    assert 0 < len(going) <= MOST_THREADS + 1
    await eventually(lambda: len(going) <= 1)  # at most the one that asks for a sign of life
    proxy.holds = False
    await eventually(lambda: not chat.store._database.is_away)
    assert (await chat.loaded()).latest_message.intent["name"] == "report_sign"


async def test_one_conversation_that_is_locked_is_no_outage_for_the_others(
    chat: StoredConversation, postgres_database: str
) -> None:
    lock = "SELECT pg_advisory_xact_lock(5005, hashtext(%s))"
    other = tracker_store(postgres_database)
    chat.stores.append(other)
    with other.engine.begin() as connection:
        connection.exec_driver_sql(lock, (chat.sender,))
        await add(chat, "first")
        assert not chat.store._database.is_away
        assert len(chat.stored()) < len(chat.saved)
    await eventually(lambda: chat.stored() == chat.as_meant())
