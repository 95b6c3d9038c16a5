"""A report that stands in a conversation and nowhere else becomes an alert (design decision 5).

The door's inbox could not be written, and the alert could not be stored: what shows that somebody
reported a sign is the conversation alone.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot import reconciler
from bot.action_endpoint import ALERTING, ActionEndpoint
from bot.conversations import tracker_store
from bot.inbox import Inbox
from bot.reconciler import Reconciler
from bot.told_reports import ToldReports

NOW = datetime.now(timezone.utc)
REPORTED = {"verdict": {"route": "escalate"}}


@dataclass
class World:
    inbox: Inbox
    url: str
    is_stored: bool = True
    raised: list[tuple[str, str, str, bool]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.trackers = tracker_store(self.url)
        self.trackers.domain = Domain.empty()
        self.reconciler = self.restarted()

    def restarted(self) -> Reconciler:
        """A reconciler as another process has it."""
        actions = ActionEndpoint(self.action, 5.0, self.inbox)
        return Reconciler(None, self.inbox, actions, None, ToldReports(self.trackers))

    async def action(self, body: dict[str, Any]) -> dict[str, Any]:
        latest = body["tracker"]["latest_message"]
        if not self.is_stored:
            raise OSError
        told = (body["sender_id"], latest["message_id"], latest["text"])
        self.raised.append((*told, latest["metadata"]["late"]))
        return {"events": [{"event": "slot", "name": "alert_state", "value": "sent"}]}

    async def say(
        self,
        text: str,
        message_id: str,
        parse_data: dict[str, Any] = REPORTED,
        ago: timedelta = timedelta(minutes=5),
        did: str = "utter_greet",
    ) -> None:
        moment = (NOW - ago).timestamp()
        events: list[Event] = [
            UserUttered(text, parse_data=parse_data, message_id=message_id, timestamp=moment),
            ActionExecuted(did, timestamp=moment),
        ]
        await self.trackers.save(DialogueStateTracker.from_events("anna", events))


@pytest.fixture(params=["sqlite", "postgresql"])
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    url = f"sqlite:///{tmp_path / 'conversations.db'}"
    if request.param == "postgresql":
        url = str(request.getfixturevalue("postgres_database"))
    made = World(Inbox(tmp_path / "inbox.db"), url)
    yield made
    made.trackers.engine.dispose()


async def test_it_is_raised_late_once(world: World) -> None:
    await world.say("i have a fever", "m1")
    await world.reconciler.settle_told(NOW)
    await world.reconciler.settle_told(NOW)
    assert world.raised == [("anna", "m1", "i have a fever", True)]


async def test_what_the_inbox_knows_is_left_to_it(world: World) -> None:
    for message_id, is_raised in (("m1", True), ("m2", False)):
        await world.say("i have a fever", message_id)
        with world.inbox.transaction() as connection:
            connection.execute(
                "INSERT INTO messages (message_id, conversation_id, channel, text, received_at,"
                " alert) VALUES (?, 'anna', 'rest', '', '', ?)",
                (message_id, "raised" if is_raised else "owed"),
            )
    await world.reconciler.settle_told(NOW)
    assert world.raised == []


async def test_it_is_tried_until_the_alert_is_stored(world: World) -> None:
    await world.say("i have a fever", "m1")
    world.is_stored = False
    await world.reconciler.settle_told(NOW)
    assert world.raised == []
    world.is_stored = True
    await world.reconciler.settle_told(NOW)
    assert [one[1] for one in world.raised] == ["m1"]


async def test_another_process_finds_it_after_a_start(world: World) -> None:
    await world.say("i have a fever", "m1")
    world.is_stored = False
    await world.reconciler.settle_told(NOW)
    world.is_stored = True
    await world.restarted().settle_told(NOW)
    assert [one[1] for one in world.raised] == ["m1"]


async def test_an_answer_that_led_to_an_alert_is_a_report(world: World) -> None:
    await world.say("yes", "m1", {"verdict": {"route": "none"}}, did=ALERTING)
    await world.reconciler.settle_told(NOW)
    assert [one[2] for one in world.raised] == ["yes"]


@pytest.mark.parametrize("route", ["none", "ask"])
async def test_what_is_no_report_raises_nothing(world: World, route: str) -> None:
    await world.say("what is neutropenia?", "m1", {"verdict": {"route": route}})
    await world.reconciler.settle_told(NOW)
    assert world.raised == []


async def test_a_turn_that_may_still_go_on_is_looked_at_later(world: World) -> None:
    await world.say("i have a fever", "m1", ago=timedelta(seconds=5))
    await world.say("now it is worse", "m2", ago=timedelta(seconds=2))
    await world.reconciler.settle_told(NOW - timedelta(seconds=40))
    assert world.raised == []
    await world.reconciler.settle_told(NOW + timedelta(seconds=60))
    assert [one[1] for one in world.raised] == ["m1", "m2"]


async def test_what_is_older_than_a_day_is_left(world: World) -> None:
    await world.say("i have a fever", "m1", ago=timedelta(days=2))
    await world.reconciler.settle_told(NOW)
    assert world.raised == []


async def test_an_inbox_that_cannot_be_read_costs_no_alert(
    world: World, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "folder.db").mkdir()
    world.inbox = Inbox(tmp_path / "folder.db")
    world.reconciler = world.restarted()
    await world.say("i have a fever", "m1")
    await world.reconciler.settle_told(NOW)
    assert [one[1] for one in world.raised] == ["m1"]


async def test_it_is_looked_for_at_the_start_and_every_minute(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert reconciler.EVERY_SECONDS == 60
    monkeypatch.setattr(reconciler, "EVERY_SECONDS", 0.02)
    await world.say("i have a fever", "m1")
    running = asyncio.ensure_future(world.reconciler.run_forever())
    await raised(world, ["m1"])
    await world.say("now i have chills", "m2", ago=timedelta(minutes=4))
    await raised(world, ["m1", "m2"])
    running.cancel()


async def raised(world: World, message_ids: list[str]) -> None:
    for _ in range(400):
        if [one[1] for one in world.raised] == message_ids:
            return
        await asyncio.sleep(0.05)
    raise AssertionError(world.raised)
