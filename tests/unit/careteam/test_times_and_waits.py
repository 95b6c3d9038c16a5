"""Times are UTC text of fixed width; waits rise, spread, and end at five minutes."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careteam.clock import from_text, to_text
from careteam.retry import JITTER, STEPS_SECONDS, wait_seconds

MOMENTS = st.datetimes(
    min_value=datetime(2000, 1, 1),  # noqa: DTZ001
    max_value=datetime(2100, 1, 1),  # noqa: DTZ001
    timezones=st.just(timezone.utc),
)


@given(MOMENTS)
def test_a_time_survives_being_written(moment: datetime) -> None:
    assert from_text(to_text(moment)) == moment


@given(MOMENTS, MOMENTS)
def test_written_times_sort_as_times(one: datetime, other: datetime) -> None:
    assert (to_text(one) < to_text(other)) == (one < other)


def test_other_zones_become_utc() -> None:
    eastern = timezone(timedelta(hours=-5))
    assert to_text(datetime(2026, 1, 31, 7, tzinfo=eastern)) == "2026-01-31T12:00:00.000000Z"
    assert from_text("2026-01-31T07:00:00-05:00") == from_text("2026-01-31T12:00:00Z")


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        to_text(datetime(2026, 1, 31))  # noqa: DTZ001
    with pytest.raises(ValueError, match="zone"):
        from_text("2026-01-31T12:00:00")


@given(st.integers(min_value=0, max_value=10_000))
def test_waits_follow_the_steps_and_are_spread(attempts: int) -> None:
    step = STEPS_SECONDS[min(max(attempts, 1), len(STEPS_SECONDS)) - 1]
    assert step * (1 - JITTER) <= wait_seconds(attempts) <= step * (1 + JITTER)


def test_a_receivers_wish_is_met_within_reason() -> None:
    assert wait_seconds(1, 90) == 90
    assert wait_seconds(1, 1e9) == STEPS_SECONDS[-1]
