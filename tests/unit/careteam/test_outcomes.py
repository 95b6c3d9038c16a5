"""What attempts and records come to: "no one knows" only where every route said a definite no."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careteam.outbox import Delivery
from careteam.outcome import State, outcome_of_attempts, outcome_of_record
from careteam.routes import Result
from careteam.state import AlertState

ALERT = AlertState("a", "c", "rest", "t", "t", "t", notices=1)
DUE = Delivery("d", "a", 1, "desk", "due", 1, False, False, "t", "unreached", None, "t")
RESULTS = st.lists(st.sampled_from([*Result, None]), min_size=1, max_size=4)


@given(RESULTS)
def test_failed_is_said_only_if_every_route_definitely_refused(results: list[Result]) -> None:
    state = outcome_of_attempts([str(n) for n in range(len(results))], results, [])
    definite = all(result in (Result.REFUSED, Result.UNREACHED) for result in results)
    assert (state is State.FAILED) == definite


@given(RESULTS)
def test_sent_is_said_only_if_a_route_accepted(results: list[Result]) -> None:
    state = outcome_of_attempts([str(n) for n in range(len(results))], results, [])
    assert (state is State.SENT) == (Result.SENT in results)


def test_a_route_that_was_not_tried_is_no_refusal() -> None:
    assert outcome_of_attempts(["a", "b"], [Result.REFUSED], []) is State.UNSURE
    assert outcome_of_attempts(["a"], [None], []) is State.UNSURE


def test_no_route_is_not_configured() -> None:
    assert outcome_of_attempts([], [], []) is State.NOT_CONFIGURED


@pytest.mark.parametrize(
    "earlier",
    [
        replace(DUE, status="sent"),
        replace(DUE, in_flight=True),
        replace(DUE, ever_unknown=True),
        replace(DUE, attempts=0),
    ],
)
def test_anything_earlier_that_may_have_arrived_rules_out_failed(earlier: Delivery) -> None:
    assert outcome_of_attempts(["desk"], [Result.REFUSED], [earlier]) is State.UNSURE
    assert outcome_of_attempts(["desk"], [Result.REFUSED], [DUE]) is State.FAILED


def test_acknowledged_needs_a_persons_acknowledgement() -> None:
    sent = replace(DUE, status="sent")
    assert outcome_of_record(ALERT, [sent], ["desk"]) is State.SENT
    seen = replace(ALERT, status="acknowledged", acknowledged_at="t", seen=True)
    assert outcome_of_record(seen, [], []) is State.ACKNOWLEDGED
    news_since = replace(seen, status="open", notices=2, seen=False)
    assert outcome_of_record(news_since, [sent], ["desk"]) is State.UNSURE


def test_a_record_is_judged_by_its_latest_notice() -> None:
    first, second = replace(DUE, status="sent"), replace(DUE, id="e", notice=2)
    assert outcome_of_record(replace(ALERT, notices=2), [first, second], ["desk"]) is State.UNSURE
    assert outcome_of_record(ALERT, [DUE], ["desk"]) is State.FAILED
    assert outcome_of_record(ALERT, [], []) is State.NOT_CONFIGURED
    assert outcome_of_record(ALERT, [], ["desk"]) is State.UNSURE
