"""The benchmark of the widgets fails when somebody on a slow phone has to wait."""

from __future__ import annotations

import pytest

from benchmarks.widgets.times import LIMIT_MS, Times


def test_a_second_is_quick_enough_for_each_wait() -> None:
    at_limit = float(LIMIT_MS)
    assert Times(at_limit, 5000, at_once=at_limit, later=at_limit).slow() == []
    assert Times(at_limit, 5000).slow() == []


@pytest.mark.parametrize(
    ("times", "wait"),
    [
        (Times(1001, 1001), "until the button is there: 1001 ms"),
        (Times(1, 1, at_once=1500), "from a press at once until one can type: 1500 ms"),
        (Times(1, 1, 1, later=1200), "from a press after a moment until one can type: 1200 ms"),
    ],
)
def test_a_longer_wait_is_named(times: Times, wait: str) -> None:
    assert times.slow() == [wait]
