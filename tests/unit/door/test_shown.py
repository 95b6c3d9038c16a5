"""What was said in a turn about an alert is handed on, after the person has it."""

from __future__ import annotations

import asyncio
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage

from bot.action_endpoint import ALERTING, ActionEndpoint
from bot.door import Door
from bot.inbox import Inbox, Received, now
from bot.reconciler import Reconciler
from bot.shown import RECORDED, RECORDING, Shown
from tests.unit.door.test_door import LATER, LONG, SAFETY, StubAgent

SAVED = {"event": "slot", "name": "alert_state", "value": "sent"}


class Actions:
    """Stands for the actions: saves alerts, and takes words from the `takes_at`-th time on."""

    def __init__(self, takes_at: int = 1, otherwise: bool | None = False) -> None:
        self.takes_at, self.otherwise = takes_at, otherwise
        self.calls: list[dict[str, Any]] = []

    async def __call__(self, body: dict[str, Any]) -> dict[str, Any]:
        if body["next_action"] != RECORDING:
            return {"events": [SAVED], "responses": []}
        self.calls.append(body)
        done = True if len(self.calls) >= self.takes_at else self.otherwise
        return {"events": [{"event": "slot", "name": RECORDED, "value": done}], "responses": []}


class Alerting(StubAgent):
    """Answers, and runs an action first as Rasa does."""

    def __init__(self, endpoint: ActionEndpoint, action: str = ALERTING) -> None:
        super().__init__(answer="Please call.")
        self.endpoint, self.action = endpoint, action

    async def handle_message(self, message: UserMessage) -> None:
        latest = {"message_id": message.message_id}
        await self.endpoint.request(
            json={"next_action": self.action, "tracker": {"latest_message": latest}}
        )
        await super().handle_message(message)


@pytest.fixture
def inbox(tmp_path: Path) -> Inbox:
    return Inbox(tmp_path / "inbox.db")


async def talk(inbox: Inbox, actions: Actions, action: str = ALERTING, pauses: Any = (0.0,)) -> Any:
    endpoint = ActionEndpoint(actions, 1, inbox)
    shown = Shown(endpoint, pauses)
    door = Door.install(Alerting(endpoint, action), inbox, SAFETY, LONG, shown)
    message = UserMessage("i have a fever", CollectingOutputChannel(), "anna", message_id="m1")
    await door.handle_message(message)
    await asyncio.gather(*shown._tasks)
    return message


async def test_the_words_of_a_turn_with_an_alert_are_handed_on(inbox: Inbox) -> None:
    actions = Actions()
    await talk(inbox, actions)
    (call,) = actions.calls
    latest = call["tracker"]["latest_message"]
    assert (call["sender_id"], latest["message_id"]) == ("anna", "m1")
    assert latest["metadata"]["shown"] == ["Please call."]
    assert latest["metadata"]["unsent"] == 0


@pytest.mark.parametrize("action", ["action_alert_status", "action_store_feedback"])
async def test_other_turns_are_nobodys_business(inbox: Inbox, action: str) -> None:
    actions = Actions()
    await talk(inbox, actions, action)
    assert actions.calls == []


async def test_it_is_tried_again_and_then_given_up(
    inbox: Inbox, caplog: pytest.LogCaptureFixture
) -> None:
    late, never = Actions(takes_at=2), Actions(takes_at=9)
    await talk(inbox, late, pauses=(0.0, 0.0, 0.0))
    assert len(late.calls) == 2
    await talk(Inbox(inbox._path.with_name("other.db")), never, pauses=(0.0, 0.0))
    assert len(never.calls) == 2
    assert "not in the record" in caplog.text
    assert "Please call." not in caplog.text


async def test_where_no_alert_is_open_nothing_is_missing(
    inbox: Inbox, caplog: pytest.LogCaptureFixture
) -> None:
    actions = Actions(takes_at=9, otherwise=None)
    await talk(inbox, actions, "action_add_to_alert", pauses=(0.0, 0.0))
    assert len(actions.calls) == 2
    assert caplog.text == ""


async def test_the_person_does_not_wait_for_it(inbox: Inbox) -> None:
    released = asyncio.Event()

    class Hanging(Actions):
        async def __call__(self, body: dict[str, Any]) -> dict[str, Any]:
            if body["next_action"] == RECORDING:
                await released.wait()
            return await super().__call__(body)

    endpoint = ActionEndpoint(Hanging(), 30, inbox)
    shown = Shown(endpoint, (0.0,))
    door = Door.install(Alerting(endpoint), inbox, SAFETY, LONG, shown)
    message = UserMessage("i have a fever", CollectingOutputChannel(), "anna")
    await door.handle_message(message)
    assert [one["text"] for one in message.output_channel.channel.messages] == ["Please call."]
    (task,) = shown._tasks
    assert not task.done()
    released.set()
    assert await task


async def test_an_alert_that_is_raised_late_gets_the_words_of_its_turn(inbox: Inbox) -> None:
    inbox.receive(Received("m1", "anna", "rest", "i have a fever", now()))
    inbox.understood("m1", {"verdict": {"route": "escalate"}}, True)
    inbox.close("m1", ["Please call.", "I could not tell."])
    actions = Actions()
    endpoint = ActionEndpoint(actions, 1, inbox)
    reconciler = Reconciler(StubAgent(), inbox, endpoint, Shown(endpoint))
    assert await reconciler.settle(datetime.now(timezone.utc)) == 1
    assert inbox.unsettled(LATER) == []
    (call,) = actions.calls
    metadata = call["tracker"]["latest_message"]["metadata"]
    assert metadata["shown"] == ["Please call.", "I could not tell."]
    assert metadata["shown_at"]
    assert not endpoint.was_about_alert("m1")
