"""Conversations that are far longer than what a turn loads of them, on SQLite and PostgreSQL."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import Mock

import pytest
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.events import SessionStarted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy import inspect

from bot import bounded_database, older_rows, recent_tracker_store
from bot.answers.message import LatestMessage
from bot.chat import reply
from bot.conversations import tracker_store
from bot.dialogue.thread import thread_of
from tests.services.stored_conversation import (
    DONE_EARLY,
    StoredConversation,
    at_random,
    early,
    remembered,
    session,
    turn,
)

if TYPE_CHECKING:
    from bot.assistant import Assistant

TURNS = 100
LOADED = 40  # events; fewer than usual, so that much is cut off early
SECONDS = 30.0  # longer than any database that is there takes


@pytest.fixture(autouse=True)
def few_events(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recent_tracker_store, "MOST_EVENTS", LOADED)


@pytest.fixture(autouse=True)
def no_outage(monkeypatch: pytest.MonkeyPatch) -> None:
    """A write that a busy disk holds up for a second is not what is looked at here."""
    monkeypatch.setattr(bounded_database, "HANG_SECONDS", SECONDS)


@pytest.fixture(params=["sqlite", "postgresql"])
def chat(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[StoredConversation]:
    """A conversation in a fresh database, of both kinds in turn."""
    address = f"sqlite:///{tmp_path / 'conversations.db'}"
    if request.param == "postgresql":
        address = str(request.getfixturevalue("postgres_database"))
    conversation = StoredConversation(address, seconds=SECONDS)
    yield conversation
    conversation.close()


async def long_ago(chat: StoredConversation) -> None:
    """Much was said and done, and then for long nothing of it."""
    await chat.add([*session(), *early()])
    for _ in range(20):
        await chat.add(turn("ask_risk", "utter_risk"))


async def test_every_event_of_a_hundred_turns_is_stored_once_and_in_order(
    chat: StoredConversation,
) -> None:
    await chat.add(session())
    for number in range(TURNS):
        await chat.add(turn("greet", "utter_greet", named=str(number)))
    assert chat.stored() == chat.as_meant()
    full = await chat.store.retrieve_full_tracker(chat.sender)
    assert [event.as_dict() for event in full.events] == chat.as_meant()
    await chat.store.save(full)
    assert len(chat.stored()) == len(chat.saved)


async def test_a_turn_loads_as_much_after_a_hundred_turns_as_after_ten(
    chat: StoredConversation, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = Mock(side_effect=older_rows._said)
    monkeypatch.setattr(older_rows, "_said", read)
    await chat.add([*session(), *early()])
    lengths = []
    for _ in range(TURNS):
        await chat.add(turn("greet", "utter_greet"))
        lengths.append(len((await chat.loaded()).events))
    assert max(lengths[10:]) == max(lengths[-10:]) < LOADED + len(early()) + 10
    assert read.call_count < TURNS, "a message that was cut off is looked at once"


async def test_it_is_cut_where_nia_listens_and_a_message_follows(chat: StoredConversation) -> None:
    await chat.add([*session(), *early()])
    for number in range(20):
        await chat.add(turn("greet", *["utter_greet"] * (number % 4 + 1)))
        events = list((await chat.loaded()).events)
        whole = chat.as_meant()
        places = [whole.index(event.as_dict()) for event in events]
        assert places == sorted(places)
        # What is loaded without a gap up to the end begins with a turn.
        numbers = range(len(places))
        tail = next(n for n in numbers if places[n:] == list(range(places[n], len(whole))))
        if places[tail] > 1:
            assert events[tail].as_dict()["name"] == "action_listen"
            assert isinstance(events[tail + 1], UserUttered)


@pytest.mark.parametrize("seed", range(2))
async def test_what_answers_depend_on_is_as_with_the_whole_session(
    chat: StoredConversation, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311 (no secret)
    await chat.add([*session(), *early()])
    for _ in range(TURNS):
        await chat.add(at_random(chance))
        assert remembered(await chat.loaded()) == remembered(chat.whole())


async def test_after_a_restart_it_goes_on_as_if_there_had_been_none(
    chat: StoredConversation,
) -> None:
    await long_ago(chat)
    before = await chat.loaded()
    chat.restarted()
    after = await chat.loaded()
    assert [event.as_dict() for event in after.events] == [e.as_dict() for e in before.events]
    assert thread_of(after.events).reported
    assert thread_of(after.events).done >= set(DONE_EARLY)
    slots = {name: after.get_slot(name) for name in ("alert_state", "contact_state", "alert_note")}
    assert slots == {"alert_state": "raised", "contact_state": "taken", "alert_note": "reluctant"}
    await chat.add(turn("thank", "utter_thank"))
    assert chat.stored() == chat.as_meant()


@pytest.mark.parametrize("turns", [2, 20])
async def test_a_new_session_starts_clean(chat: StoredConversation, turns: int) -> None:
    await long_ago(chat)
    await chat.add([*session(), *turn("greet", "utter_greet")])
    for _ in range(turns):
        await chat.add(turn("ask_causes", "utter_causes"))
    for store in (chat.store, chat.restarted()):
        tracker = await chat.loaded(store)
        assert thread_of(tracker.events).done == {"utter_greet", "utter_causes"}
        assert tracker.get_slot("alert_state") is None
        assert LatestMessage.in_conversation(tracker.events).reporter == "unknown"
        assert isinstance(tracker.events[0], SessionStarted)
    assert chat.stored() == chat.as_meant()


async def test_what_was_deleted_is_forgotten(chat: StoredConversation) -> None:
    await chat.loaded()
    for first in (early(), turn("greet", *["utter_greet"] * 2, "utter_thank")):
        chat.forget()
        await chat.add([*session(), *first])
        for _ in range(20):
            await chat.add(turn("ask_risk", "utter_risk"))
            assert remembered(await chat.loaded()) == remembered(chat.whole())


async def test_two_stores_that_append_in_turn_lose_nothing(chat: StoredConversation) -> None:
    await chat.add([*session(), *early()])
    stores = [chat.store, chat.restarted()]
    for number in range(TURNS):
        await chat.add(turn("ask_risk", "utter_risk", named=str(number)), stores[number % 2])
    assert chat.stored() == chat.as_meant()
    for store in stores:
        assert thread_of((await chat.loaded(store)).events).reported


async def test_what_another_process_saved_meanwhile_is_kept(chat: StoredConversation) -> None:
    await chat.add(session())
    stores = [chat.store, chat.restarted()]
    for number in range(TURNS // 2):
        trackers = [await chat.loaded(store) for store in stores]
        for store, tracker in zip(stores, trackers, strict=True):
            await chat.append(tracker, turn("greet", "utter_greet", named=str(number)), store)
    assert chat.stored() == chat.as_meant()


async def test_a_tracker_that_is_saved_twice_is_stored_once(chat: StoredConversation) -> None:
    tracker = await chat.loaded()
    await chat.append(tracker, [*session(), *early()])
    await chat.store.save(tracker)
    await chat.append(tracker, turn("greet", "utter_greet"))
    assert chat.stored() == chat.as_meant()


async def test_the_newest_events_are_found_by_an_index_in_an_older_table_too(
    postgres_database: str,
) -> None:
    SQLTrackerStore(host=postgres_database).engine.dispose()
    for _ in range(2):  # a second start finds it made
        store = tracker_store(postgres_database)
        await store.retrieve("nobody")
        indexes = inspect(store.engine).get_indexes("events")
        store.engine.dispose()
        assert ["sender_id", "id"] in [index["column_names"] for index in indexes]


async def test_a_long_conversation_with_nia_is_stored_whole(assistant: Assistant) -> None:
    said = ["I have a fever of 39", *["what is neutropenia?", "thanks"] * 12]
    for text in said:
        assert await reply(assistant, "long", text)
    trackers = assistant.agent.tracker_store
    full = await trackers.retrieve_full_tracker("long")
    recent = await trackers.retrieve("long")
    assert [event.text for event in full.events if isinstance(event, UserUttered)] == said
    rows = [json.dumps(event.as_dict()) for event in full.events]
    assert len(rows) == len(set(rows))
    assert len(recent.events) < len(full.events) / 2
    assert remembered(recent) == remembered(
        DialogueStateTracker.from_events("long", list(full.events), assistant.agent.domain.slots)
    )
