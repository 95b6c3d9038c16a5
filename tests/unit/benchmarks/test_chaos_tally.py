"""The tally of a run under faults sees what it is there to see: each number that must be 0."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete

from benchmarks.chaos.house import MARK, House, note
from benchmarks.chaos.reporter import conversation_id, jobs, message_id, report_of
from benchmarks.chaos.tally import Tally, count
from careteam.alerts import raise_alert
from careteam.clock import utc_now
from careteam.handling import acknowledge
from careteam.records import append, latest_of_conversation
from careteam.schema import outbox
from careteam.store import Store

PEOPLE = 3


class Run:
    """A run in which all went well."""

    def __init__(self, folder: Path) -> None:
        self.house = House.build(folder, f"sqlite:///{folder / 'alerts.db'}", (1, 2))
        self.store = Store(self.house.url)
        self.people = PEOPLE
        for job in jobs(PEOPLE):
            self.report(*job)

    def report(self, person: int, number: int) -> None:
        raised = raise_alert(self.store, report_of(person, number), ["desk"])
        note(self.house.accepted, message_id(person, number))
        self.arrive(raised.alert_id, raised.alert.notices)

    def arrive(self, alert_id: str, notice: int, key: str | None = None, **more: Any) -> None:
        line = {
            "signed_at": int(utc_now().timestamp()),
            "place": 0,
            "how": "takes",
            "kept": True,
            "key": key or f"{alert_id}.{notice}",
            "body": json.dumps({"id": alert_id, "notice": notice}),
            **more,
        }
        with self.house.arrivals.open("a") as file:
            print(json.dumps(line), file=file)

    @property
    def alert_id(self) -> str:
        found = latest_of_conversation(self.store, conversation_id(1))
        assert found is not None
        return found.state.id

    def tally(self) -> Tally:
        return count(self.house, self.people, {})


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Run]:
    made = Run(tmp_path)
    yield made
    for log in made.house.logs.iterdir():
        log.unlink()  # a planted leak is not one of this run of the tests


def a_report_is_said_to_be_accepted_and_is_not_there(run: Run) -> None:
    note(run.house.accepted, message_id(run.people, 1))
    run.people += 1


def a_report_was_never_accepted(run: Run) -> None:
    lines = run.house.accepted.read_text().splitlines(keepends=True)
    run.house.accepted.write_text("".join(lines[1:]))


def nobody_was_told(run: Run) -> None:
    lines = run.house.arrivals.read_text().splitlines(keepends=True)
    run.house.arrivals.write_text("".join(line for line in lines if run.alert_id not in line))


def a_telling_came_under_two_keys(run: Run) -> None:
    run.arrive(run.alert_id, 1, "another key")


def a_telling_came_that_was_never_due(run: Run) -> None:
    run.arrive(run.alert_id, 7)


def nobody_acknowledged_and_it_is(run: Run) -> None:
    acknowledge(run.store, run.alert_id, "nurse-1-1")


def a_person_acknowledged(run: Run) -> None:
    note(run.house.seen, "intends", "nurse-1-1", run.alert_id)
    acknowledge(run.store, run.alert_id, "nurse-1-1")
    note(run.house.seen, "did", "nurse-1-1", run.alert_id, repr(utc_now().timestamp()))


def it_is_told_again_all_the_same(run: Run) -> None:
    a_person_acknowledged(run)
    with run.store.writing() as connection:
        what = {"level": 1, "notice": 2, "routes": ["desk"]}
        append(connection, run.alert_id, "unacked_timeout", what, utc_now())


def an_old_telling_comes_long_after(run: Run) -> None:
    a_person_acknowledged(run)
    later = utc_now() + timedelta(seconds=12)
    run.arrive(run.alert_id, 1, kept=False, signed_at=int(later.timestamp()))


def a_log_shows_who_it_is(run: Run) -> None:
    (run.house.logs / "worker-0.log").write_text(f"alert of {MARK}-1 failed\n")


def test_a_run_in_which_all_went_well_holds(run: Run) -> None:
    tally = run.tally()
    assert tally.holds, tally
    assert tally.numbers["reports made"] == tally.numbers["reports in the store"] == 4
    assert tally.numbers["alerts delivered at least once"] == PEOPLE
    with run.store.writing() as connection:
        connection.execute(delete(outbox))  # what a receiver got counts, not what is noted
    assert run.tally().holds


def test_what_a_person_does_holds(run: Run) -> None:
    a_person_acknowledged(run)
    assert run.tally().holds


@pytest.mark.parametrize(
    ("name", "happens"),
    [
        ("reports lost", a_report_is_said_to_be_accepted_and_is_not_there),
        ("reports not accepted", a_report_was_never_accepted),
        ("alerts nobody was told of", nobody_was_told),
        ("deliveries doubled at a receiver", a_telling_came_under_two_keys),
        ("deliveries that the record does not explain", a_telling_came_that_was_never_due),
        ("alerts acknowledged without a person", nobody_acknowledged_and_it_is),
        ("alerts told after an acknowledgement", it_is_told_again_all_the_same),
        ("alerts told after an acknowledgement", an_old_telling_comes_long_after),
        ("logs and messages with something personal", a_log_shows_who_it_is),
    ],
)
def test_each_number_that_must_be_0_can_be_another(
    run: Run, name: str, happens: Callable[[Run], None]
) -> None:
    happens(run)
    tally = run.tally()
    assert not tally.holds
    assert {each for each, number in tally.broken.items() if number} == {name}
