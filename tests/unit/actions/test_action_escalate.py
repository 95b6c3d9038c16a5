"""action_escalate: one alert, one true sentence, one slot, whatever happens."""

from __future__ import annotations

import json
import logging
import threading
from pathlib import Path
from typing import Any

import pytest
from rasa_sdk.executor import CollectingDispatcher

from actions import team as team_module
from actions.action_alert_status import ActionAlertStatus, clock_time
from actions.action_escalate import ActionEscalate
from careteam.clock import from_text
from careteam.handling import acknowledge
from careteam.records import list_alerts
from careteam.service import CareTeam
from careteam.store import Store
from tests.unit.actions.conftest import Settings
from tests.unit.actions.trackers import heard, tracker, verdict


async def run(action: Any, said: Any) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    dispatcher = CollectingDispatcher()
    events = await action.run(dispatcher, said, {})
    (message,) = dispatcher.messages
    return message, events


async def escalate(said: Any) -> tuple[str, str]:
    message, events = await run(ActionEscalate(), said)
    (event,) = events
    assert (event["event"], event["name"]) == ("slot", "alert_state")
    return message["response"], event["value"]


async def test_a_report_is_stored_and_answered_truthfully(settings: Settings) -> None:
    database = settings()
    said = tracker(heard("I have a fever", verdict()))
    assert await escalate(said) == ("utter_alert_none", "not_configured")
    (found,) = list_alerts(Store(f"sqlite:///{database}"))
    assert found.state.messages == ("I have a fever",)


async def test_the_same_message_again_adds_nothing(settings: Settings) -> None:
    database = settings()
    said = tracker(heard("I have a fever", verdict()))
    await escalate(said)
    await escalate(said)
    assert list_alerts(Store(f"sqlite:///{database}"))[0].state.reports == 1


@pytest.mark.parametrize(
    "database",
    ["sqlite:////proc/none/alerts.db", "sqlite://", "mysql://nobody/alerts", "not an address"],
)
async def test_what_cannot_be_stored_is_owed_and_nothing_is_claimed(
    settings: Settings, database: str
) -> None:
    settings(database=database)
    said = tracker(heard("I have a fever", verdict()))
    assert await escalate(said) == ("utter_alert_unsure", "unsaved")


@pytest.mark.parametrize("fault", [RuntimeError("I have a fever"), OSError(28, "No space")])
async def test_any_error_is_owed_and_its_text_stays_out_of_the_log(
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    fault: Exception,
) -> None:
    settings()

    def fail(*_: Any) -> Any:
        raise fault

    monkeypatch.setattr("careteam.service.raise_alert", fail)
    caplog.set_level(logging.DEBUG)
    said = tracker(heard("I have a fever", verdict()))
    assert await escalate(said) == ("utter_alert_unsure", "unsaved")
    assert "I have a fever" not in caplog.text


async def test_a_store_that_hangs_is_owed_within_the_budget(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings()
    released = threading.Event()
    monkeypatch.setattr("careteam.service.raise_alert", lambda *_: released.wait(60))
    said = tracker(heard("I have a fever", verdict()))
    assert await escalate(said) == ("utter_alert_unsure", "unsaved")
    assert not released.is_set()
    released.set()


async def test_an_unusable_clinic_file_does_not_cost_the_alert(settings: Settings) -> None:
    database = settings("phone: [this is no phone")
    said = tracker(heard("I have a fever", verdict()))
    assert await escalate(said) == ("utter_alert_none", "not_configured")
    assert len(list_alerts(Store(f"sqlite:///{database}"))) == 1


async def test_a_number_among_the_words_is_the_number_to_call_back(settings: Settings) -> None:
    database = settings("region: US\nphone:\n  daytime: '555-0100'\n")
    words = "fever 39, I called 555-0100, call me at (919) 555 0148"
    await escalate(tracker(heard(words, verdict())))
    (found,) = list_alerts(Store(f"sqlite:///{database}"))
    assert (found.state.contact, found.state.contact_e164) == ("(919) 555 0148", "+19195550148")


async def test_the_clinics_own_number_calls_no_person_back(settings: Settings) -> None:
    database = settings("phone:\n  daytime: '555-0100'\n")
    await escalate(tracker(heard("fever, I called 555 0100 twice", verdict())))
    assert list_alerts(Store(f"sqlite:///{database}"))[0].state.contact is None


async def test_nothing_said_stands_in_the_log(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    settings("alerts:\n  routes:\n    - {kind: webhook, url: 'http://127.0.0.1:9/?key=hush'}\n")
    said = tracker(heard("my secret fever", verdict()), sender_id="person-77")
    assert await escalate(said) == ("utter_alert_failed", "failed")
    for personal in ("my secret fever", "person-77", "hush"):
        assert personal not in caplog.text


async def test_status_without_a_report_claims_nothing(settings: Settings) -> None:
    settings()
    message, events = await run(ActionAlertStatus(), tracker(heard("did you tell them?")))
    assert (message["response"], events) == ("utter_alert_no_report", [])


async def test_status_follows_the_store_and_names_the_time_at_the_clinic(
    settings: Settings,
) -> None:
    database = settings("phone:\n  daytime: '555-0100'\n  time_zone: America/New_York\n")
    await escalate(tracker(heard("I have a fever", verdict())))
    asks = tracker(heard("has anybody seen it?"))
    message, _ = await run(ActionAlertStatus(), asks)
    assert message["response"] == "utter_alert_none"
    store = Store(f"sqlite:///{database}")
    acknowledge(store, list_alerts(store)[0].state.id, "Ann")
    message, _ = await run(ActionAlertStatus(), asks)
    assert message["response"] == "utter_alert_acknowledged"
    assert len(message["time"]) == len("14:05")
    json.dumps(message)


async def test_status_of_a_store_that_cannot_be_read_is_unsure(
    settings: Settings, tmp_path: Path
) -> None:
    settings()
    (tmp_path / "alerts.db").write_text("not a database at all " * 50)
    message, _ = await run(ActionAlertStatus(), tracker(heard("did you tell them?")))
    assert message["response"] == "utter_alert_unsure"


def test_the_team_is_read_once_and_only_when_it_is_used(settings: Settings) -> None:
    database = settings()
    first = team_module.team()
    assert isinstance(first.care_team, CareTeam)
    assert first is team_module.team()
    assert first.budget_seconds < 2.0  # the server waits 2 s, and must not give up first
    assert not database.exists()


@pytest.mark.parametrize(("given", "share"), [(0.6, 0.6), (9.0, None), (0, None), ("soon", None)])
def test_an_action_takes_no_longer_than_it_is_waited_for(
    settings: Settings, given: object, share: float | None
) -> None:
    settings()
    team = team_module.team()
    said = tracker(heard("I have a fever", verdict(), metadata={team_module.SECONDS: given}))
    if share is None:
        assert team.seconds_for(said) == team.budget_seconds
    else:
        assert 0 < team.seconds_for(said) < share


@pytest.mark.parametrize(
    ("zone", "now", "told"),
    [
        ("America/New_York", "2026-01-31T20:00:00Z", "14:05"),
        (None, "2026-01-31T20:00:00Z", "19:05 UTC"),
        ("America/New_York", "2026-02-01T20:00:00Z", "14:05 on Jan 31"),
        ("America/New_York", "2026-02-01T04:00:00Z", "14:05"),
    ],
)
def test_a_time_is_told_as_the_clinic_reads_the_clock(
    zone: str | None, now: str, told: str
) -> None:
    assert clock_time("2026-01-31T19:05:00Z", zone, from_text(now)) == told
