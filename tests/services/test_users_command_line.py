"""`python -m careteam users`: who may open the inbox, from a terminal."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from careteam.cli import main
from careteam.clock import utc_now
from careteam.inbox import users
from careteam.inbox.audit import newest
from careteam.store import Store

LINK = re.compile(r"http://localhost:5080/start/(\S{22,})")


@pytest.fixture
def inbox_store(alerts_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setenv("NIA_ALERTS_DB_URL", alerts_url)
    monkeypatch.setenv("NIA_CLINIC_FILE", str(tmp_path / "clinic.yml"))
    return Store(alerts_url)


def said(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    capsys.readouterr()
    assert main(["users", *arguments]) == code
    printed = capsys.readouterr()
    return printed.out + printed.err


def test_before_anybody_has_an_account(
    inbox_store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    assert said(capsys) == "No accounts. Start the inbox: it prints a link to make the first one.\n"


def test_a_new_account_gets_a_link_that_differs_each_time(
    inbox_store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    first = LINK.search(said(capsys, "add", "Ann Lee", "--role", "sees"))
    again = LINK.search(said(capsys, "link", "ann lee"))
    assert first
    assert again
    assert first[1] != again[1]
    assert said(capsys, "list").split() == ["ann", "lee", "sees", "no", "password", "yet"]


def with_an_administrator(store: Store) -> None:
    with store.writing() as connection:
        boss = users.add(connection, "boss", "administers", utc_now())
        users.set_password(connection, boss.id, "kept hash")


def test_whoever_is_disabled_is_shown_so_and_let_in_again(
    inbox_store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    with_an_administrator(inbox_store)
    said(capsys, "add", "ann")
    assert said(capsys, "disable", "Ann") == "ann is disabled.\n"
    assert "disabled" in said(capsys)
    assert said(capsys, "enable", "ann") == "ann is enabled.\n"
    assert "disabled" not in said(capsys)


def test_what_cannot_be_done_is_said_in_a_sentence(
    inbox_store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    with_an_administrator(inbox_store)
    said(capsys, "add", "ann")
    assert said(capsys, "disable", "boss", code=1).startswith("Somebody must be left who")
    assert "ann" in said(capsys, "add", "ANN", code=1)
    assert said(capsys, "disable", "bob", code=1) == "There is no account bob.\n"


def test_the_audit_trail_holds_all_of_it(
    inbox_store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    with_an_administrator(inbox_store)
    said(capsys, "add", "ann")
    said(capsys, "disable", "ann")
    found = {(one.who, one.did, one.about) for one in newest(inbox_store, 10)}
    assert ("command line", "added account", "ann") in found
    assert ("command line", "account: disable", "ann") in found
