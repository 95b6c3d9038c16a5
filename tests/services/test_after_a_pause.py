"""After the pause of `session_config` nothing said before colours an answer; an alert is known."""

from __future__ import annotations

import json
import uuid
from typing import TYPE_CHECKING

import pytest
from rasa.core.tracker_store import SQLTrackerStore

from bot.chat import reply

if TYPE_CHECKING:
    from bot.assistant import Assistant

ROW = SQLTrackerStore.SQLEvent
PAUSE = 61 * 60.0  # seconds; a minute more than session_config has


@pytest.fixture
def sender() -> str:
    return f"test-{uuid.uuid4().hex}"


async def says(assistant: Assistant, sender: str, text: str) -> str:
    return "\n".join(str(message.get("text")) for message in await reply(assistant, sender, text))


def pause(assistant: Assistant, sender: str) -> None:
    """Make everything that was stored as old as if nobody had written since."""
    store = assistant.agent.tracker_store
    while not isinstance(store, SQLTrackerStore):
        store = store._tracker_store
    with store.session_scope() as session:
        for row in session.query(ROW).filter(ROW.sender_id == sender):
            data = json.loads(row.data)
            row.timestamp -= PAUSE
            row.data = json.dumps({**data, "timestamp": data["timestamp"] - PAUSE})
        session.commit()


@pytest.mark.parametrize(
    ("first", "short", "leaning"),
    [
        ("what causes neutropenia?", "more", "Chemotherapy"),
        ("should i wash my hands?", "why?", "germs"),
        ("my daughter has neutropenia, what is it?", "when should i call?", "they get a sign"),
    ],
)
async def test_what_leans_on_what_was_said_leans_on_nothing_from_before_the_pause(
    assistant: Assistant, sender: str, first: str, short: str, leaning: str
) -> None:
    other = f"{sender}-later"
    await says(assistant, sender, first)
    await says(assistant, other, first)
    pause(assistant, other)
    assert leaning in await says(assistant, sender, short)
    assert leaning not in await says(assistant, other, short)


async def test_a_yes_after_the_pause_answers_no_question_from_before_it(
    assistant: Assistant, sender: str
) -> None:
    await says(assistant, sender, "i have a fever of 39")
    pause(assistant, sender)
    later = await says(assistant, sender, "yes")
    assert "call" in later.lower()
    assert "Good" not in later


async def test_an_alert_is_known_after_the_pause_and_gets_what_is_reported_then(
    assistant: Assistant, sender: str
) -> None:
    from actions.team import team
    from careteam.records import latest_of_conversation

    await says(assistant, sender, "i have a fever of 38.6")
    before = latest_of_conversation(team().care_team.store, sender)
    pause(assistant, sender)
    asked = await says(assistant, sender, "has anybody seen my message?")
    await says(assistant, sender, "now i have chills too")
    after = latest_of_conversation(team().care_team.store, sender)
    assert before is not None
    assert after is not None
    assert before.state.id == after.state.id
    assert set(after.state.signs) >= {"fever", "chills_sweats"}
    assert "call" in asked.lower()


async def test_a_report_after_the_pause_is_answered_in_full(
    assistant: Assistant, sender: str
) -> None:
    await says(assistant, sender, "my throat hurts and i have 39")
    pause(assistant, sender)
    answer = await says(assistant, sender, "38.9 again")
    assert answer.startswith("Please call your doctor right away")
