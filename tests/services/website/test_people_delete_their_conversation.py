"""'Delete my conversation': nothing that was said stays, except the care team's alert."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from rasa.core.lock_store import InMemoryLockStore
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.conversations import tracker_store
from bot.inbox import Inbox, Received, now
from bot.website_channel.erasing import Erasing
from tests.server import Nia
from tests.services.test_server_faults import eventually
from tests.services.website.page import Page, Stream

WORD = b"xylophone"


def files_with(word: bytes, folder: Path) -> list[str]:
    """The names of the assistant's own databases, with their logs, in which a word stands."""
    files = [path for path in folder.glob("*.db*") if not path.name.startswith("alerts")]
    return [path.name for path in files if word in path.read_bytes()]


def test_nothing_that_was_said_stays_in_any_file(
    page: Page, website: Nia, new_page: Callable[..., Page]
) -> None:
    other = new_page()
    other.ask("what is neutropenia?")
    for _ in range(3):
        page.ask(f"my {WORD.decode()} is red. can lupus cause neutropenia?")
    page.ask("i have a fever of 39 and a trombone")
    assert {"website.db", "conversations.db"} <= {
        name.removesuffix("-wal") for name in files_with(WORD, website.data)
    }
    with Stream(page) as tab:
        assert page.delete().status_code == 204
        tab.wait(lambda: ("gone", {}) in tab.names and tab.ended)
    eventually(lambda: files_with(WORD, website.data) == [])
    # On a machine that is so busy that the alert came late, its words are needed for a minute.
    eventually(lambda: files_with(b"trombone", website.data) == [], seconds=150)
    for answer in (page.post(text="hello"), page.delete(), page.request("GET", "/website/events")):
        assert (answer.status_code, answer.json()["error"]) == (401, "unknown_conversation")
    assert [alert for alert in website.alerts() if "trombone" in alert["message"]]
    assert other.ask("thanks")


def test_a_conversation_that_is_deleted_before_anything_is_said_is_over(page: Page) -> None:
    assert page.delete().status_code == 204
    assert page.post(text="hello").status_code == 401


def test_a_conversation_deleted_while_nia_answers_stays_deleted(page: Page, website: Nia) -> None:
    for _ in range(4):
        page.say(f"my {WORD.decode()} is red. what is neutropenia?")
    assert page.delete().status_code == 204
    eventually(lambda: files_with(WORD, website.data) == [])
    assert page.post(text="hello").status_code == 401


async def test_what_an_alert_still_needs_is_kept_until_it_is_raised(tmp_path: Path) -> None:
    inbox = Inbox(tmp_path / "inbox.db")
    trackers = tracker_store(f"sqlite:///{tmp_path / 'conversations.db'}")
    erasing = Erasing(trackers, InMemoryLockStore(), inbox)
    text = f"i have a fever and a {WORD.decode()}"
    await trackers.save(DialogueStateTracker.from_events("anna", [UserUttered(text)]))
    inbox.receive(Received("m1", "anna", "website", text, now()))
    inbox.understood("m1", {"text": text}, owes_alert=True)
    inbox.close("m1", ["Please call your doctor right away."])

    await erasing.erase("anna")
    assert await trackers.retrieve("anna") is None
    assert erasing.unfinished == {"anna"}
    assert [kept.text for kept in inbox.unsettled("9999")] == [text]

    inbox.alert("m1", raised=True)
    await erasing.again(["anna"])
    assert erasing.unfinished == set()
    assert files_with(WORD, tmp_path) == []
