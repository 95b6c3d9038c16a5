"""News of an alert on both kinds of database: once, by any process, and nothing on any fault."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from rasa.core.tracker_store import InMemoryTrackerStore

from bot.action_endpoint import ActionEndpoint
from bot.answers.response_generator import ClinicResponseGenerator
from bot.conversation_events.conversations import Conversations
from bot.conversation_events.database import Database
from bot.conversation_events.event import Event, Said
from bot.conversation_events.log import EventLog
from bot.conversation_events.messages import Messages
from bot.inbox import Inbox
from bot.shown import RECORDED, RECORDING
from bot.website_channel.alert_news import ACTION, AlertNews, pause
from bot.website_channel.hub import Hub
from clinic.settings import Clinic
from tests.pages import domain

CLINIC = Clinic(phone={"daytime": "555-0100"})
WAITS = {"response": "utter_alert_not_acknowledged", "key": "waits:a:0"}
SEEN = {"response": "utter_alert_acknowledged", "key": "seen:a:1", "time": "14:05"}


@dataclass
class Agent:
    """What of Rasa's agent the news needs; `answer` is what the action gives."""

    answer: Callable[[], dict[str, Any]]
    inbox: Inbox
    asked: list[str] = field(default_factory=list)
    recorded: list[tuple[str, str, list[str]]] = field(default_factory=list)
    records: bool = True

    def __post_init__(self) -> None:
        self.nlg = ClinicResponseGenerator(domain=domain(), clinic=CLINIC)
        self.tracker_store = InMemoryTrackerStore(domain())
        self.action_endpoint = ActionEndpoint(self._call, 30, self.inbox)

    async def _call(self, body: dict[str, Any]) -> dict[str, Any]:
        if body["next_action"] == RECORDING:
            return self._record(body["sender_id"], body["tracker"]["latest_message"]["metadata"])
        assert body["next_action"] == ACTION
        self.asked.append(body["sender_id"])
        await asyncio.sleep(0)
        return self.answer()

    def _record(self, conversation_id: str, metadata: dict[str, Any]) -> dict[str, Any]:
        self.recorded.append((conversation_id, metadata["news"], metadata["shown"]))
        value = {"event": "slot", "name": RECORDED, "value": self.records}
        return {"events": [value], "responses": []}


@dataclass
class World:
    database: Database
    agent: Agent

    def process(self) -> AlertNews:
        return AlertNews(self.agent, self.database, Hub(), CLINIC)

    def answers(self, *responses: dict[str, Any], state: str = "open") -> None:
        events = [{"event": "slot", "name": "alert_news", "value": state}]
        self.agent.answer = lambda: {"events": events, "responses": list(responses)}

    def reported(self, conversation_id: str = "anna") -> None:
        """Somebody reported a sign and was told to call."""
        Messages(self.database, "one").receive(conversation_id, "m1", "i have a fever")
        urgent = Said("Please call.", kind="urgent", message_id="m1")
        EventLog(self.database).append(conversation_id, urgent, "m1:0")

    def later(self, conversation_id: str = "anna") -> list[Event]:
        return EventLog(self.database).after(conversation_id, 2)


@pytest.fixture(params=["sqlite", "postgresql"])
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    url = f"sqlite:///{tmp_path / 'website.db'}"
    if request.param == "postgresql":
        url = request.getfixturevalue("postgres_database")
    database, inbox = Database(url), Inbox(tmp_path / "inbox.db")
    world = World(database, Agent(dict, inbox))
    world.reported()
    yield world
    database.close()
    inbox.shut()


