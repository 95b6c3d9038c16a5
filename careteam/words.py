"""From what is true to what is said: the only place that chooses a response (TXT-5)."""

from __future__ import annotations

from careteam.outcome import Outcome, State

SENT = "utter_alert_sent"  # S-SENT
UNSURE = "utter_alert_unsure"  # S-UNSURE
FAILED = "utter_alert_failed"  # S-FAIL
NONE = "utter_alert_none"  # S-NONE
ACKNOWLEDGED = "utter_alert_acknowledged"  # S-ACK
NOT_ACKNOWLEDGED = "utter_alert_not_acknowledged"  # S-NOACK
REPEAT = "utter_alert_repeat"  # S-REPEAT
NOTED = "utter_alert_noted"  # later words that take nothing back were added
NO_REPORT = "utter_alert_no_report"  # nothing was reported in this conversation

_AFTER_REPORT = {
    State.NOT_CONFIGURED: NONE,
    State.SENT: SENT,
    State.UNSURE: UNSURE,
    State.FAILED: FAILED,
    # Only for a message said again by a retry, after a person has seen it: news reopens.
    State.ACKNOWLEDGED: ACKNOWLEDGED,
}

_WHEN_ASKED = {
    State.NOT_CONFIGURED: NONE,
    State.SENT: NOT_ACKNOWLEDGED,
    State.UNSURE: UNSURE,
    State.FAILED: FAILED,
    State.ACKNOWLEDGED: ACKNOWLEDGED,
}


def words_after_report(outcome: Outcome) -> str:
    """Return the response for a report that was just made."""
    if outcome.added and outcome.state is State.SENT:
        return REPEAT
    return _AFTER_REPORT[outcome.state]


def words_when_asked(outcome: Outcome | None) -> str:
    """Return the response for "have you told them, has anybody seen it?"; None: no alert."""
    return NO_REPORT if outcome is None else _WHEN_ASKED[outcome.state]
