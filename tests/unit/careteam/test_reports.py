"""A report survives being stored, and refuses what a record must not hold."""

from __future__ import annotations

import json
from datetime import datetime, timezone
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careteam.report import Report

NOON = datetime(2026, 1, 31, 12, tzinfo=timezone.utc)
ANY_TEXT = st.text(st.characters())  # with NUL and half surrogates


def report(**fields: Any) -> Report:
    return Report(**{**dict.fromkeys(("conversation_id", "message_id", "channel"), "x"), **fields})


@given(message=ANY_TEXT, conversation=ANY_TEXT, contact=st.none() | ANY_TEXT)
def test_any_words_survive_being_stored(
    message: str, conversation: str, contact: str | None
) -> None:
    given_report = report(
        received_at=NOON,
        message=message,
        conversation_id=conversation,
        contact=contact,
        signs=("fever", "cough"),
        temperature_c=Decimal("38.0"),
    )
    stored = json.loads(json.dumps(given_report.to_payload()))
    assert Report.from_payload(stored) == given_report


def test_a_record_of_a_later_version_is_read() -> None:
    payload = {**report(received_at=NOON, message="m").to_payload(), "something new": 1}
    assert Report.from_payload(payload).message == "m"


@pytest.mark.parametrize(
    "fields",
    [
        {"received_at": NOON.replace(tzinfo=None), "message": "m"},
        {"received_at": NOON, "message": "m", "severity": "mild"},
    ],
)
def test_what_a_record_must_not_hold_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"time zone|severity"):
        report(**fields)


def test_keys_tell_conversations_and_messages_apart() -> None:
    one = report(received_at=NOON, message="m", conversation_id="a", message_id="bc")
    other = report(received_at=NOON, message="m", conversation_id="ab", message_id="c")
    assert one.dedup_key != other.dedup_key
    assert len(one.conversation_key) == 64
