"""action_take_contact: one number, one response, one slot, whatever happens."""

from __future__ import annotations

import logging
import threading
from typing import Any

import pytest
from rasa_sdk.executor import CollectingDispatcher

from actions.action_escalate import ActionEscalate
from actions.action_take_contact import ActionTakeContact
from careteam.handling import resolve
from careteam.records import list_alerts
from careteam.state import AlertState
from careteam.store import Store
from tests.unit.actions.conftest import Settings
from tests.unit.actions.trackers import heard, tracker, verdict

ROUTE = "alerts:\n  routes:\n    - {kind: webhook, url: 'http://127.0.0.1:9/'}\n"


async def take(words: str, **fields: Any) -> dict[str, Any]:
    dispatcher = CollectingDispatcher()
    said = tracker(heard(words, intent="answer_contact", **fields))
    (event,) = await ActionTakeContact().run(dispatcher, said, {})
    (uttered,) = dispatcher.messages
    assert (event["event"], event["name"]) == ("slot", "contact_state")
    assert uttered["response"] == f"utter_contact_{event['value']}"
    said_back = {} if uttered.get("contact") is None else {"contact": uttered["contact"]}
    return {"state": event["value"], **said_back}


async def report() -> None:
    said = tracker(heard("I have a fever", verdict()))
    await ActionEscalate().run(CollectingDispatcher(), said, {})


def stored(database: Any) -> AlertState:
    (found,) = list_alerts(Store(f"sqlite:///{database}"))
    return found.state


async def test_a_number_is_stored_on_the_open_alert_and_said_back(settings: Settings) -> None:
    database = settings("region: US\n" + ROUTE)
    await report()
    taken = await take("you can ring me on (919)  555 0148 after six")
    assert taken == {"state": "taken", "contact": "(919) 555 0148"}
    state = stored(database)
    assert (state.contact, state.contact_e164) == ("(919) 555 0148", "+19195550148")
    (said,) = state.remarks
    assert said.message == "you can ring me on (919)  555 0148 after six"
    assert said.at == "2026-01-31T12:00:00.000000Z"


async def test_a_number_said_digit_by_digit_is_said_back_in_digits(settings: Settings) -> None:
    database = settings("region: US\n" + ROUTE)
    await report()
    taken = await take("my number is nine one nine, double five five, oh one four eight period")
    assert taken == {"state": "taken", "contact": "9195550148"}
    assert stored(database).contact_e164 == "+19195550148"


async def test_nothing_is_claimed_of_a_number_where_nobody_is_told(settings: Settings) -> None:
    database = settings()
    await report()
    dispatcher = CollectingDispatcher()
    said = tracker(heard("call 555-0142", intent="answer_contact"))
    await ActionTakeContact().run(dispatcher, said, {})
    assert [one["response"] for one in dispatcher.messages] == ["utter_alert_none"]
    assert stored(database).contact == "555-0142"


async def test_a_number_that_is_not_certain_is_taken_as_typed(settings: Settings) -> None:
    database = settings(ROUTE)
    await report()
    assert await take("call 555-0142") == {"state": "taken", "contact": "555-0142"}
    assert (stored(database).contact, stored(database).contact_e164) == ("555-0142", None)


async def test_the_same_message_again_adds_nothing(settings: Settings) -> None:
    database = settings(ROUTE)
    await report()
    for _ in range(2):
        assert (await take("555-0142"))["state"] == "taken"
    assert len(stored(database).remarks) == 1


@pytest.mark.parametrize("words", ["no", "38.5", "101", "on 31/01/2026 at 12:30", "", "911"])
async def test_a_message_without_a_number_is_invalid(settings: Settings, words: str) -> None:
    database = settings(ROUTE)
    await report()
    assert await take(words) == {"state": "invalid"}
    assert stored(database).remarks == ()


async def test_the_clinics_own_number_is_no_number_to_call_back(settings: Settings) -> None:
    settings("phone:\n  daytime: '555-0100'\n  after_hours: '555-0199'\n" + ROUTE)
    await report()
    assert await take("I called 555 0100 and 555-0199") == {"state": "invalid"}
    assert (await take("I called 555 0100, mine is 555 0142"))["contact"] == "555 0142"


async def test_without_an_open_alert_nothing_is_stored(settings: Settings) -> None:
    database = settings(ROUTE)
    assert await take("555-0142") == {"state": "no_report"}
    assert not database.exists()
    await report()
    store = Store(f"sqlite:///{database}")
    resolve(store, stored(database).id, "Ann", "called her")
    assert await take("555-0142") == {"state": "no_report"}
    assert stored(database).contact is None


@pytest.mark.parametrize(
    "database",
    ["sqlite:////proc/none/alerts.db", "sqlite://", "mysql://nobody/alerts", "not an address"],
)
async def test_what_cannot_be_stored_is_not_called_taken(settings: Settings, database: str) -> None:
    settings(database=database)
    state = (await take("555-0142"))["state"]
    # Where no database file can be, there is no alert either.
    assert state == ("no_report" if database.startswith("sqlite:////") else "unsaved")


async def test_a_store_that_hangs_is_unsaved_within_the_budget(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings(ROUTE)
    released = threading.Event()
    monkeypatch.setattr("careteam.service.add_remark", lambda *_: released.wait(60))
    assert await take("555-0142") == {"state": "unsaved"}
    assert not released.is_set()
    released.set()


@pytest.mark.parametrize(
    "part", ["actions.action_take_contact.team", "careteam.service.add_remark"]
)
async def test_any_error_is_unsaved_and_nothing_said_stands_in_the_log(
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    part: str,
) -> None:
    settings(ROUTE)

    def fail(*_: Any) -> Any:
        raise RuntimeError("call me at 555-0142")

    monkeypatch.setattr(part, fail)
    caplog.set_level(logging.DEBUG)
    assert await take("call me at 555-0142") == {"state": "unsaved"}
    assert "555-0142" not in caplog.text
    assert caplog.text


async def test_an_odd_message_is_invalid(settings: Settings) -> None:
    settings(ROUTE)
    odd = tracker()
    odd.latest_message, odd.events = {"text": 7, "intent": "x", "metadata": []}, [None, {}]
    dispatcher = CollectingDispatcher()
    (event,) = await ActionTakeContact().run(dispatcher, odd, {})
    assert event["value"] == "invalid"
