"""Timers and levels as a pure function of the events, under any clock (ESC-7, H09, H30)."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careteam.advance import advance
from careteam.clock import to_text
from careteam.escalation import SKEW_ONCE_SEEN, Step, due_escalation, next_step
from careteam.outcome import State, outcome_of_record
from careteam.plan import Timers
from careteam.state import AlertState, Event
from tests.services.reports import report

NOON = datetime(2026, 1, 31, 12, 0, tzinfo=timezone.utc)
TIMERS = Timers()
TICK = timedelta(minutes=1)


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


class Alert:
    """One alert's events, and what a worker appends to them when it looks at a clock."""

    def __init__(self, at: datetime = NOON, **fields: Any) -> None:
        self.events: list[Event] = []
        self._state: AlertState | None = None
        self.reported(at, **fields)

    @property
    def state(self) -> AlertState:
        assert self._state is not None
        return self._state

    def add(self, kind: str, at: datetime, **payload: Any) -> None:
        self.events.append(Event("a1", to_text(at), kind, payload))
        self._state = advance(self._state, self.events[-1])

    def reported(self, at: datetime, told: bool = True, **fields: Any) -> None:
        number = len([event for event in self.events if event.payload.get("notice")]) + 1
        payload = {**report(**fields).to_payload(), "notice": number if told else None}
        self.add("reported", at, **payload)

    def look(self, now: datetime, timers: Timers = TIMERS, refused: bool = False) -> Step | None:
        step = due_escalation(self.state, self.events, now, timers, refused)
        if step is not None:
            self.add(step.kind, now, level=step.level, notice=self.state.notices + 1)
        return step

    def steps(self, *after: float) -> list[tuple[float, str, int]]:
        """Look at these minutes after noon; return what was told, when and how loudly."""
        told: list[tuple[float, str, int]] = []
        for minute in after:
            step = self.look(NOON + minutes(minute))
            if step is not None:
                told.append((minute, step.kind, step.level))
        return told


def test_until_a_person_acknowledges_it_is_told_again_and_gets_louder() -> None:
    assert Alert().steps(*range(0, 31)) == [
        (5, "unacked_timeout", 1),
        (10, "unacked_timeout", 2),
        (15, "unacked_timeout", 2),
        (20, "unacked_timeout", 3),
        (25, "unacked_timeout", 3),
        (30, "unacked_timeout", 3),
    ]


def test_nothing_is_told_before_its_time() -> None:
    assert Alert().steps(4.99) == []
    assert Alert().steps(5) != []


def test_an_acknowledgement_stops_it_and_half_an_hour_without_a_result_begins_again() -> None:
    alert = Alert()
    alert.steps(5, 10)
    alert.add("acknowledged", NOON + minutes(12), by="Ann")
    assert alert.state.level == 1
    assert alert.steps(*range(13, 42)) == []
    assert alert.steps(*range(42, 63)) == [
        (42, "unresolved_timeout", 1),
        (47, "unacked_timeout", 1),
        (52, "unacked_timeout", 2),
        (57, "unacked_timeout", 2),
        (62, "unacked_timeout", 3),
    ]
    alert.add("acknowledged", NOON + minutes(63), by="Ann")
    assert alert.steps(*range(64, 93)) == []
    assert alert.steps(93) == [(93, "unresolved_timeout", 1)]


def test_telling_again_neither_undoes_an_acknowledgement_nor_makes_one() -> None:
    alert = Alert()
    alert.steps(5, 10)
    assert (alert.state.status, alert.state.acknowledged_at) == ("open", None)
    alert.add("acknowledged", NOON + minutes(12), by="Ann")
    alert.steps(42, 47)
    assert alert.state.status == "acknowledged"
    assert outcome_of_record(alert.state, (), ("desk",)) is State.ACKNOWLEDGED


def test_a_resolved_alert_is_told_no_more() -> None:
    alert = Alert()
    alert.add("acknowledged", NOON + minutes(1), by="Ann")
    alert.add("resolved", NOON + minutes(2), by="Ann", reason="called")
    assert alert.steps(60, 24 * 60) == []


