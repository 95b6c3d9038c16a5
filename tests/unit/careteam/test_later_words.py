"""What a patient is told later is true, and each thing is told once (TXT-5, section 3 rule 6)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from careteam.clock import to_text
from careteam.later_words import Later, LaterWord, later
from careteam.outcome import State, outcome_of_record
from careteam.words import ACKNOWLEDGED, NOT_ACKNOWLEDGED
from tests.unit.careteam.test_escalation import NOON, TICK, Alert, minutes

SEEN, WAITS = "seen:a1", "waits:a1"


def word(alert: Alert) -> LaterWord | None:
    return later(alert.events).word


def at(number: float) -> datetime:
    return NOON + minutes(number)


def test_nothing_is_told_before_the_first_timeout() -> None:
    alert = Alert()
    alert.steps(4)
    assert word(alert) is None
    assert not later(alert.events).is_over


def test_not_seen_is_told_once_however_often_the_care_team_is_told() -> None:
    alert = Alert()
    told = set()
    for minute in range(5, 31, 5):
        alert.steps(minute)
        told.add(word(alert))
    assert told == {LaterWord(NOT_ACKNOWLEDGED, f"{WAITS}:0")}


def test_seen_is_told_with_the_time_of_the_first_look() -> None:
    alert = Alert()
    alert.steps(5)
    alert.add("acknowledged", at(7), by="ann")
    seen = LaterWord(ACKNOWLEDGED, f"{SEEN}:1", to_text(at(7)))
    assert word(alert) == seen
    alert.add("acknowledged", at(9), by="bob")
    assert word(alert) == seen


def test_news_after_a_look_is_not_seen_until_somebody_looks_again() -> None:
    alert = Alert()
    alert.add("acknowledged", at(1), by="ann")
    alert.reported(at(2), message="worse")
    assert word(alert) is None
    alert.steps(8)
    assert word(alert) == LaterWord(NOT_ACKNOWLEDGED, f"{WAITS}:1")
    alert.add("acknowledged", at(9), by="ann")
    assert word(alert) == LaterWord(ACKNOWLEDGED, f"{SEEN}:2", to_text(at(9)))


def test_what_is_told_again_because_nobody_resolved_it_stays_seen() -> None:
    alert = Alert()
    alert.add("acknowledged", at(1), by="ann")
    alert.steps(40, 50)
    assert word(alert) == LaterWord(ACKNOWLEDGED, f"{SEEN}:1", to_text(at(1)))


def test_after_it_is_resolved_there_is_no_more_news() -> None:
    alert = Alert()
    alert.steps(5)
    alert.add("acknowledged", at(6), by="ann")
    alert.add("resolved", at(6), by="ann", reason="called")
    found = later(alert.events)
    assert found.is_over
    assert found.word == LaterWord(ACKNOWLEDGED, f"{SEEN}:1", to_text(at(6)))


def test_nobody_is_told_of_a_test() -> None:
    assert later(Alert(test=True).events) == Later(None, True)


def test_an_alert_that_is_not_stored_yet_may_still_come() -> None:
    assert later(()) == Later(None, False)


STEPS = st.sampled_from(["wait", "report", "acknowledge", "resolve", "reopen"])


@given(st.lists(STEPS, max_size=12))
def test_seen_is_said_exactly_when_the_record_says_so(steps: list[str]) -> None:
    alert = Alert()
    now, told = NOON, []
    for step in steps:
        now += 3 * TICK
        _take(alert, step, now)
        found = word(alert)
        is_seen = outcome_of_record(alert.state, [], ["desk"]) is State.ACKNOWLEDGED
        assert (found is not None and found.response == ACKNOWLEDGED) == is_seen
        if found is not None and found.response == NOT_ACKNOWLEDGED:
            assert alert.state.status == "open"
        told.append(found)
    by_key: dict[str, set[Any]] = {}
    for found in filter(None, told):
        by_key.setdefault(found.key, set()).add(found)
    assert all(len(same) == 1 for same in by_key.values())


def _take(alert: Alert, step: str, now: datetime) -> None:
    resolved = alert.state.status == "resolved"
    if step == "wait":
        alert.look(now)
    elif step == "reopen" and resolved:
        alert.add("reopened", now, by="ann", reason="again")
    elif resolved:
        return
    elif step == "report":
        alert.reported(now, message=f"news {now}")
    elif step == "acknowledge":
        alert.add("acknowledged", now, by="ann")
    elif step == "resolve":
        alert.add("acknowledged", now, by="ann")
        alert.add("resolved", now, by="ann", reason="done")
