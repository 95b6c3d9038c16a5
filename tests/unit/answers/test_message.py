"""For whom somebody writes, as it stands after what was said before (TXT-12)."""

from __future__ import annotations

from typing import Any

import pytest
from rasa.shared.core.events import SessionStarted, UserUttered

from bot.answers.message import LatestMessage

SIGN_OF_A_RELATIVE = {"experiencer": "relative", "assertion": "present"}
CARER = {"reporter": "caregiver"}
ME = {"reporter": "self"}
IT_IS_ME = {"patient": "writer"}
MY_WIFE = {"reporter": "caregiver", "patient": "other"}


def said(intent: str = "ask_causes", **verdict: Any) -> UserUttered:
    return UserUttered("as typed", {"name": intent}, parse_data={"verdict": verdict})


@pytest.mark.parametrize(
    ("messages", "reporter"),
    [
        ([said()], "unknown"),
        ([said(**CARER)], "caregiver"),
        ([said(**CARER), said()], "caregiver"),
        ([said(**CARER), said(**ME)], "self"),
        ([said(**IT_IS_ME)], "self"),
        # A relative is only mentioned by whoever said to be the patient.
        ([said(**IT_IS_ME), said(**CARER), said()], "self"),
        ([said(**IT_IS_ME), said(**MY_WIFE), said()], "caregiver"),
        ([said(**IT_IS_ME), said(**CARER, findings=[SIGN_OF_A_RELATIVE])], "caregiver"),
        ([said(**MY_WIFE), said(**IT_IS_ME)], "self"),
        # Who is ill near the patient is not the patient.
        ([said("report_contact", **CARER)], "unknown"),
        ([said(**ME), said("ask_prevention_sick_visitors", **CARER)], "self"),
        ([said(**IT_IS_ME), said("correct_person", **CARER)], "caregiver"),
        ([said("correct_person")], "caregiver"),
        ([said("correct_person", **IT_IS_ME)], "self"),
        # Another visit begins anew.
        ([said(**CARER), SessionStarted(), said()], "unknown"),
    ],
)
def test_who_is_spoken_of(messages: list[Any], reporter: str) -> None:
    assert LatestMessage.in_conversation(messages).reporter == reporter
