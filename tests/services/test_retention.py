"""The worker removes what the clinic keeps no longer, and only that."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import pytest

from careteam import removal
from careteam.alerts import raise_alert
from careteam.handling import resolve
from careteam.records import list_alerts
from careteam.retention import Retention
from careteam.service import CareTeam
from careteam.store import Store
from tests.services.reports import NOON, report
from tests.services.test_alerts_are_purged import DAY, resolved


@dataclass
class Ticking:
    """A clock whose time goes by as time does."""

    at: datetime = NOON

    def seconds(self) -> float:
        return self.at.timestamp()


def test_the_worker_removes_what_the_clinic_keeps_no_longer(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("careteam.removal.AT_ONCE", 3)
    for number in range(4):
        made = raise_alert(store, report(conversation_id=f"c{number}"), (), NOON)
        resolve(store, made.alert_id, "Ann", "done", NOON)
    waits = raise_alert(store, report(conversation_id="waits"), (), NOON).alert_id
    clock = Ticking()
    retention = Retention(CareTeam(store, retention=30 * DAY), clock.seconds)
    clock.at += 29 * DAY
    assert [retention.run(clock.at) for _ in range(2)] == [0, 0]
    clock.at += 2 * DAY
    assert [retention.run(clock.at) for _ in range(3)] == [3, 1, 0]
    assert [one.state.id for one in list_alerts(store)] == [waits]
    assert {one.by for one in removal.removals(store)} == {"retention"}


def test_without_a_time_everything_is_kept(sqlite_store: Store) -> None:
    resolved(sqlite_store, "c1", "words")
    clock = Ticking(NOON + 3_000 * DAY)
    retention = Retention(CareTeam(sqlite_store), clock.seconds)
    assert [retention.run(clock.at) for _ in range(2)] == [0, 0]
    assert len(list_alerts(sqlite_store)) == 1


def test_a_clock_that_was_set_removes_nothing(sqlite_store: Store) -> None:
    resolved(sqlite_store, "c1", "words")
    clock = Ticking()
    retention = Retention(CareTeam(sqlite_store, retention=30 * DAY), clock.seconds)
    assert retention.run(clock.at) == 0
    assert retention.run(clock.at + 3_650 * DAY) == 0  # and nothing but the clock went on
    assert retention.run(clock.at) == 0  # set right again
    assert len(list_alerts(sqlite_store)) == 1
