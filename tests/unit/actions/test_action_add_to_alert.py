"""action_add_to_alert: later words are added to the open alert; they end nothing."""

from __future__ import annotations

import logging
import threading
from typing import Any

import pytest
from rasa_sdk.executor import CollectingDispatcher

from actions.action_add_to_alert import KIND_OF_INTENT, ActionAddToAlert
from actions.action_escalate import ActionEscalate
from careteam.records import list_alerts
from careteam.remarks import KINDS
from careteam.state import AlertState
from careteam.store import Store
from tests.unit.actions.conftest import Settings
from tests.unit.actions.trackers import heard, tracker, verdict


async def add(words: str, intent: str = "better_now", **fields: Any) -> tuple[str, list[str]]:
    dispatcher = CollectingDispatcher()
    said = tracker(heard(words, intent=intent, **fields))
    (event,) = await ActionAddToAlert().run(dispatcher, said, {})
    assert (event["event"], event["name"]) == ("slot", "alert_note")
    return event["value"], [uttered["response"] for uttered in dispatcher.messages]


async def report() -> None:
    said = tracker(heard("I have a fever", verdict()))
    await ActionEscalate().run(CollectingDispatcher(), said, {})


def stored(database: Any) -> AlertState:
    (found,) = list_alerts(Store(f"sqlite:///{database}"))
    return found.state


@pytest.mark.parametrize(
    ("intent", "kind"),
    [
        ("better_now", "better"),
        ("report_past", "better"),
        ("report_denied", "better"),
        ("correct_mistake", "mistake"),
        ("correct_person", "other_person"),
        ("calling", "calling"),
        ("reached", "reached"),
        ("cannot_reach", "cannot_reach"),
        ("reluctant", "declined"),
    ],
)
async def test_each_intent_is_added_as_its_kind_and_nothing_is_said(
    settings: Settings, intent: str, kind: str
) -> None:
    database = settings()
    await report()
    assert await add("as I typed it", intent) == ("added", [])
    state = stored(database)
    (said,) = state.remarks
    assert (said.kind, said.message) == (kind, "as I typed it")
    assert (state.status, state.contact) == ("open", None)


def test_every_kind_but_a_number_and_other_words_has_an_intent() -> None:
    assert {*KIND_OF_INTENT.values(), "contact", "said"} == set(KINDS)


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ("utter_better_now", "better"),
        ("utter_reluctant_again", "declined"),
        ("utter_call_yes", "calling"),
        ("utter_call_no_again", "cannot_reach"),
        ("utter_reached", "reached"),
        ("utter_correct_person", "other_person"),
        ("utter_correct_person_self", "said"),
        ("utter_still_call", "said"),
    ],
)
async def test_words_in_doubt_are_added_as_what_they_were_answered_as(
    settings: Settings, answer: str, kind: str
) -> None:
    database = settings()
    await report()
    words = heard("the neck let go", intent="report_unclear")
    done = [{"event": "action", "name": answer}, {"event": "bot", "text": "Please call."}]
    await ActionAddToAlert().run(CollectingDispatcher(), tracker(words, *done), {})
    (remark,) = stored(database).remarks
    assert (remark.kind, remark.message) == (kind, "the neck let go")


async def test_the_same_message_again_adds_nothing(settings: Settings) -> None:
    database = settings()
    await report()
    for _ in range(2):
        assert await add("it's gone now") == ("added", [])
    assert len(stored(database).remarks) == 1


async def test_without_an_open_alert_nothing_is_stored_and_nothing_is_said(
    settings: Settings,
) -> None:
    database = settings()
    assert await add("it's gone now") == ("none", [])
    assert not database.exists()


@pytest.mark.parametrize("intent", ["greet", "", None])
async def test_words_of_another_intent_are_added_as_what_else_was_said(
    settings: Settings, intent: Any
) -> None:
    database = settings()
    await report()
    assert await add("hello", intent) == ("added", [])
    (remark,) = stored(database).remarks
    assert (remark.kind, remark.message) == ("said", "hello")


@pytest.mark.parametrize("database", ["sqlite://", "mysql://nobody/alerts", "not an address"])
async def test_what_cannot_be_stored_is_unsure(settings: Settings, database: str) -> None:
    settings(database=database)
    assert await add("it's gone now") == ("unsaved", ["utter_alert_unsure"])


async def test_a_store_that_hangs_is_unsure_within_the_budget(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings()
    released = threading.Event()
    monkeypatch.setattr("careteam.service.add_remark", lambda *_: released.wait(60))
    assert await add("it's gone now") == ("unsaved", ["utter_alert_unsure"])
    assert not released.is_set()
    released.set()


@pytest.mark.parametrize(
    "part", ["actions.action_add_to_alert.team", "careteam.service.add_remark"]
)
async def test_any_error_is_unsure_and_nothing_said_stands_in_the_log(
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    part: str,
) -> None:
    settings()

    def fail(*_: Any) -> Any:
        raise RuntimeError("that was my sister")

    monkeypatch.setattr(part, fail)
    caplog.set_level(logging.DEBUG)
    note = await add("that was my sister", "correct_person")
    assert note == ("unsaved", ["utter_alert_unsure"])
    assert "sister" not in caplog.text
    assert caplog.text
