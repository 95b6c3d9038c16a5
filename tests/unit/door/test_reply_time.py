"""Whatever a reply waits for, one after the other, shares one deadline (ESC-2)."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage

import bot.reply_time
from bot.action_endpoint import SECONDS, ActionEndpoint
from bot.door import Door
from bot.inbox import Inbox, Received
from bot.reply_time import reply_seconds, replying, seconds_for
from tests.unit.door.test_door import LATER, LONG, SAFETY, StubAgent

BODY = {"tracker": {"latest_message": {"message_id": "m1", "metadata": {"contact": "555-0100"}}}}


class Clock:
    def __init__(self) -> None:
        self.at = 100.0

    def monotonic(self) -> float:
        return self.at


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(bot.reply_time, "time", made)
    return made


def test_each_wait_takes_from_what_is_left_for_the_next(clock: Clock) -> None:
    with replying(1.2):
        assert seconds_for(1.7, 0.3) == pytest.approx(1.2)
        assert seconds_for(0.4, 0.1) == 0.4
        clock.at += 1.0
        assert seconds_for(0.4, 0.1) == pytest.approx(0.2)
        clock.at += 5.0
        assert seconds_for(1.7, 0.3) == 0.3
    assert seconds_for(1.7, 0.3) == 1.7


def test_who_lets_actions_take_longer_lets_people_wait_longer() -> None:
    assert [reply_seconds(seconds) for seconds in (0.5, 1.7, 3.0)] == [1.2, 1.2, 2.5]


async def test_a_reply_of_one_person_takes_nothing_from_that_of_another(clock: Clock) -> None:
    async def first() -> float:
        with replying(1.2):
            clock.at += 1.0
            await asyncio.sleep(0)
            return seconds_for(1.7, 0.1)

    async def second() -> float:
        await asyncio.sleep(0)
        with replying(1.2):
            return seconds_for(1.7, 0.1)

    assert await asyncio.gather(first(), second()) == pytest.approx([0.2, 1.2])


async def test_an_action_is_told_how_long_it_is_waited_for(tmp_path: Path, clock: Clock) -> None:
    told: list[dict[str, Any]] = []

    async def call(body: dict[str, Any]) -> dict[str, Any]:
        told.append(body["tracker"]["latest_message"]["metadata"])
        return {"events": [], "responses": []}

    endpoint = ActionEndpoint(call, 1.7, Inbox(tmp_path / "inbox.db"))
    await endpoint.request(json=BODY)
    with replying(1.2):
        clock.at += 0.7
        await endpoint.request(json=BODY)
    assert told == [{"contact": "555-0100", SECONDS: 1.7}, {"contact": "555-0100", SECONDS: 0.5}]
    assert SECONDS not in BODY["tracker"]["latest_message"]["metadata"]


class StuckInbox(Inbox):
    """Writes nothing until it is let go; `first` says which write alone is stuck."""

    def __init__(self, path: Path, only_first: bool) -> None:
        super().__init__(path)
        self._free, self._stuck, self._only_first = threading.Event(), 0, only_first

    def let_go(self) -> None:
        self._free.set()

    def _wait(self) -> None:
        self._stuck += 1
        if self._stuck == 1 or not self._only_first:
            assert self._free.wait(60)

    def receive(self, message: Received) -> bool:
        self._wait()
        return super().receive(message)

    def close(self, message_id: str, replies: list[str]) -> None:
        self._wait()
        super().close(message_id, replies)


@pytest.mark.parametrize("only_first", [True, False])
async def test_an_inbox_that_hangs_holds_up_no_answer_and_loses_no_report(
    tmp_path: Path, only_first: bool
) -> None:
    inbox = StuckInbox(tmp_path / "inbox.db", only_first)
    agent = StubAgent()
    door = Door.install(agent, inbox, SAFETY, LONG)
    output = CollectingOutputChannel()
    await door.handle_message(UserMessage("i have a fever", output, "anna"))
    assert [reply["text"] for reply in output.messages] == ["ok"]
    inbox.let_go()
    await until(lambda: [found.alert for found in inbox.unsettled(LATER)] == ["owed"])


async def until(holds: Callable[[], bool]) -> None:
    for _ in range(600):
        if holds():
            return
        await asyncio.sleep(0.05)
    raise AssertionError
