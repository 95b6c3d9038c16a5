"""`python -m bot purge`: what people said to the assistant goes, by age and by person (GOV-3)."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event, SessionStarted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

import bot.recent_tracker_store
from bot.__main__ import main
from bot.conversation_events.conversations import Conversations
from bot.conversation_events.database import Database
from bot.conversation_events.log import EventLog
from bot.conversation_events.messages import Messages
from bot.conversations import tracker_store
from bot.inbox import Inbox, Received
from bot.purge import removed
from bot.purge.purge import Purge
from bot.purge.schedule import EVERY_SECONDS, Schedule
from bot.purge.trackers import StoredTrackers
from bot.recent_tracker_store import RecentTrackerStore

NOW = datetime.now(timezone.utc)
LATER = "9999-01-01T00:00:00.000+00:00"


@dataclass
class World:
    """Everything that an assistant keeps, with people who spoke with it."""

    folder: Path
    url: str

    def __post_init__(self) -> None:
        self.inbox = Inbox(self.folder / "inbox.db")
        self.trackers: RecentTrackerStore = tracker_store(self.url)
        self.trackers.domain = Domain.empty()
        self.purge = Purge(self.inbox, StoredTrackers(self.url))

    def hear(self, who: str, text: str, *days_ago: float, alert: str = "none") -> None:
        """A session with a message for each of `days_ago`."""
        begun = (NOW - timedelta(days=days_ago[0])).timestamp()
        events: list[Event] = [
            ActionExecuted("action_session_start", timestamp=begun),
            SessionStarted(timestamp=begun),
        ]
        for days in days_ago:
            moment = NOW - timedelta(days=days)
            events.append(ActionExecuted("action_listen", timestamp=moment.timestamp()))
            events.append(UserUttered(text, timestamp=moment.timestamp()))
            self.receive(f"{who}-{text}-{days}", who, text, moment, alert)
        asyncio.run(self.trackers.save(DialogueStateTracker.from_events(who, events)))

    def receive(self, name: str, who: str, text: str, at: datetime, alert: str) -> None:
        message = Received(name, who, "sms", text, at.isoformat(timespec="milliseconds"))
        self.inbox.receive(message)
        self.inbox.understood(name, {"text": text}, owes_alert=alert != "none")
        if alert == "raised":
            self.inbox.alert(name, raised=True)
        self.inbox.close(name, ["ok"])

    def texts(self) -> set[tuple[str, str]]:
        """Who said what, in both databases; what differs between them is there with a ?."""
        found = set()
        with self.inbox.transaction() as connection:
            rows = connection.execute("SELECT conversation_id, text FROM messages").fetchall()
        found |= {(row["conversation_id"], row["text"]) for row in rows}
        for who in ("anna", "berta", "carl", "dora"):
            tracker = asyncio.run(self.trackers.retrieve_full_tracker(who))
            spoken = (
                [one for one in tracker.events if isinstance(one, UserUttered)] if tracker else []
            )
            there = {(who, str(one.text)) for one in spoken}
            assert there <= found or not found, there
            found |= there
        return found

    def files_with(self, word: str) -> list[str]:
        files = self.folder.glob("*.db*")
        found = [path.name for path in files if word.encode() in path.read_bytes()]
        return sorted({name.removesuffix("-wal") for name in found})


@pytest.fixture(params=["sqlite", "postgresql"])
def world(request: pytest.FixtureRequest, tmp_path: Path) -> World:
    url = f"sqlite:///{tmp_path / 'conversations.db'}"
    if request.param == "postgresql":
        url = str(request.getfixturevalue("postgres_database"))
    return World(tmp_path, url)


@pytest.fixture
def sqlite_world(tmp_path: Path) -> World:
    return World(tmp_path, f"sqlite:///{tmp_path / 'conversations.db'}")


def test_by_age_whole_sessions_and_answered_messages_go(world: World) -> None:
    world.hear("anna", "an old trombone", 40.02, 40)
    world.hear("anna", "a new flute", 2, 1)
    world.hear("berta", "an old harp", 31)
    world.hear("carl", "a session that goes on", 30.01, 29.99)
    before = NOW - timedelta(days=30)
    assert str(world.purge.aged(before, "Ann", dry_run=True)) == (
        "3 conversations: 4 messages of the inbox and 10 events"
    )
    found = world.purge.aged(before, "Ann")
    assert (found.conversations, found.messages) == ({"anna", "berta", "carl"}, 4)
    assert {said for _, said in world.texts()} == {"a new flute", "a session that goes on"}
    tracker = asyncio.run(world.trackers.retrieve_full_tracker("carl"))
    assert tracker is not None
    spoken = [one for one in tracker.events if isinstance(one, UserUttered)]
    assert len(spoken) == 2  # nothing is taken of a session that goes on
    assert world.files_with("trombone") == world.files_with("harp") == []
    assert world.purge.aged(before, "Ann").is_nothing
    (line,) = removed.read(world.inbox)
    assert (line.by, line.why, line.conversations, line.messages) == ("Ann", "age", 3, 4)


def test_what_an_alert_still_needs_stays_however_old_it_is(sqlite_world: World) -> None:
    world = sqlite_world
    world.hear("anna", "a fever that is owed", 99, alert="owed")
    world.hear("berta", "a fever that is raised", 99, alert="raised")
    world.inbox.receive(Received("m", "carl", "sms", "nobody answered", "2001-01-01T00:00:00.000"))
    world.purge.aged(NOW, "Ann")
    assert [kept.text for kept in world.inbox.unsettled(LATER)] == [
        "nobody answered",
        "a fever that is owed",
    ]
    with world.inbox.transaction() as connection:
        assert connection.execute("SELECT count(*) FROM messages").fetchone()[0] == 2


def test_one_person_is_forgotten_and_no_other(world: World) -> None:
    is_shared = world.url.startswith("postgresql")
    website = Database(world.url if is_shared else f"sqlite:///{world.folder / 'website.db'}")
    for who in ("anna", "berta"):
        world.hear(who, f"a trombone of {who}", 3, 2)
        Messages(website, holder="x").receive(who, "m1", f"a trombone of {who}", None)
    assert command(world, "--conversation", "anna", "--by", "Ann") == 0
    assert {who for who, _ in world.texts()} == {"berta"}
    # What the website has not answered yet keeps its words until it has.
    assert world.files_with("trombone of anna") == ([] if is_shared else ["website.db"])
    assert Conversations(website).is_deleted("anna")
    assert not Conversations(website).is_deleted("berta")
    assert EventLog(website).last_numbers(["berta"]) == {"berta": 1}
    (line,) = removed.read(world.inbox)
    assert (line.by, line.why, line.conversations, line.messages) == ("Ann", "person", 1, 2)
    assert "anna" not in repr(line)
    website.close()


def test_the_command_says_what_it_does_and_what_stays(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    world.hear("anna", "an old harp", 12)
    world.hear("anna", "a fever", 1, alert="owed")
    assert command(world, "--dry-run") == 0
    out = capsys.readouterr().out
    assert out == "Would remove 1 conversations: 1 messages of the inbox and 4 events.\n"
    assert command(world, "--older-than", "20") == 0
    assert capsys.readouterr().out.startswith("Removed 0 conversations")
    assert command(world) == 0  # privacy.retention_days is 10
    assert capsys.readouterr().out.startswith("Removed 1 conversations: 1 messages")
    assert command(world, "--conversation", "anna") == 1
    told = capsys.readouterr()
    assert told.out.startswith("Removed 1 conversations: 0 messages of the inbox and 4 events")
    assert "1 messages stay" in told.err
    world.inbox.alert("anna-a fever-1", raised=True)
    assert command(world, "--conversation", "anna") == 0
    assert command(world, "--record") == 0
    printed = capsys.readouterr().out.split("\n", 1)[1]
    assert [one["why"] for one in json.loads(printed)] == ["age", "person", "person"]
    assert "anna" not in printed


def test_where_nothing_is_kept_nothing_is_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    world = World.__new__(World)
    world.folder, world.url = tmp_path, f"sqlite:///{tmp_path / 'conversations.db'}"
    assert command(world, "--older-than", "0") == 0
    assert capsys.readouterr().out.startswith("Removed 0 conversations")
    assert not (tmp_path / "conversations.db").exists()
    assert not (tmp_path / "website.db").exists()


def test_a_database_that_cannot_be_used_is_said_in_a_sentence(
    sqlite_world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = replace(sqlite_world)
    (broken.folder / "conversations.db").write_text("no database " * 200)
    assert command(broken, "--older-than", "0") == 1
    assert "a database cannot be used" in capsys.readouterr().err


def test_nobody_changes_the_record(sqlite_world: World) -> None:
    sqlite_world.hear("anna", "words", 99)
    sqlite_world.purge.aged(NOW, "Ann")
    for statement in ("DELETE FROM removals", "UPDATE removals SET by = 'Bob'"):
        with (
            pytest.raises(sqlite3.IntegrityError, match="append-only"),
            sqlite_world.inbox.transaction() as connection,
        ):
            connection.execute(statement)


def test_the_server_removes_what_is_too_old_unless_its_clock_was_set(sqlite_world: World) -> None:
    world, seconds = sqlite_world, [0.0]
    schedule = Schedule(world.purge, timedelta(days=30), lambda: seconds[0])
    world.hear("anna", "words", 29.99)

    def look(after_days: float, set_by_days: float = 0) -> int:
        seconds[0] += after_days * 86_400
        at = NOW + timedelta(seconds=seconds[0]) + timedelta(days=set_by_days)
        schedule.run(at)
        return len(world.texts())

    assert look(0) == 1
    assert look(0, set_by_days=99) == 1
    assert look(0) == 1
    assert look(EVERY_SECONDS / 86_400) == 0
    assert [line.by for line in removed.read(world.inbox)] == ["retention"]


def test_rows_that_came_in_the_place_of_removed_ones_reach_nobody_else(
    sqlite_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = sqlite_world
    monkeypatch.setattr(bot.recent_tracker_store, "MOST_EVENTS", 4)
    world.hear("anna", "mine", 1, 1, 1, 1, 1)
    asyncio.run(world.trackers.retrieve("anna"))
    world.purge.conversation("anna", "Ann")  # as another process would
    world.hear("berta", "a secret", 1, 1, 1, 1, 1)
    world.hear("anna", "mine again", 1, 1, 1, 1, 1)
    tracker = asyncio.run(world.trackers.retrieve("anna"))
    assert tracker is not None
    spoken = {one.text for one in tracker.events if isinstance(one, UserUttered)}
    assert spoken == {"mine again"}


def command(world: World, *options: str) -> int:
    (world.folder / "clinic.yml").write_text("privacy: {retention_days: 10}\n")
    settings = {
        "NIA_DATA_DIR": str(world.folder),
        "NIA_TRACKER_DB_URL": world.url,
        "NIA_CLINIC_FILE": str(world.folder / "clinic.yml"),
    }
    with pytest.MonkeyPatch.context() as patch:
        for name, value in settings.items():
            patch.setenv(name, value)
        return main(["purge", *options])
