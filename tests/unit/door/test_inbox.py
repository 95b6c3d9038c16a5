"""The durable inbox (ESC-1, design decision 5)."""

import sqlite3
from pathlib import Path

import pytest

from bot.inbox import Inbox, Received, now

LATER = "9999-01-01T00:00:00.000+00:00"


def message(message_id: str = "m1", text: str = "i have a fever") -> Received:
    return Received(message_id, "anna", "rest", text, now())


@pytest.fixture
def inbox(tmp_path: Path) -> Inbox:
    return Inbox(tmp_path / "inbox.db")


def test_a_received_message_is_unsettled_until_it_is_closed(inbox: Inbox) -> None:
    assert inbox.receive(message())
    assert [found.text for found in inbox.unsettled(LATER)] == ["i have a fever"]
    inbox.close("m1", ["Please call your doctor right away."])
    assert inbox.unsettled(LATER) == []


def test_what_was_received_survives_another_process(tmp_path: Path) -> None:
    Inbox(tmp_path / "inbox.db").receive(message())
    assert [m.message_id for m in Inbox(tmp_path / "inbox.db").unsettled(LATER)] == ["m1"]


def test_an_answered_message_that_comes_again_is_a_duplicate(inbox: Inbox) -> None:
    inbox.receive(message())
    inbox.close("m1", ["ok"])
    assert inbox.receive(message()) is False


def test_a_message_whose_answer_was_never_finished_may_be_handled_again(inbox: Inbox) -> None:
    inbox.receive(message())
    assert inbox.receive(message()) is True


def test_what_the_reconciler_closed_without_an_answer_may_still_be_answered(inbox: Inbox) -> None:
    inbox.receive(message())
    inbox.close("m1", [])
    assert inbox.receive(message()) is True
    inbox.close("m1", ["Please call your doctor right away."])
    inbox.close("m1", [])
    assert inbox.receive(message()) is False


def test_a_conversation_is_forgotten_but_for_what_an_alert_needs(
    inbox: Inbox, tmp_path: Path
) -> None:
    for message_id, text in (("m1", "a xylophone"), ("m2", "a fever"), ("m3", "a trombone")):
        inbox.receive(message(message_id, text))
    inbox.close("m1", ["ok"])
    inbox.understood("m2", {}, owes_alert=True)
    inbox.close("m2", ["ok"])
    assert inbox.forget("anna") == 2
    assert [found.message_id for found in inbox.unsettled(LATER)] == ["m2", "m3"]
    stored = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"xylophone" not in stored
    assert inbox.forget("berta") == 0


def test_an_owed_alert_stays_unsettled_after_the_answer(inbox: Inbox) -> None:
    inbox.receive(message())
    inbox.understood("m1", {"text": "i have a fever"}, owes_alert=True)
    inbox.close("m1", ["Please call your doctor right away."])
    (found,) = inbox.unsettled(LATER)
    assert (found.alert, found.closed, found.parse_data) == (
        "owed",
        True,
        {"text": "i have a fever"},
    )
    inbox.alert("m1", raised=True)
    assert inbox.unsettled(LATER) == []


def test_a_raised_alert_is_never_owed_again(inbox: Inbox) -> None:
    inbox.receive(message())
    inbox.alert("m1", raised=True)
    inbox.alert("m1", raised=False)
    inbox.understood("m1", {}, owes_alert=True)
    inbox.close("m1", [])
    assert inbox.unsettled(LATER) == []


def test_an_alert_that_failed_without_a_verdict_is_owed(inbox: Inbox) -> None:
    inbox.receive(message(text="yes"))
    inbox.understood("m1", {}, owes_alert=False)
    inbox.alert("m1", raised=False)
    inbox.close("m1", ["Please call your doctor right away."])
    assert [found.alert for found in inbox.unsettled(LATER)] == ["owed"]


def test_messages_of_just_now_are_left_to_their_own_turn(inbox: Inbox) -> None:
    before = now()
    inbox.receive(message())
    assert inbox.unsettled(before) == []


def test_only_the_owner_may_read_the_file(inbox: Inbox, tmp_path: Path) -> None:
    inbox.receive(message())
    assert (tmp_path / "inbox.db").stat().st_mode & 0o077 == 0


def test_a_file_that_cannot_be_written_raises(tmp_path: Path) -> None:
    (tmp_path / "inbox.db").mkdir()
    with pytest.raises(sqlite3.Error):
        Inbox(tmp_path / "inbox.db").receive(message())
