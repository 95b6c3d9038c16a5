"""A stream's frames: every number once and in order, whatever reaches its queue."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.conversation_events.conversations import Conversations
from bot.conversation_events.database import Database
from bot.conversation_events.event import Event, Said
from bot.conversation_events.log import EventLog
from bot.conversation_events.messages import Messages
from bot.website_channel.hub import (
    MOST_OF_CONVERSATION,
    MOST_WAITING,
    Hub,
    Listener,
    TooManyStreams,
)
from bot.website_channel.stream import GONE, HEARTBEAT, frame, frames


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path / 'website.db'}")
    Messages(database, "one").receive("anna", "m1", "hello")
    yield database
    database.close()


def say(database: Database, text: str) -> Event:
    event = EventLog(database).append("anna", Said(text), text)
    assert event is not None
    return event


async def read(database: Database, listener: Listener, after: int = 0) -> list[bytes]:
    """Read until the hub closes."""
    return [each async for each in frames(database, EventLog(database), listener, after)]


def numbers(sent: list[bytes]) -> list[int]:
    return [int(each.split(b"\n")[0][4:]) for each in sent if each.startswith(b"id: ")]


async def test_what_was_missed_comes_before_what_is_new(database: Database) -> None:
    hub = Hub()
    listener = hub.listen("anna", "home")
    second = say(database, "two")
    hub.publish("anna", second)
    hub.publish("anna", say(database, "three"))
    hub.publish("anna", second)
    hub.close()
    sent = await read(database, listener)
    assert sent[0] == HEARTBEAT
    assert numbers(sent) == [1, 2, 3]


async def test_a_gap_is_filled_from_the_log(database: Database) -> None:
    hub = Hub()
    listener = hub.listen("anna", "home")
    say(database, "two")
    hub.publish("anna", say(database, "three"))
    hub.close()
    assert numbers(await read(database, listener, after=1)) == [2, 3]


async def test_a_queue_that_nobody_reads_stays_short_and_loses_nothing(database: Database) -> None:
    hub = Hub()
    listener = hub.listen("anna", "home")
    for number in range(2, MOST_WAITING * 3):
        hub.publish("anna", say(database, str(number)))
    hub.close()
    assert numbers(await read(database, listener, after=1)) == list(range(2, MOST_WAITING * 3))


async def test_a_deleted_conversation_says_so_and_ends(database: Database) -> None:
    hub = Hub()
    listener = hub.listen("anna", "home")
    Conversations(database).delete("anna")
    hub.publish("anna", "gone")
    assert await read(database, listener) == [HEARTBEAT, GONE]


async def test_what_another_process_said_is_found_when_told_to_look(database: Database) -> None:
    hub = Hub()
    listener = hub.listen("anna", "home")
    say(database, "two")
    hub.publish("anna", "look")
    hub.close()
    assert numbers(await read(database, listener, after=1)) == [2]


async def test_who_comes_while_nia_works_sees_that_she_does(database: Database) -> None:
    hub = Hub()
    hub.typing("anna", True)
    listener = hub.listen("anna", "home")
    hub.close()
    sent = await read(database, listener, after=1)
    assert sent[-1] == frame("typing", {"on": True})


async def test_a_conversation_has_so_many_streams_and_each_that_ends_makes_room() -> None:
    hub = Hub()
    listeners = [hub.listen("anna", "home") for _ in range(MOST_OF_CONVERSATION)]
    with pytest.raises(TooManyStreams):
        hub.listen("anna", "home")
    hub.leave(listeners[0])
    listeners[0] = hub.listen("anna", "home")
    for listener in listeners:
        hub.leave(listener)
    assert hub.open_conversations() == {}


def test_a_frame_is_one_line_of_data_whatever_is_in_it() -> None:
    data = {"text": "a\nid: 9\r\u2028</script>"}
    sent = frame("message", data, 3).decode()
    assert sent.splitlines()[:2] == ["id: 3", "event: message"]
    assert sent.endswith("\n\n")
    assert json.loads(sent.split("data: ", 1)[1]) == data
    assert sent.count("\n") == 4
