"""TXT-5: the whole table from what is true to what is said."""

from __future__ import annotations

from itertools import product

import pytest

from careteam.outcome import Outcome, State
from careteam.words import words_after_report, words_when_asked

AFTER_REPORT = {
    (State.NOT_CONFIGURED, False): "utter_alert_none",
    (State.NOT_CONFIGURED, True): "utter_alert_none",
    (State.SENT, False): "utter_alert_sent",
    (State.SENT, True): "utter_alert_repeat",
    (State.UNSURE, False): "utter_alert_unsure",
    (State.UNSURE, True): "utter_alert_unsure",
    (State.FAILED, False): "utter_alert_failed",
    (State.FAILED, True): "utter_alert_failed",
    (State.ACKNOWLEDGED, False): "utter_alert_acknowledged",
    (State.ACKNOWLEDGED, True): "utter_alert_acknowledged",
}

WHEN_ASKED = {
    State.NOT_CONFIGURED: "utter_alert_none",
    State.SENT: "utter_alert_not_acknowledged",
    State.UNSURE: "utter_alert_unsure",
    State.FAILED: "utter_alert_failed",
    State.ACKNOWLEDGED: "utter_alert_acknowledged",
}


def test_the_tables_are_whole() -> None:
    assert set(AFTER_REPORT) == set(product(State, (False, True)))
    assert set(WHEN_ASKED) == set(State)


@pytest.mark.parametrize(("state", "added"), AFTER_REPORT)
def test_after_a_report_the_words_follow_the_state(state: State, added: bool) -> None:
    outcome = Outcome(state, added, "id", "2026-01-31T12:00:00.000000Z")
    assert words_after_report(outcome) == AFTER_REPORT[state, added]


@pytest.mark.parametrize("added", [False, True])
@pytest.mark.parametrize("state", State)
def test_when_asked_the_words_follow_the_state(state: State, added: bool) -> None:
    outcome = Outcome(state, added, "id", "2026-01-31T12:00:00.000000Z")
    assert words_when_asked(outcome) == WHEN_ASKED[state]


def test_without_an_alert_nothing_is_claimed_to_be_sent() -> None:
    assert words_when_asked(None) == "utter_alert_no_report"
