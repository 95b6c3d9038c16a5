"""action_record_shown: the words of a turn stand in the record of its alert, and nowhere else."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import ActionExecutor, CollectingDispatcher

from actions.action_add_to_alert import ActionAddToAlert
from actions.action_escalate import ActionEscalate
from actions.action_record_shown import ActionRecordShown
from careteam.inbox.story import story
from careteam.record import to_json
from careteam.records import Recorded, list_alerts
from careteam.store import Store
from careteam.words_shown import record_shown
from tests.services.reports import NOON
from tests.unit.actions.conftest import Settings
from tests.unit.actions.trackers import heard, tracker, verdict

AT = "2026-01-31T12:00:01.250+00:00"
WORDS = ["Please call your doctor right away: 555-0100.", "I told your care team."]


async def recorded(message: str, texts: Any = WORDS, at: Any = AT, unsent: Any = 0) -> bool | None:
    metadata = {"shown": texts, "shown_at": at, "unsent": unsent}
    latest = {"message_id": f"id of {message}", "metadata": metadata}
    given = Tracker("c1", {}, latest, [], False, None, {}, None)
    dispatcher = CollectingDispatcher()
    (event,) = await ActionRecordShown().run(dispatcher, given, {})
    assert dispatcher.messages == []
    assert event["name"] == "shown_recorded"
    value: bool | None = event["value"]
    return value


async def report(words: str = "I have a fever") -> None:
    await ActionEscalate().run(CollectingDispatcher(), tracker(heard(words, verdict())), {})


def only(database: Any) -> Recorded:
    (found,) = list_alerts(Store(f"sqlite:///{database}"))
    return found


async def test_the_words_stand_in_the_record_once_in_their_order(settings: Settings) -> None:
    database = settings()
    await report()
    assert await recorded("I have a fever")
    assert await recorded("I have a fever")  # said again by a retry
    found = only(database)
    assert to_json(found)["patient_text_shown"] == [
        {"at": "2026-01-31T12:00:01.250000Z", "text": text} for text in WORDS
    ]
    (line,) = [line for line in story(found.events) if line.kind == "shown"]
    assert (line.who, line.what) == ("Nia", "showed, word for word")
    assert line.words == "\n\n".join(WORDS)


async def test_what_could_not_be_sent_is_said(settings: Settings) -> None:
    database = settings()
    await report()
    await recorded("I have a fever", unsent=1)
    lines = [line.what for line in story(only(database).events) if line.kind == "shown"]
    assert lines == ["showed, word for word (1 could not be sent)"]


async def test_the_words_after_a_later_remark_are_added(settings: Settings) -> None:
    database = settings()
    await report()
    await recorded("I have a fever")
    later = tracker(heard("it is gone", intent="better_now"))
    await ActionAddToAlert().run(CollectingDispatcher(), later, {})
    assert await recorded("it is gone", ["Only the clinic can close it."])
    state = only(database).state
    assert [shown.text for shown in state.patient_text_shown][2:] == [
        "Only the clinic can close it."
    ]
    assert state.status == "open"


async def test_a_message_that_no_alert_holds_leaves_nothing(settings: Settings) -> None:
    database = settings()
    assert await recorded("I have a fever") is None
    assert not database.exists()
    await report()
    assert await recorded("what is neutropenia") is False
    assert only(database).state.patient_text_shown == ()


async def test_another_persons_words_do_not_reach_the_alert(sqlite_at: Store) -> None:
    assert not record_shown(sqlite_at, "c2", "id of I have a fever", WORDS, NOON)
    assert record_shown(sqlite_at, "c1", "id of I have a fever", WORDS, NOON)


@pytest.fixture
async def sqlite_at(settings: Settings) -> Store:
    database = settings()
    await report()
    return Store(f"sqlite:///{database}")


@pytest.mark.parametrize(("texts", "at"), [(WORDS, "yesterday"), (WORDS, None), ([17], "")])
async def test_odd_input_is_no_error(
    settings: Settings, caplog: pytest.LogCaptureFixture, texts: Any, at: Any
) -> None:
    settings()
    await report()
    with caplog.at_level(logging.ERROR):
        assert not await recorded("I have a fever", texts, at)
    assert "555-0100" not in caplog.text


async def test_a_store_that_cannot_be_used_is_a_no(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings(database="postgresql://nia@127.0.0.1:9/nia")
    assert not await recorded("I have a fever")
    assert "555-0100" not in caplog.text


async def test_the_server_finds_it_by_its_name() -> None:
    executor = ActionExecutor()
    executor.register_package("actions")
    assert "action_record_shown" in executor.actions
