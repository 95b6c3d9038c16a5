"""The shared phrases: with and without the clinic's settings, for patient and caregiver."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from bot.answers.phrases import Reporter, load_phrases
from clinic.settings import Clinic

NOON = datetime(2026, 3, 2, 17, tzinfo=timezone.utc)  # a Monday, 12:00 in New York
NIGHT = datetime(2026, 3, 3, 4, tzinfo=timezone.utc)
WEEK = dict.fromkeys(("monday", "tuesday", "wednesday", "thursday"), "08:00-17:00")
SET = Clinic(
    name="Oak Street Clinic",
    phone={
        "daytime": "555-0100",
        "after_hours": "555-0199",
        "time_zone": "America/New_York",
        "hours": {**WEEK, "friday": "08:00-12:00"},
    },
    region="US",
    privacy={"notice_url": "https://oak.example/privacy"},
    extra_lines={"alert_card": "Show your alert card."},
)


def said(clinic: Clinic, reporter: Reporter = "self", now: datetime = NOON) -> dict[str, str]:
    return load_phrases().variables(clinic, reporter, now)


@pytest.mark.parametrize(
    ("name", "known", "unknown"),
    [
        (
            "call_doctor",
            "Please call your doctor right away: 555-0100.",
            "Please call your doctor right away.",
        ),
        ("call_now", "Please call 555-0100 now.", "Please call your doctor now."),
        (
            "if_now",
            "If you have that now, call your doctor right away: 555-0100.",
            "If you have that now, call your doctor right away.",
        ),
        ("phone_sentence", "The number is 555-0100.", ""),
        ("phone", "555-0100", "your doctor"),
        ("emergency_call", "Call 911 now.", "Call your local emergency number now."),
        ("emergency_number", "911", "your local emergency number"),
        ("crisis_line", "Please call this crisis line now: 988.", "Please call a crisis line now."),
        ("clinic_name", "Oak Street Clinic", "your clinic"),
        ("privacy_notice", "The privacy notice is here: https://oak.example/privacy", ""),
        ("fever_level", "100.4 F (38 C)", "100.4 F (38 C)"),
    ],
)
def test_a_phrase_is_said_with_and_without_the_setting(name, known, unknown):
    assert said(SET)[name] == known
    assert said(Clinic())[name] == unknown


def test_a_caregiver_reads_about_somebody_else():
    variables = said(SET, "caregiver")
    assert variables["call_doctor"] == "Please call the doctor right away: 555-0100."
    assert variables["if_sign_starts"].startswith("If a sign starts, call the doctor")
    assert (variables["your_doctor"], variables["you_have"]) == ("their doctor", "they have")
    assert (variables["you"], variables["you_object"]) == ("they", "them")
    assert (variables["your"], variables["yours"]) == ("their", "theirs")


def test_a_caregiver_and_a_patient_have_the_same_variables():
    words = load_phrases().words_for
    assert words("caregiver").keys() == words("self").keys()


def test_a_caregiver_reads_of_their_clinic():
    assert said(Clinic(), "caregiver")["clinic_name"] == "their clinic"


def test_a_person_of_whom_nothing_is_known_is_spoken_to():
    assert said(SET, "unknown") == said(SET, "self")


def test_the_number_changes_with_the_hour():
    assert said(SET, now=NIGHT)["call_doctor"].endswith(" 555-0199.")


def test_the_contact_lines_name_both_numbers_and_the_hours():
    assert said(SET)["clinic_contact"].split("\n") == [
        "Call Oak Street Clinic at 555-0100.",
        "After hours, call 555-0199.",
        "These are the hours:",
        "Monday to Thursday: 8:00 am to 5:00 pm",
        "Friday: 8:00 am to noon",
        "Saturday to Sunday: closed",
    ]


def test_the_contact_lines_name_what_is_known():
    only_number = Clinic(phone={"daytime": "555-0100"})
    assert said(only_number)["clinic_contact"] == "Call your clinic at 555-0100."
    assert "not given a phone number" in said(Clinic())["clinic_contact"]


def test_extra_lines_are_variables():
    assert said(SET)["extra:alert_card"] == "Show your alert card."


@pytest.mark.parametrize("name", ["safety", "long_message"])
@pytest.mark.parametrize("clinic", [SET, Clinic()])
def test_the_fixed_texts_hold_the_call_advice(name, clinic):
    text = load_phrases().say(name, clinic, now=NOON)
    assert "call your doctor right away" in text
    assert ("555-0100" in text) == (clinic is SET)
