"""The stored events of both kinds of database: numbers, keys, holds, deletion."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from bot.conversation_events.conversations import Conversations
from bot.conversation_events.database import Database, StoreUnavailable
from bot.conversation_events.event import Button, Call, Said
from bot.conversation_events.log import EventLog
from bot.conversation_events.messages import HELD_SECONDS, Message, Messages, UnknownChoice
from bot.conversation_events.rows import ConversationGone

REPLY = Said("Call now.", kind="urgent", call=Call("555-0100", "tel:5550100"), message_id="m1")


@dataclass
class World:
    """A database, a clock, and two processes that use both."""

    database: Database
    at: datetime = field(default_factory=lambda: datetime(2026, 1, 31, 10, tzinfo=timezone.utc))

    def __post_init__(self) -> None:
        self.log = EventLog(self.database, lambda: self.at)
        self.conversations = Conversations(self.database, lambda: self.at)
        self.messages = self.process("one")

    def process(self, holder: str) -> Messages:
        return Messages(self.database, holder, lambda: self.at)

    def send(self, message_id: str = "m1", text: str = "hello") -> Message:
        stored = self.messages.receive("anna", message_id, text)
        assert stored.message is not None
        return stored.message


@pytest.fixture(params=["sqlite", "postgresql"])
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    url = f"sqlite:///{tmp_path / 'website.db'}"
    if request.param == "postgresql":
        url = request.getfixturevalue("postgres_database")
    database = Database(url)
    yield World(database)
    database.close()


def test_an_event_comes_back_as_it_was_said(world: World) -> None:
    world.send(text="hello")
    said = world.log.append("anna", REPLY, "m1:0")
    asked = world.log.append("anna", Said("Can you?", buttons=(Button("Yes", "yes i can"),)), "k")
    first, *rest = world.log.after("anna", 0)
    assert rest == [said, asked]
    assert first.to_json() == {
        "n": 1,
        "at": "2026-01-31T10:00:00.000Z",
        "from": "person",
        "id": "m1",
        "kind": "text",
        "text": "hello",
        "choices": [],
        "call": None,
    }
    assert said is not None
    assert said.to_json()["call"] == {"number": "555-0100", "href": "tel:5550100"}
    assert world.log.after("anna", 2) == [asked]


def test_numbers_have_no_gaps_when_many_write_at_once(world: World) -> None:
    world.send()

    def work(number: int) -> None:
        world.log.append("anna", Said(str(number)), f"key {number % 20}")

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(work, range(40)))
    assert [event.n for event in world.log.after("anna", 0)] == list(range(1, 22))


def test_what_has_the_same_key_is_said_once(world: World) -> None:
    world.send()
    assert world.log.append("anna", REPLY, "seen:1") is not None
    assert world.log.append("anna", REPLY, "seen:1") is None
    assert len(world.log.after("anna", 0)) == 2


def test_nobody_can_be_spoken_to_who_never_said_anything(world: World) -> None:
    with pytest.raises(ConversationGone):
        world.log.append("nobody", REPLY, "k")


def test_a_message_is_stored_once(world: World) -> None:
    assert world.send().n == 1
    again = world.messages.receive("anna", "m1", "something else")
    assert (again.n, again.message, again.event) == (1, None, None)
    assert world.messages.known("anna", "m1") == 1
    assert world.messages.known("anna", "m2") is None
    assert world.messages.known("berta", "m1") is None


def test_a_quick_reply_stands_until_the_person_says_something(world: World) -> None:
    world.send()
    event = world.log.append("anna", Said("?", buttons=(Button("Yes", "yes i can"),)), "k")
    assert event is not None
    (choice,) = event.choices
    with pytest.raises(UnknownChoice):
        world.messages.receive("berta", "m2", None, choice.id)
    stored = world.messages.receive("anna", "m2", None, choice.id)
    assert stored.message is not None
    assert stored.event is not None
    assert (stored.event.text, stored.message.words) == ("Yes", "yes i can")
    with pytest.raises(UnknownChoice):
        world.messages.receive("anna", "m3", None, choice.id)


def test_a_message_that_nobody_answers_is_taken_up_by_one_process(world: World) -> None:
    message = world.send()
    other = world.process("other")
    if world.database.is_shared:
        assert other.take_open() == []
    world.at += timedelta(seconds=HELD_SECONDS + 1)
    (taken,) = other.take_open()
    assert (taken.words, taken.tries) == ("hello", 2)
    assert other.take_open() == []
    other.answered(taken)
    world.at += timedelta(hours=1)
    assert world.messages.take_open() == []
    assert world.messages.known("anna", message.id) == 1


def test_what_is_deleted_can_be_neither_read_nor_spoken_in(world: World) -> None:
    done, waiting = world.send("m1"), world.send("m2", "i have a fever")
    world.log.append("anna", REPLY, "k")
    world.messages.answered(done)
    world.conversations.delete("anna")
    assert world.conversations.is_deleted("anna")
    assert world.log.last_numbers(["anna"]) == {"anna": None}
    for attempt in (
        lambda: world.log.after("anna", 0),
        lambda: world.log.append("anna", REPLY, "k2"),
        lambda: world.messages.receive("anna", "m3", "hello"),
    ):
        with pytest.raises(ConversationGone):
            attempt()
    # A report may be among what nobody has dealt with yet.
    world.at += timedelta(seconds=HELD_SECONDS + 1)
    (left,) = world.messages.take_open()
    assert (left.id, left.words) == (waiting.id, "i have a fever")


def test_a_conversation_whose_time_is_over_leaves_nothing(world: World) -> None:
    world.send()
    assert world.conversations.expired(world.at) == []
    world.at += timedelta(days=31)
    assert world.conversations.expired(world.at - timedelta(days=30)) == ["anna"]
    world.conversations.delete("anna")
    world.conversations.forget(["anna"])
    assert world.conversations.deleted() == []
    assert world.log.last_numbers(["anna"]) == {}


def test_recent_conversations_are_found(world: World) -> None:
    world.send()
    assert world.log.recent(world.at - timedelta(minutes=1)) == ["anna"]
    assert world.log.recent(world.at + timedelta(minutes=1)) == []


def test_a_database_that_cannot_be_used_is_one_kind_of_fault(tmp_path: Path) -> None:
    (tmp_path / "website.db").mkdir()
    with pytest.raises(StoreUnavailable):
        EventLog(Database(f"sqlite:///{tmp_path / 'website.db'}")).after("anna", 0)
