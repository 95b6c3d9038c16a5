"""Whatever happens behind the door, the person gets an answer (design decision 0)."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage

import bot.door
import bot.inbox_writes
from bot.door import Door, route_of
from bot.inbox import Inbox

SAFETY = "Please call your doctor right away if you have a fever."
LONG = "I read only a part of that."
LATER = "9999-01-01T00:00:00.000+00:00"


class StubAgent:
    """Stands for Rasa: understands 'fever' as a report, and answers or fails as told."""

    def __init__(self, fault: BaseException | None = None, answer: str | None = "ok") -> None:
        self.fault, self.answer = fault, answer
        self.texts: list[str | None] = []

    async def parse_message(self, text: str) -> dict[str, Any]:
        if "unparsable" in text:
            raise RuntimeError("broken graph")
        route = "escalate" if "fever" in text else "none"
        return {"text": text, "intent": {"name": "x"}, "entities": [], "verdict": {"route": route}}

    async def handle_message(self, message: UserMessage) -> None:
        self.texts.append(message.text)
        if self.fault:
            raise self.fault
        if self.answer:
            await message.output_channel.send_response(message.sender_id, {"text": self.answer})


class BrokenChannel(CollectingOutputChannel):
    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        raise ConnectionError("the vendor is down")


@pytest.fixture
def inbox(tmp_path: Path) -> Inbox:
    return Inbox(tmp_path / "inbox.db")


async def said(agent: StubAgent, inbox: Inbox, text: Any, **kwargs: Any) -> list[str]:
    door = Door.install(agent, inbox, SAFETY, LONG)
    message = UserMessage("", CollectingOutputChannel(), "anna", **kwargs)
    message.text = text
    await door.handle_message(message)
    return [reply["text"] for reply in message.output_channel.channel.messages]


async def test_an_answer_passes_through(inbox: Inbox) -> None:
    assert await said(StubAgent(), inbox, "hello") == ["ok"]
    assert inbox.unsettled(LATER) == []


@pytest.mark.parametrize("fault", [RuntimeError("lock"), asyncio.TimeoutError(), OSError("db")])
async def test_any_failure_is_answered_with_the_safety_text(inbox: Inbox, fault: Exception) -> None:
    assert await said(StubAgent(fault), inbox, "i have a fever") == [SAFETY]


async def test_no_answer_at_all_is_answered_with_the_safety_text(inbox: Inbox) -> None:
    assert await said(StubAgent(answer=None), inbox, "hello") == [SAFETY]


async def test_a_turn_that_hangs_is_answered_with_the_safety_text(
    inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Hanging(StubAgent):
        async def handle_message(self, message: UserMessage) -> None:
            await asyncio.Event().wait()

    monkeypatch.setattr(bot.door, "TURN_SECONDS", 0.1)
    assert await said(Hanging(), inbox, "i have a fever") == [SAFETY]


async def test_understanding_that_breaks_is_answered_with_the_safety_text(inbox: Inbox) -> None:
    assert await said(StubAgent(), inbox, "unparsable") == [SAFETY]


async def test_a_report_owes_an_alert_until_it_is_known_to_be_raised(inbox: Inbox) -> None:
    await said(StubAgent(), inbox, "i have a fever")
    assert [found.alert for found in inbox.unsettled(LATER)] == ["owed"]


async def test_the_answer_comes_although_the_inbox_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "inbox.db").mkdir()
    assert await said(StubAgent(), Inbox(tmp_path / "inbox.db"), "i have a fever") == ["ok"]


async def test_a_channel_that_fails_does_not_end_the_turn(inbox: Inbox) -> None:
    agent = StubAgent()
    door = Door.install(agent, inbox, SAFETY, LONG)
    message = UserMessage("i have a fever", BrokenChannel(), "anna")
    await door.handle_message(message)
    assert message.output_channel.failed == 1
    assert agent.texts == ["i have a fever"]


async def test_a_slash_from_a_person_is_text(inbox: Inbox) -> None:
    agent = StubAgent()
    await said(agent, inbox, "/restart")
    assert agent.texts == ["restart"]


@pytest.mark.parametrize("text", [None, "", "   ", "\x00", 17, ["fever"]])
async def test_no_text_is_answered_too(inbox: Inbox, text: object) -> None:
    assert await said(StubAgent(), inbox, text)


async def test_a_sign_deep_in_a_long_message_is_the_part_that_is_answered(inbox: Inbox) -> None:
    agent = StubAgent()
    replies = await said(agent, inbox, "blah " * 1_500 + "and i have a fever " + "blah " * 200)
    assert replies == ["ok", LONG]
    assert "fever" in (agent.texts[0] or "")
    assert len(agent.texts[0] or "") <= 1_000


async def test_a_message_that_a_vendor_delivers_twice_is_answered_once(inbox: Inbox) -> None:
    agent = StubAgent()
    assert await said(agent, inbox, "hello", message_id="v1") == ["ok"]
    assert await said(agent, inbox, "hello", message_id="v1") == []


async def test_what_the_person_wrote_is_kept_word_for_word(inbox: Inbox) -> None:
    await said(StubAgent(fault=RuntimeError()), inbox, "/i have a\u200b fever!!")
    (found,) = inbox.unsettled(LATER)
    assert found.text == "/i have a\u200b fever!!"


async def test_the_turn_goes_on_when_the_connection_breaks(inbox: Inbox) -> None:
    started, finished = asyncio.Event(), asyncio.Event()

    class Slow(StubAgent):
        async def handle_message(self, message: UserMessage) -> None:
            started.set()
            await asyncio.sleep(0.1)
            finished.set()

    door = Door.install(Slow(), inbox, SAFETY, LONG)
    message = UserMessage("i have a fever", CollectingOutputChannel(), "anna")
    task = asyncio.ensure_future(door.handle_message(message))
    await started.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await asyncio.wait_for(finished.wait(), 5)


@pytest.mark.parametrize(
    ("parse_data", "route"),
    [
        ({"verdict": {"route": "escalate"}}, "escalate"),
        ({"verdict": {"route": "none"}}, "none"),
        ({"verdict": {"route": "nonsense"}}, "ask"),
        ({"verdict": None}, "ask"),
        ({}, "ask"),
        (None, "ask"),
    ],
)
def test_a_missing_verdict_is_never_a_dismissal(
    parse_data: dict[str, Any] | None, route: str
) -> None:
    assert route_of(parse_data) == route


async def test_what_is_not_waited_for_is_written_all_the_same(
    inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.inbox_writes, "SECONDS", 0.02)
    monkeypatch.setattr(bot.inbox_writes, "LEAST_SECONDS", 0.02)
    free = threading.Event()
    with ThreadPoolExecutor(1) as one_at_a_time:
        asyncio.get_running_loop().set_default_executor(one_at_a_time)
        one_at_a_time.submit(free.wait, 10)  # nothing is written for now
        door = Door.install(StubAgent(), inbox, SAFETY, LONG)
        channels = [CollectingOutputChannel() for _ in range(5)]
        for number, channel in enumerate(channels):
            await door.handle_message(UserMessage("i have a fever", channel, f"person-{number}"))
        assert [channel.messages[0]["text"] for channel in channels] == ["ok"] * 5
        assert inbox.unsettled(LATER) == []
        free.set()
        await door._writes.settled()
    assert len(inbox.unsettled(LATER)) == 5
