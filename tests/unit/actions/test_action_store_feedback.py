"""action_store_feedback: a yes or a no, the topics it is about, and nothing of the person."""

from __future__ import annotations

import logging
import threading
import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy import text

from actions.action_store_feedback import ActionStoreFeedback, intents_of, topics_answered
from careteam.feedback import TopicCount, summary
from careteam.store import Store
from tests.unit.actions.conftest import Settings
from tests.unit.actions.trackers import heard, tracker

ROOT = Path(__file__).resolve().parents[3]
DOMAIN: dict[str, Any] = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
INTENTS = intents_of(DOMAIN)
RESPONSES = ROOT / "data" / "responses"
NEWS_AND_ADVICE = ("utter_alert_", "utter_report_", "utter_contact_")
STARTED = {"event": "session_started", "timestamp": 1769860000.0}
ANSWERS = ("utter_definition", "utter_causes", "utter_risk", "utter_did_this_help")


def did(*names: str | None) -> list[dict[str, Any]]:
    return [{"event": "action", "name": name, "timestamp": 1769860700.0} for name in names]


def session(words: str = "no", intent: Any = "deny", **fields: Any) -> Any:
    events = [STARTED, *did("action_listen", *ANSWERS, "action_listen")]
    return tracker(*events, heard(words, intent=intent, **fields), sender_id="+44 7700 900123")


async def store_answer(said: Any, domain: Any = DOMAIN) -> None:
    dispatcher = CollectingDispatcher()
    assert await ActionStoreFeedback().run(dispatcher, said, domain) == []
    assert dispatcher.messages == []


def kept(database: Path) -> list[dict[str, Any]]:
    with Store(f"sqlite:///{database}").reading() as connection:
        return [dict(row) for row in connection.execute(text("SELECT * FROM feedback")).mappings()]


@pytest.mark.parametrize(
    ("intent", "helped"),
    [("affirm", 1), ("thank", 1), ("deny", 0), ("ask_risk", 0), ("", 0), (None, 0)],
)
async def test_a_yes_or_thanks_is_helped_and_anything_else_is_not(
    settings: Settings, intent: Any, helped: int
) -> None:
    database = settings()
    await store_answer(session("as typed", intent))
    (row,) = kept(database)
    assert row["helped"] == helped
    assert row["topics"] == '["ask_definition", "ask_causes", "ask_risk"]'
    assert row["channel"] == "rest"


async def test_no_word_and_no_name_of_the_person_is_kept(settings: Settings) -> None:
    database = settings()
    await store_answer(session("no, my sister Ann asked", message_id="m-4711"))
    stored = b"".join(path.read_bytes() for path in database.parent.glob("alerts.db*"))
    for secret in (b"Ann", b"sister", b"900123", b"m-4711"):
        assert secret not in stored
    assert b"ask_causes" in stored


async def test_the_summary_is_what_was_said_to_nia(settings: Settings) -> None:
    database = settings()
    await store_answer(session())
    await store_answer(session("yes", "affirm"))
    found = summary(Store(f"sqlite:///{database}"))
    assert TopicCount("ask_causes", 1, 1) in found


def test_topics_of_an_earlier_session_do_not_count() -> None:
    events = [STARTED, *did("utter_causes", "utter_risk"), STARTED, *did("utter_signs")]
    assert topics_answered(events, INTENTS) == ("ask_signs",)


def test_each_topic_counts_once_in_the_order_of_the_first_answer() -> None:
    events = did("utter_risk", "utter_causes", "utter_risk")
    assert topics_answered(events, INTENTS) == ("ask_risk", "ask_causes")


def test_only_answers_to_questions_are_topics() -> None:
    """Of everything Nia can say: no greeting, no advice, no news of an alert, not the question."""
    files = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in RESPONSES.glob("*.yml")]
    responses = {name for file in files for name in file.get("responses", {})}
    answers = {name for name in responses if topics_answered(did(name), INTENTS)}
    assert {"utter_causes", "utter_sign_lookup", "utter_clinic_contact"} <= answers
    others = {"utter_did_this_help", "utter_helped", "utter_not_helped", "utter_greet"}
    others |= {name for name in responses if name.startswith(NEWS_AND_ADVICE)}
    assert others <= responses - answers


@pytest.mark.parametrize(
    "event",
    [None, "text", {}, {"event": "action"}, {"event": "bot", "name": "utter_causes"}, *did(None)],
)
def test_odd_events_are_passed_over(event: Any) -> None:
    assert topics_answered([event, *did("utter_risk")], INTENTS) == ("ask_risk",)


@pytest.mark.parametrize(
    ("domain", "intents"),
    [
        (
            {"intents": ["ask_risk", {"ask_causes": {"use_entities": []}}]},
            {"ask_risk", "ask_causes"},
        ),
        ({"intents": None}, set()),
        ({}, set()),
        (None, set()),
    ],
)
def test_intents_are_read_from_any_domain(domain: Any, intents: set[str]) -> None:
    assert intents_of(domain) - {""} == intents


async def test_without_a_domain_the_yes_or_no_is_kept_all_the_same(settings: Settings) -> None:
    database = settings()
    await store_answer(session(), {})
    (row,) = kept(database)
    assert (row["helped"], row["topics"]) == (0, "[]")


@pytest.mark.parametrize(
    ("database", "error"),
    [
        ("sqlite:////dev/null/alerts.db", "StoreUnavailable"),
        ("mysql://nobody/alerts", "EnvironmentFault"),
        ("not an address", "EnvironmentFault"),
    ],
)
async def test_what_cannot_be_stored_is_let_go(
    settings: Settings, caplog: pytest.LogCaptureFixture, database: str, error: str
) -> None:
    settings(database=database)
    await store_answer(session())
    assert [record.getMessage() for record in caplog.records] == [
        f"an answer to 'did this help?' is not stored: {error}"
    ]


async def test_a_store_that_hangs_holds_up_nobody(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NIA_ACTION_TIMEOUT", "0.5")
    settings()
    released = threading.Event()
    monkeypatch.setattr("actions.action_store_feedback.give", lambda *_: released.wait(60))
    began = time.monotonic()
    await store_answer(session())
    assert time.monotonic() - began < 0.5
    released.set()


@pytest.mark.parametrize("part", ["team", "heard", "give"])
async def test_any_error_is_let_go_and_only_its_name_stands_in_the_log(
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    part: str,
) -> None:
    settings()

    def fail(*_: Any) -> Any:
        raise RuntimeError("my sister asked")

    monkeypatch.setattr(f"actions.action_store_feedback.{part}", fail)
    caplog.set_level(logging.DEBUG)
    await store_answer(session("my sister asked"))
    assert "RuntimeError" in caplog.text
    assert "sister" not in caplog.text
