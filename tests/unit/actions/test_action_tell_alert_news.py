"""action_tell_alert_news: at most one response, one slot, whatever happens; nothing is changed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.action_escalate import ActionEscalate
from actions.action_tell_alert_news import ActionTellAlertNews
from careteam.handling import acknowledge, resolve
from careteam.records import list_alerts
from careteam.store import Store
from tests.unit.actions.conftest import Settings
from tests.unit.actions.trackers import heard, tracker, verdict

ZONE = "phone: {time_zone: America/New_York}\n"
ROUTE = ZONE + "alerts:\n  routes:\n    - {kind: webhook, url: 'http://127.0.0.1:9/'}\n"


async def news() -> tuple[str, list[dict[str, Any]]]:
    dispatcher = CollectingDispatcher()
    (event,) = await ActionTellAlertNews().run(dispatcher, tracker(), {})
    assert event["name"] == "alert_news"
    return event["value"], dispatcher.messages


async def reported(settings: Settings) -> tuple[Store, str]:
    store = Store(f"sqlite:///{settings(ROUTE)}")
    said = tracker(heard("I have a fever", verdict()))
    await ActionEscalate().run(CollectingDispatcher(), said, {})
    (found,) = list_alerts(store)
    return store, found.state.id


async def test_without_an_alert_there_is_no_news(settings: Settings) -> None:
    settings()
    assert await news() == ("open", [])


async def test_while_nobody_has_answered_in_time_nothing_is_said(settings: Settings) -> None:
    await reported(settings)
    assert await news() == ("open", [])


async def test_an_acknowledgement_is_news_until_it_is_resolved_and_after(
    settings: Settings,
) -> None:
    store, alert_id = await reported(settings)
    acknowledge(store, alert_id, "ann")
    state, (said,) = await news()
    assert state == "open"
    assert (said["response"], said["key"]) == ("utter_alert_acknowledged", f"seen:{alert_id}:1")
    assert "UTC" not in said["time"]
    resolve(store, alert_id, "ann", "called her")
    state, again = await news()
    assert (state, again[0]["key"]) == ("over", said["key"])


async def test_a_store_that_cannot_be_read_is_no_news(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "broken.db").write_bytes(b"no database" * 500)
    settings(ROUTE, f"sqlite:///{tmp_path / 'broken.db'}")
    assert await news() == ("unknown", [])