async def test_each_piece_of_news_is_said_once_by_whatever_process(world: World) -> None:
    one, other = world.process(), world.process()
    world.answers(WAITS)
    told = await asyncio.gather(one.look(), other.look())
    assert sorted(told) == [0, 1]
    assert await world.process().look() == 0
    world.answers(SEEN)
    assert [await each.look() for each in (one, other, one)] == [1, 0, 0]
    waits, seen = world.later()
    assert (waits.kind, waits.text) == (
        "urgent",
        "No one at the clinic has said they saw my message yet. Please call 555-0100 now.",
    )
    assert waits.call is not None
    assert waits.call.href == "tel:5550100"
    assert (seen.kind, seen.call) == ("text", None)
    assert seen.text.startswith("Someone at the clinic saw your message at 14:05.")


async def test_nobody_is_asked_about_who_was_shown_nothing_urgent(world: World) -> None:
    Messages(world.database, "one").receive("bert", "m1", "what is neutropenia?")
    EventLog(world.database).append("bert", Said("A low count.", message_id="m1"), "m1:0")
    world.answers()
    assert await world.process().look() == 0
    assert world.agent.asked == ["anna"]


async def test_an_alert_that_is_over_is_asked_about_no_more_until_there_is_a_new_one(
    world: World,
) -> None:
    process = world.process()
    world.answers(SEEN, state="over")
    assert [await process.look(), await process.look()] == [1, 0]
    assert world.agent.asked == ["anna"]
    EventLog(world.database).append("anna", Said("Please call.", kind="urgent"), "m2:0")
    await process.look()
    assert world.agent.asked == ["anna", "anna"]


async def test_the_very_words_are_handed_on_for_the_alerts_record_once_by_each_process(
    world: World,
) -> None:
    process = world.process()
    world.answers(WAITS)
    await process.look()
    await process.look()
    (waits,) = world.later()
    assert world.agent.recorded == [("anna", "waits:a:0", [waits.text])]
    # Another process did not say it, and cannot know whether the first lived to hand it on.
    await world.process().look()
    assert world.agent.recorded[1:] == [("anna", "waits:a:0", [waits.text])]


async def test_what_could_not_be_recorded_is_handed_on_again_also_of_an_alert_that_is_over(
    world: World,
) -> None:
    process = world.process()
    world.answers(SEEN, state="over")
    world.agent.records = False
    await process.look()
    await process.look()
    world.agent.records = True
    await process.look()
    await process.look()
    assert len(world.agent.recorded) == 3
    assert len(world.later()) == 1
    assert world.agent.asked == ["anna"] * 3


def test_an_old_report_is_asked_about_less_often_and_never_less_than_once_a_minute() -> None:
    ages = [timedelta(minutes=minutes) for minutes in (-1, 0, 5, 10, 20, 600)]
    assert [pause(age).total_seconds() for age in ages] == [0, 0, 15, 30, 60, 60]


@pytest.mark.parametrize(
    "response",
    [
        {"response": "utter_alert_sent", "key": "k"},
        {"response": "utter_alert_acknowledged"},
        {"response": "utter_alert_acknowledged", "key": ""},
        {"text": "A nurse is on the way.", "key": "k"},
    ],
)
async def test_what_is_no_news_is_not_said(world: World, response: dict[str, Any]) -> None:
    world.answers(response)
    assert await world.process().look() == 0
    assert world.later() == []


async def test_an_action_that_fails_or_hangs_says_nothing(world: World) -> None:
    def fail() -> dict[str, Any]:
        raise RuntimeError("broken")

    world.agent.answer = fail
    assert await world.process().look() == 0
    assert world.later() == []


async def test_words_that_cannot_be_rendered_are_not_replaced_by_others(world: World) -> None:
    world.agent.nlg.responses = {}
    world.answers(SEEN)
    assert await world.process().look() == 0
    assert world.later() == []


async def test_a_conversation_that_was_deleted_meanwhile_is_told_nothing(world: World) -> None:
    def deleted_meanwhile() -> dict[str, Any]:
        Conversations(world.database).delete("anna")
        return {"events": [], "responses": [SEEN]}

    world.agent.answer = deleted_meanwhile
    assert await world.process().look() == 0
    assert await world.process().look() == 0
    assert len(world.agent.asked) == 1
