"""Which responses stand on an urgent card, and whom its button calls."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from bot.answers.response_generator import FIXED
from bot.checks.load import load_content
from bot.conversation_events.event import Button, Call
from bot.training import ROOT
from bot.website_channel.call_cards import call, call_cards, clinic_number, number_of
from bot.website_channel.output import said_by
from clinic.settings import Clinic

NIGHT = datetime(2026, 11, 24, 3, 0, tzinfo=timezone.utc)
NOON = datetime(2026, 11, 23, 17, 0, tzinfo=timezone.utc)
PHONE = {"daytime": "555-0100", "after_hours": "+1 555 0199"}
HOURS = {"hours": {"monday": "08:00-17:00"}, "time_zone": "America/New_York"}


def said(clinic: Clinic | None = None, **response: object) -> tuple[str, Call | None]:
    found = said_by({"text": "words", **response}, clinic or Clinic(phone=PHONE), "m1", NOON)
    assert found is not None
    return found.kind, found.call


def test_every_response_that_begins_with_a_call_is_a_card_and_no_other() -> None:
    begins = {
        "{call_doctor}": "clinic",
        "{emergency_call}": "emergency",
    }
    wanted = {
        text.name: whom
        for text in load_content(ROOT).responses
        for variable, whom in begins.items()
        if text.words.startswith(variable)
    }
    assert call_cards() == {**wanted, "utter_report_crisis": "crisis"}


def test_an_urgent_response_calls_the_number_that_it_names() -> None:
    clinic = Clinic(phone=PHONE, region="US")
    assert said(clinic, utter_action="utter_report_sign") == (
        "urgent",
        Call("555-0100", "tel:5550100"),
    )
    assert said(clinic, utter_action="utter_report_emergency")[1] == Call("911", "tel:911")
    assert said(clinic, utter_action="utter_report_crisis")[1] == Call("988", "tel:988")


def test_without_a_number_the_card_has_no_button() -> None:
    assert said(Clinic(), utter_action="utter_report_sign") == ("urgent", None)
    assert said(Clinic(), utter_action="utter_report_emergency") == ("urgent", None)


def test_an_answer_is_no_card() -> None:
    assert said(utter_action="utter_definition") == ("text", None)


def test_the_fixed_safety_text_is_a_card_whatever_it_stands_for() -> None:
    assert said()[0] == "urgent"
    assert said(utter_action="utter_definition", metadata=FIXED)[0] == "urgent"


def test_the_button_calls_the_number_of_the_hour() -> None:
    clinic = Clinic(phone={**PHONE, **HOURS})
    assert clinic_number(clinic, NOON) == Call("555-0100", "tel:5550100")
    assert number_of("clinic", clinic, NIGHT) == Call("+1 555 0199", "tel:+15550199")


def test_where_the_hours_are_not_known_the_button_calls_the_daytime_number() -> None:
    assert clinic_number(Clinic(phone=PHONE), NIGHT) == Call("555-0100", "tel:5550100")


@pytest.mark.parametrize(
    ("number", "href"),
    [
        ("(555) 010-0100", "tel:5550100100"),
        ("555-0100 ext. 12", "tel:5550100;ext=12"),
        ("555-0100 x12", "tel:5550100;ext=12"),
    ],
)
def test_a_number_is_dialled_without_what_people_write_between(number: str, href: str) -> None:
    assert call(number) == Call(number, href)


def test_a_quick_reply_is_told_by_its_words_and_never_as_an_intent() -> None:
    buttons = [
        {"title": "Yes", "payload": "yes I can"},
        {"title": "No", "payload": '/deny{"x": 1}'},
        {"title": "Maybe"},
        {"payload": "no title"},
    ]
    found = said_by({"text": "Can you?", "buttons": buttons}, Clinic(), "m1", NOON)
    assert found is not None
    assert found.buttons == (
        Button("Yes", "yes I can"),
        Button("No", "No"),
        Button("Maybe", "Maybe"),
    )


def test_paragraphs_become_lines_and_no_words_become_nothing() -> None:
    found = said_by({"text": " one\n\n\ntwo\n \n- three\n"}, Clinic(), None, NOON)
    assert found is not None
    assert found.text == "one\ntwo\n- three"
    assert said_by({"text": "  "}, Clinic(), None, NOON) is None
    assert said_by({"custom": {}}, Clinic(), None, NOON) is None
