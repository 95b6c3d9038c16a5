"""A stored message is answered once, whatever becomes of the turn."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from rasa.core.channels.channel import UserMessage

from bot.conversation_events.conversations import Conversations
from bot.conversation_events.database import Database
from bot.conversation_events.event import Event
from bot.conversation_events.log import EventLog
from bot.conversation_events.messages import HELD_SECONDS, Message, Messages
from bot.website_channel.hub import Hub
from bot.website_channel.turns import MOST_TRIES, Turns
from clinic.settings import Clinic

SAFETY = "Please call your doctor right away."


@dataclass
class World:
    """Turns before a door that does what it is told."""

    database: Database
    replies: tuple[str, ...] = ("Hello.",)
    fault: Exception | None = None
    heard: list[UserMessage] = field(default_factory=list)
    erased: list[str] = field(default_factory=list)
    gate: asyncio.Event | None = None
    at: datetime = field(default_factory=lambda: datetime.now(timezone.utc))

    def __post_init__(self) -> None:
        self.begun = asyncio.Event()
        self.hub = Hub()
        self.messages = Messages(self.database, "one", lambda: self.at)
        self.turns = Turns(
            self.door,
            self.database,
            self.messages,
            self.hub,
            Clinic(),
            lambda: SAFETY,
            self.erase,
        )

    async def door(self, message: UserMessage) -> None:
        self.heard.append(message)
        self.begun.set()
        if self.gate is not None:
            await self.gate.wait()
        if self.fault is not None:
            raise self.fault
        for text in self.replies:
            await message.output_channel.send_response("anna", {"text": text, "utter_action": "u"})

    async def erase(self, conversation_id: str) -> None:
        self.erased.append(conversation_id)

    def send(self, message_id: str = "m1", text: str = "hello") -> None:
        message = self.messages.receive("anna", message_id, text).message
        assert message is not None
        self.turns.start(message)

    async def again(self) -> int:
        """Time passes, and what is left is taken up."""
        self.at += timedelta(seconds=HELD_SECONDS + 1)
        count = await self.turns.take_up()
        await self.turns.finish(10)
        return count

    def said(self) -> list[Event]:
        return [e for e in EventLog(self.database).after("anna", 0) if e.sender == "nia"]


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    database = Database(f"sqlite:///{tmp_path / 'website.db'}")
    yield World(database)
    database.close()


async def test_a_message_is_answered_once(world: World) -> None:
    world.send()
    await world.turns.finish(10)
    assert [event.text for event in world.said()] == ["Hello."]
    assert await world.again() == 0


async def test_the_door_gets_the_words_and_an_id_that_is_nobody_elses(world: World) -> None:
    world.send(text="i have a fever")
    await world.turns.finish(10)
    (heard,) = world.heard
    assert (heard.text, heard.sender_id, heard.input_channel) == (
        "i have a fever",
        "anna",
        "website",
    )
    assert heard.message_id == "anna-m1"
    assert heard.metadata is None


async def test_a_message_that_waited_long_says_when_it_was_written(world: World) -> None:
    world.at -= timedelta(hours=2)
    written = world.at
    world.send()
    await world.turns.finish(10)
    metadata = world.heard[0].metadata
    assert metadata is not None
    assert metadata["late"] is True
    assert datetime.fromisoformat(metadata["received_at"].replace("Z", "+00:00")) - written < (
        timedelta(seconds=1)
    )


async def test_a_turn_that_is_run_again_says_nothing_twice(world: World) -> None:
    world.replies = ("One.",)
    original, world.messages.answered = world.messages.answered, lambda message: None  # type: ignore[method-assign]
    world.send()  # the process ends before it notes that the message is answered
    await world.turns.finish(10)
    world.messages.answered = original  # type: ignore[method-assign]
    world.replies = ("One.", "Two.")
    assert await world.again() == 1
    assert [event.text for event in world.said()] == ["One.", "Two."]
    assert await world.again() == 0


async def test_a_message_that_the_door_has_dropped_is_not_left_without_an_answer(
    world: World,
) -> None:
    world.replies = ()
    world.send()
    await world.turns.finish(10)
    assert [(event.kind, event.text) for event in world.said()] == [("urgent", SAFETY)]
    assert await world.again() == 0


async def test_a_turn_that_failed_is_taken_up_again(world: World) -> None:
    world.fault = RuntimeError()
    world.send()
    await world.turns.finish(10)
    assert world.said() == []
    world.fault = None
    assert await world.again() == 1
    assert [event.text for event in world.said()] == ["Hello."]


async def test_a_message_that_fails_again_and_again_gets_the_safety_text(world: World) -> None:
    world.fault = RuntimeError()
    world.send()
    await world.turns.finish(10)
    while await world.again():
        pass
    assert len(world.heard) == MOST_TRIES
    assert [event.text for event in world.said()] == [SAFETY]


async def test_what_is_deleted_meanwhile_gets_no_answer_and_is_erased(world: World) -> None:
    world.gate = asyncio.Event()
    world.send(text="i have a fever")
    await world.begun.wait()
    Conversations(world.database).delete("anna")
    world.gate.set()
    await world.turns.finish(10)
    assert world.erased == ["anna"]
    assert await world.again() == 0


async def test_what_is_deleted_in_the_last_moment_of_its_turn_is_erased_too(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    replies = world.messages.replies

    def deleted_first(message: Message) -> int:
        Conversations(world.database).delete("anna")
        return replies(message)

    monkeypatch.setattr(world.messages, "replies", deleted_first)
    world.send()
    await world.turns.finish(10)
    assert world.erased == ["anna"]
    assert await world.again() == 0


async def test_a_message_waits_for_the_one_before_it(world: World) -> None:
    world.gate = asyncio.Event()
    world.send("m1", "one")
    world.send("m2", "two")
    await world.begun.wait()
    assert [heard.text for heard in world.heard] == ["one"]
    world.gate.set()
    await world.turns.finish(10)
    assert [heard.text for heard in world.heard] == ["one", "two"]