def test_an_alert_that_is_reopened_is_told_at_once_and_was_seen_all_the_same() -> None:
    alert = Alert()
    alert.add("acknowledged", NOON + minutes(1), by="Ann")
    alert.add("resolved", NOON + minutes(2), by="Ann", reason="called")
    alert.add("reopened", NOON + minutes(60), by="Ben")
    assert (alert.state.status, alert.state.resolved_at, alert.state.resolution) == (
        "open", None, None)  # fmt: skip
    assert alert.steps(60, 61, 64, 65, 70) == [
        (60, "unacked_timeout", 1),
        (65, "unacked_timeout", 1),
        (70, "unacked_timeout", 2),
    ]
    assert outcome_of_record(alert.state, (), ("desk",)) is State.ACKNOWLEDGED
    alert.reported(NOON + minutes(71))
    assert outcome_of_record(alert.state, (), ("desk",)) is not State.ACKNOWLEDGED


def test_an_acknowledged_alert_that_is_handed_back_is_told_at_once() -> None:
    alert = Alert()
    alert.add("acknowledged", NOON + minutes(1), by="Ann")
    alert.add("reopened", NOON + minutes(3), by="Ann")
    assert alert.steps(3, 7, 8) == [(3, "unacked_timeout", 1), (8, "unacked_timeout", 1)]


def test_a_test_is_told_once() -> None:
    assert Alert(test=True).steps(5, 10, 60) == []


def test_news_after_an_acknowledgement_begins_at_the_first_level() -> None:
    alert = Alert()
    alert.steps(5, 10, 15, 20)
    alert.add("acknowledged", NOON + minutes(21), by="Ann")
    alert.reported(NOON + minutes(22))
    assert alert.steps(*range(23, 33)) == [
        (27, "unacked_timeout", 1),
        (32, "unacked_timeout", 2),
    ]


def test_news_does_not_put_off_the_next_level() -> None:
    alert = Alert()
    for minute in (4, 8):
        alert.reported(NOON + minutes(minute))
    assert alert.steps(9, 10) == [(10, "unacked_timeout", 2)]


def test_deliveries_and_repeated_words_put_nothing_off() -> None:
    alert = Alert()
    alert.add("delivery", NOON + minutes(4), route="desk", notice=1, result="sent", detail="")
    alert.reported(NOON + minutes(4), told=False)
    assert alert.steps(5) == [(5, "unacked_timeout", 1)]


def test_a_worker_that_was_down_tells_once_at_the_level_reached_since() -> None:
    assert Alert().steps(60, 60.5, 64.9, 65) == [
        (60, "unacked_timeout", 3),
        (65, "unacked_timeout", 3),
    ]


def test_when_all_who_were_told_refuse_the_next_level_is_told_at_once() -> None:
    alert = Alert()
    step = alert.look(NOON + minutes(0.1), refused=True)
    assert step is not None
    assert step.level == 2
    assert alert.look(NOON + minutes(0.2)) is None


def test_the_clinics_own_times_count() -> None:
    timers = Timers(minutes(1), minutes(2), minutes(3), minutes(4))
    alert = Alert()
    levels = [alert.look(NOON + minutes(minute), timers) for minute in (1, 2, 3)]
    assert [step and step.level for step in levels] == [1, 2, 3]
    alert.add("acknowledged", NOON + minutes(3.5), by="Ann")
    assert alert.look(NOON + minutes(7.4), timers) is None
    assert alert.look(NOON + minutes(7.5), timers) is not None


def test_it_says_how_long_the_next_step_is_off() -> None:
    alert = Alert()
    step = next_step(alert.state, alert.events, NOON + minutes(2), TIMERS)
    assert step == Step("unacked_timeout", 1, minutes(3))
    early = Timers(renotify=minutes(60))
    step = next_step(alert.state, alert.events, NOON + minutes(2), early)
    assert step == Step("unacked_timeout", 1, minutes(8))


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("America/New_York", datetime(2026, 3, 8, 1, 50)),  # noqa: DTZ001 (clocks go forward)
        ("America/New_York", datetime(2026, 11, 1, 1, 50)),  # noqa: DTZ001 (and back)
        ("Europe/Berlin", datetime(2026, 3, 29, 1, 50)),  # noqa: DTZ001
        ("Europe/Berlin", datetime(2026, 10, 25, 2, 50)),  # noqa: DTZ001
    ],
)
def test_a_change_of_daylight_saving_time_changes_nothing(zone: str, day: datetime) -> None:
    started = day.replace(tzinfo=ZoneInfo(zone)).astimezone(timezone.utc)
    alert = Alert(started)
    told = []
    for minute in range(31):
        local = (started + minutes(minute)).astimezone(ZoneInfo(zone))
        step = alert.look(local)
        told += [(minute, step.level)] if step else []
    assert told == [(5, 1), (10, 2), (15, 2), (20, 3), (25, 3), (30, 3)]


