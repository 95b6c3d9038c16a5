"""Whatever happens between receiving and answering: one alert, flagged late where it is late.

ESC-1, ESC-2, ESC-3, H08, H37. The server is a process of its own, killed by `kill -9` at one step,
and begun again; the stores are real, and what fails in them does.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from sqlalchemy import event

from benchmarks.chaos.databases import start_postgres, stop_postgres
from careteam.alerts import raise_alert
from careteam.records import list_alerts
from careteam.store import Store, StoreUnavailable
from tests.server import new_sender
from tests.services.reborn import Reborn, reborn
from tests.services.receiver import Receiver
from tests.services.reports import report
from tests.services.test_server_faults import eventually

CALL = "Please call your doctor right away"
UNSURE = "I could not tell if my message reached your care team"
TEXT = "my temp is 39.2 and i am shivering"

IN_TIME, LATE = False, True
STEPS = {
    "the message was written down": ("bot.inbox:Inbox.receive", "killed after", LATE),
    "it was understood": ("bot.inbox:Inbox.understood", "killed before", LATE),
    "what is owed was written down": ("bot.inbox:Inbox.understood", "killed after", LATE),
    "the advice was given": ("bot.output:SafeOutput.send_response", "killed after", LATE),
    "the alert is about to be stored": ("careteam.service:raise_alert", "killed before", LATE),
    "the alert was stored": ("careteam.service:raise_alert", "killed after", IN_TIME),
    "it is about to be sent": ("careteam.delivery:_attempt", "killed before", IN_TIME),
    "it was sent and not recorded": ("careteam.ledger:Ledger.add", "killed before", IN_TIME),
    "the action has answered": ("bot.inbox:Inbox.alert", "killed before", IN_TIME),
    "the alert is known to be raised": ("bot.inbox:Inbox.alert", "killed after", IN_TIME),
    "the person is about to be answered": ("bot.inbox:Inbox.close", "killed before", IN_TIME),
    "the turn is over": ("bot.inbox:Inbox.close", "killed after", IN_TIME),
}


@pytest.fixture(scope="module")
def nia(trained_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reborn]:
    folder = tmp_path_factory.mktemp("reborn")
    sink = Receiver()
    clinic = folder / "clinic.yml"
    clinic.write_text(f"alerts: {{routes: [{{name: desk, url: '{sink.url}'}}]}}\n")
    with reborn(folder, NIA_CLINIC_FILE=str(clinic), NIA_ACTION_TIMEOUT="3") as server:
        yield server
    sink.close()


@pytest.fixture
def fresh(nia: Reborn) -> Iterator[Reborn]:
    """The server without any message of an earlier test."""
    for path in nia.nia.data.glob("*.db*"):
        path.unlink()
    yield nia
    nia.end()


def alerts(url: str, sender: str) -> list[dict[str, Any]]:
    found = [one.state for one in list_alerts(Store(url)) if one.state.conversation_id == sender]
    return [{"late": one.late, "reports": one.reports, "said": one.messages} for one in found]


def owes(nia: Reborn) -> bool:
    path = nia.nia.data / "inbox.db"
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as connection:
        query = "SELECT 1 FROM messages WHERE alert = 'owed' OR closed_at IS NULL"
        return connection.execute(query).fetchone() is not None


def settled(nia: Reborn, url: str, sender: str, late: bool) -> None:
    """Begin again without a fault, wait for what is owed, and look for the one alert."""
    nia.begin(NIA_ALERTS_DB_URL=url)
    eventually(lambda: not owes(nia))
    nia.end()
    assert alerts(url, sender) == [{"late": late, "reports": 1, "said": (TEXT,)}]


@pytest.mark.parametrize("step", STEPS)
def test_a_server_killed_at_any_step_leaves_one_alert(
    fresh: Reborn, tmp_path: Path, step: str
) -> None:
    target, what, late = STEPS[step]
    sender, url = new_sender(), f"sqlite:///{tmp_path / 'alerts.db'}"
    fresh.begin(target, what, NIA_ALERTS_DB_URL=url)
    fresh.armed.touch()
    with pytest.raises(requests.ConnectionError):
        fresh.nia.say(TEXT, sender)
    fresh.end()
    settled(fresh, url, sender, late)


@pytest.mark.parametrize(
    ("target", "what"),
    [
        ("actions.action_escalate:_report", "raises"),
        ("actions.action_escalate:_report", "hangs"),
        ("careteam.service:raise_alert", "raises"),
        ("careteam.service:raise_alert", "hangs"),
        ("bot.inbox:Inbox.alert", "raises"),
    ],
)
def test_an_action_that_raises_or_hangs_costs_neither_the_advice_nor_the_alert(
    fresh: Reborn, tmp_path: Path, target: str, what: str
) -> None:
    sender, url = new_sender(), f"sqlite:///{tmp_path / 'alerts.db'}"
    fresh.begin(target, what, NIA_ALERTS_DB_URL=url)
    fresh.armed.touch()
    replies = fresh.nia.say(TEXT, sender)
    assert replies[0].startswith(CALL)
    stored_in_time = "Inbox" in target
    assert replies[1].startswith(UNSURE) is not stored_in_time
    fresh.end()
    settled(fresh, url, sender, late=not stored_in_time)


def test_a_channel_that_raises_while_sending_costs_no_alert(fresh: Reborn, tmp_path: Path) -> None:
    sender, url = new_sender(), f"sqlite:///{tmp_path / 'alerts.db'}"
    sends = "rasa.core.channels.channel:CollectingOutputChannel.send_response"
    fresh.begin(sends, "raises", NIA_ALERTS_DB_URL=url)
    fresh.armed.touch()
    assert fresh.nia.say(TEXT, sender) == []
    assert alerts(url, sender) == [{"late": IN_TIME, "reports": 1, "said": (TEXT,)}]
    fresh.end()
    settled(fresh, url, sender, IN_TIME)


def test_a_read_only_store_costs_no_alert(fresh: Reborn, tmp_path: Path) -> None:
    path, sender = tmp_path / "alerts.db", new_sender()
    url = f"sqlite:///{path}"
    Store(url).prepare()
    read_only = f"sqlite:///file:{path}?mode=ro&uri=true"
    costs_nothing(fresh, sender, NIA_ALERTS_DB_URL=read_only)
    settled(fresh, url, sender, LATE)


def test_a_full_store_costs_no_alert(fresh: Reborn, tmp_path: Path) -> None:
    path, sender = tmp_path / "alerts.db", new_sender()
    url = f"sqlite:///{path}"
    fill(Store(url))
    fresh.begin("careteam.engines:_see_that_it_is_the_file", "full", NIA_ALERTS_DB_URL=url)
    fresh.armed.touch()
    told_the_advice_only(fresh, sender)
    fresh.end()
    settled(fresh, url, sender, LATE)


def test_a_postgresql_that_is_down_costs_no_alert(
    fresh: Reborn, postgres_server: Any, postgres_database: str
) -> None:
    sender = new_sender()
    stop_postgres(postgres_server, "fast")
    try:
        costs_nothing(fresh, sender, NIA_ALERTS_DB_URL=postgres_database)
    finally:
        start_postgres(postgres_server)
    settled(fresh, postgres_database, sender, LATE)


def fill(store: Store) -> None:
    """Take all room that is left in the pages of a store."""
    store.prepare()

    def no_page_more(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("PRAGMA max_page_count=1")

    event.listen(store.engine, "connect", no_page_more)
    store.engine.dispose()
    with pytest.raises(StoreUnavailable, match="full"):
        raise_many(store)
    store.engine.dispose()


def raise_many(store: Store) -> None:
    for number in range(1_000):
        raise_alert(store, report(conversation_id=str(number)))


def costs_nothing(nia: Reborn, sender: str, **environ: str) -> None:
    nia.begin(**environ)
    told_the_advice_only(nia, sender)
    nia.end()


def told_the_advice_only(nia: Reborn, sender: str) -> None:
    replies = nia.nia.say(TEXT, sender)
    assert replies[0].startswith(CALL)
    assert replies[1].startswith(UNSURE)
