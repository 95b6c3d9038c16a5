"""Answers to "did this help?": counted by topic, of nobody in particular, never changed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timezone
from pathlib import Path

import pytest
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError

from careteam.cli import main
from careteam.feedback import Feedback, TopicCount, give, summary
from careteam.feedback_cli import table
from careteam.records import list_alerts
from careteam.store import Store, StoreUnavailable
from tests.services.conftest import (  # noqa: F401 (fixtures)
    postgres,
    postgres_database,
    postgres_server,
)
from tests.services.older_database import WORDS, make_older

NOON = datetime(2026, 1, 31, 12, tzinfo=timezone.utc)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "postgresql":
        return str(request.getfixturevalue("postgres_database"))
    return f"sqlite:///{tmp_path / 'alerts.db'}"


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    store = Store(url)
    yield store
    store.engine.dispose()


@pytest.fixture
def older(store: Store) -> Store:
    """A store whose database was made, and used, before there was feedback."""
    make_older(store, without=("feedback",))
    assert not has_feedback(store)
    return store


def has_feedback(store: Store) -> bool:
    with store.engine.connect() as connection:
        return bool(inspect(connection).has_table("feedback"))


def no(*topics: str) -> Feedback:
    return Feedback(False, topics, "rest")


def yes(*topics: str) -> Feedback:
    return Feedback(True, topics, "rest")


def test_an_answer_is_one_row_and_nothing_in_it_says_who_gave_it(store: Store) -> None:
    give(store, yes("ask_causes", "ask_risk"), NOON)
    with store.reading() as connection:
        (row,) = connection.execute(text("SELECT * FROM feedback")).mappings().all()
    assert dict(row) == {
        "seq": 1,
        "at": "2026-01-31T12:00:00.000000Z",
        "helped": 1,
        "topics": '["ask_causes", "ask_risk"]',
        "channel": "rest",
    }


def test_each_topic_is_counted_and_what_helped_least_comes_first(store: Store) -> None:
    for given in (
        yes("ask_risk", "ask_causes"),
        yes("ask_risk", "ask_signs"),
        no("ask_risk", "ask_severe"),
        no("ask_causes", "ask_severe"),
        no(),
    ):
        give(store, given, NOON)
    assert summary(store) == [
        TopicCount("ask_severe", 0, 2),
        TopicCount("ask_causes", 1, 1),
        TopicCount("ask_risk", 2, 1),
        TopicCount("ask_signs", 1, 0),
    ]


@pytest.mark.parametrize(
    "topic", ["", "I have a fever", "ask_causes\n", "555 0142", "ask_" + "x" * 80]
)
def test_a_topic_is_a_name_and_no_text(topic: str) -> None:
    with pytest.raises(ValueError, match="a name"):
        no(topic)


def test_a_topic_is_named_once() -> None:
    with pytest.raises(ValueError, match="once"):
        no("ask_risk", "ask_risk")


def test_a_time_without_a_zone_is_refused_and_nothing_is_stored(store: Store) -> None:
    with pytest.raises(ValueError, match="time zone"):
        give(store, no("ask_risk"), datetime(2026, 1, 31))  # noqa: DTZ001
    assert not store.exists


@pytest.mark.parametrize("channel", ["\x00 nul", "half \ud800 surrogate", "", "'; --"])
def test_any_channel_is_kept(store: Store, channel: str) -> None:
    give(store, Feedback(False, ("ask_risk",), channel), NOON)
    assert summary(store) == [TopicCount("ask_risk", 0, 1)]


def refused(store: Store, statement: str) -> None:
    with pytest.raises(DBAPIError), store.engine.begin() as connection:
        connection.execute(text(statement))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE feedback SET helped = 0",
        "DELETE FROM feedback",
        "INSERT INTO feedback (at, helped, topics, channel) VALUES ('', 2, '[]', '')",
    ],
)
def test_the_database_itself_refuses_to_change_it(store: Store, statement: str) -> None:
    give(store, yes("ask_risk"), NOON)
    refused(store, statement)
    assert summary(store) == [TopicCount("ask_risk", 1, 0)]


def test_it_is_neither_replaced_nor_emptied(store: Store) -> None:
    give(store, yes("ask_risk"), NOON)
    replacing = "INSERT OR REPLACE INTO feedback SELECT seq, at, 0, topics, channel FROM feedback"
    refused(store, replacing if store.kind == "sqlite" else "TRUNCATE feedback")
    assert summary(store) == [TopicCount("ask_risk", 1, 0)]


def test_a_database_of_an_older_version_gets_the_table_when_it_is_written(older: Store) -> None:
    give(older, no("ask_risk"), NOON)
    assert summary(older) == [TopicCount("ask_risk", 0, 1)]
    for statement in ("UPDATE feedback SET helped = 1", "DELETE FROM feedback"):
        refused(older, statement)
    # What it held is there, and guarded as before.
    assert [found.state.messages for found in list_alerts(older)] == [(WORDS,)]
    refused(older, "DELETE FROM alert_events")


def test_any_other_writing_makes_it_too(older: Store) -> None:
    with older.writing():
        pass
    assert has_feedback(older)


def test_looking_at_a_database_of_an_older_version_changes_nothing(older: Store) -> None:
    assert summary(older) == []
    assert not has_feedback(older)


def test_several_processes_may_meet_an_older_database_at_once(older: Store, url: str) -> None:
    stores = [Store(url) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda one: give(one, no("ask_risk"), NOON), stores * 3))
    assert summary(older) == [TopicCount("ask_risk", 0, 12)]
    for one in stores:
        one.engine.dispose()


def test_an_absent_database_holds_none_and_stays_absent(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path / 'none.db'}")
    assert summary(store) == []
    assert not store.exists


def test_a_database_that_cannot_be_used_is_the_stores_own_error(tmp_path: Path) -> None:
    (tmp_path / "letter.db").write_text("dear database " * 100)
    store = Store(f"sqlite:///{tmp_path / 'letter.db'}")
    with pytest.raises(StoreUnavailable):
        give(store, no("ask_risk"), NOON)
    with pytest.raises(StoreUnavailable):
        summary(store)


@pytest.fixture
def printed_from(store: Store, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setenv("NIA_ALERTS_DB_URL", url)
    monkeypatch.setenv("NIA_CLINIC_FILE", str(tmp_path / "clinic.yml"))
    return store


def test_the_counts_are_printed_as_a_table_and_as_json(
    printed_from: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    give(printed_from, yes("ask_signs_complete"), NOON)
    for _ in range(10):
        give(printed_from, no("ask_risk"), NOON)
    assert main(["feedback"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "TOPIC               HELPED  NOT HELPED",
        "ask_risk                 0          10",
        "ask_signs_complete       1           0",
    ]
    assert main(["feedback", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == [
        {"topic": "ask_risk", "helped": 0, "not_helped": 10},
        {"topic": "ask_signs_complete", "helped": 1, "not_helped": 0},
    ]


def test_without_feedback_that_is_said_and_nothing_is_made(
    printed_from: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["feedback"]) == 0
    assert main(["feedback", "--format", "json"]) == 0
    assert capsys.readouterr().out == "No feedback.\n[]\n"
    assert not printed_from.exists


def test_a_topic_cannot_steer_the_terminal() -> None:
    shown = table([TopicCount("\x1b[2J\u202e", 0, 1)])
    assert all(letter.isprintable() or letter == "\n" for letter in shown)