def test_clocks_of_two_machines_that_differ_a_little_tell_once() -> None:
    alert = Alert()
    assert alert.look(NOON + minutes(5)) is not None
    for second in range(0, 60, 7):
        assert alert.look(NOON + minutes(5) - timedelta(seconds=second)) is None
    alert.add("acknowledged", NOON + minutes(9), by="Ann")
    for behind in range(6):
        assert alert.look(NOON + minutes(9 - behind)) is None


def test_a_clock_that_is_set_back_after_an_acknowledgement_does_not_end_the_watch() -> None:
    alert = Alert()
    alert.add("acknowledged", NOON, by="Ann")
    step = alert.look(NOON - timedelta(hours=6))
    assert step is not None
    assert step.kind == "unresolved_timeout"


@settings(max_examples=40, deadline=None)
@given(step_back=st.integers(2, 24 * 60), when=st.integers(0, 25))
def test_a_clock_that_is_set_back_silences_nothing(step_back: int, when: int) -> None:
    alert = Alert()
    gaps, last = [], 0.0
    for tick in range(120):
        true = tick / 2
        clock = NOON + minutes(true) - minutes(step_back if true >= when else 0)
        if alert.look(clock) is not None:
            gaps.append(true - last)
            last = true
    assert max(gaps) <= 2 * 5 + 1
    assert alert.state.level == 3


STEPS = st.lists(
    st.tuples(
        st.integers(1, 40),  # ticks until then
        st.sampled_from(["look", "look", "look", "clock", "down", "report", "acknowledge"]),
        st.integers(-180, 180),  # minutes by which the clock is stepped
    ),
    min_size=1,
    max_size=15,
)


@settings(max_examples=40, deadline=None)
@given(STEPS, st.integers(1, 3))
def test_whatever_happens_no_step_is_lost_doubled_or_takes_an_alert_away(
    happenings: list[tuple[int, str, int]], workers: int
) -> None:
    alert = Alert()
    true, offset = NOON, timedelta(0)
    for ticks, what, shift in happenings:
        for _ in range(ticks):
            true += TICK
            if what == "down":
                continue
            looks = [alert.look(true + offset) for _ in range(workers)]
            assert sum(step is not None for step in looks) <= 1  # however many look at once
        if what == "clock":
            offset += minutes(shift)
        elif what == "report":
            alert.reported(true + offset)
        elif what == "acknowledge":
            alert.add("acknowledged", true + offset, by="Ann")
    assert alert.state.status in {"open", "acknowledged"}
    numbers = [event.payload["notice"] for event in alert.events if event.kind != "acknowledged"]
    assert numbers == sorted(set(numbers))
    # From here on nothing moves the clock: one wait may be longer, and each ends in a telling.
    silent = TIMERS.unresolved if alert.state.status == "acknowledged" else TIMERS.renotify
    before = alert.state.notices
    ends = true + silent + SKEW_ONCE_SEEN + TICK
    while true < ends:
        true += TICK
        alert.look(true + offset)
    assert alert.state.notices > before


@given(st.lists(st.integers(1, 600), min_size=1, max_size=60))
def test_with_a_steady_clock_two_tellings_are_never_closer_than_the_timer(
    waits: list[int],
) -> None:
    alert, now = Alert(), NOON
    told = [now]
    for seconds in waits:
        now += timedelta(seconds=seconds)
        level = alert.state.level
        if alert.look(now) is not None and alert.state.level == level:
            assert now - told[-1] >= TIMERS.renotify
        if alert.state.last_notice_at == to_text(now):
            told.append(now)
