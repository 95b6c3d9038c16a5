"""Variables are put in, and what is empty leaves no trace."""

from __future__ import annotations

import pytest

from bot.answers.filling import fill_response, fill_text

VALUES = {
    "a": "one",
    "extra:card": "Show it.",
    "your_doctor": "their doctor",
    "your": "their",
    "done": "Done.",
    "number": "+1 555-0100",
    "address": "https://clinic.example",
    "host": "www.clinic.example",
    "clinic": "iCare Clinic",
}


def resolve(name: str) -> str:
    return VALUES.get(name, "")


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("{a} and {a}", "One and one"),
        ("First.\n{extra:card}\nLast.", "First.\nShow it.\nLast."),
        ("First.\n{none}\nLast.", "First.\nLast."),
        ("Call now. {none} Do it.", "Call now. Do it."),
        ("Call now. {none}", "Call now."),
        ("{none}", ""),
    ],
)
def test_a_text_is_filled(text, filled):
    assert fill_text(text, resolve) == filled


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("{your_doctor} can.", "Their doctor can."),
        ("Wait.\n{your_doctor} can.", "Wait.\nTheir doctor can."),
        ("Ask:\n- {your} doctor\n- {a}", "Ask:\n- Their doctor\n- One"),
        ("It is low. {your_doctor} can.", "It is low. Their doctor can."),
        ("Really? {your_doctor} can!  {a}.", "Really? Their doctor can! One."),
        ('Ask for "the signs." {your_doctor} can.', 'Ask for "the signs." Their doctor can.'),
        ("{done} {your_doctor} can.", "Done. Their doctor can."),
        ("{none} {your_doctor} can.", "Their doctor can."),
        ("Ask. {none} {your_doctor} can.", "Ask. Their doctor can."),
    ],
)
def test_a_variable_that_begins_a_sentence_has_a_capital_letter(text, filled):
    assert fill_text(text, resolve) == filled


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("Ask {your_doctor}.", "Ask their doctor."),
        ("Ask, {your_doctor} can.", "Ask, their doctor can."),
        ("Remember: {your} count.", "Remember: their count."),
        ("On Nov 24, {your_doctor} said 100.4 {a}.", "On Nov 24, their doctor said 100.4 one."),
        ("{number} is it. {number}", "+1 555-0100 is it. +1 555-0100"),
        ("{address}\n{host}", "https://clinic.example\nwww.clinic.example"),
        ("{clinic} is open.", "iCare Clinic is open."),
        ("small {a}", "small one"),
    ],
)
def test_all_else_keeps_its_letters(text, filled):
    assert fill_text(text, resolve) == filled


def test_what_is_filled_stays_the_same_when_it_is_filled_again():
    filled = fill_text("{your_doctor} can. Call {number}.\n- {a}\n{address}", resolve)
    assert fill_text(filled, resolve) == filled


def test_every_part_of_a_response_is_filled():
    response = {
        "text": "{a}",
        "buttons": [{"title": "{a}?", "payload": '/ask{"x": 1}'}],
        "custom": {"deep": ["{a}", 3]},
        "metadata": {"facts": ["{a}"]},
    }
    assert fill_response(response, resolve) == {
        "text": "One",
        "buttons": [{"title": "one?", "payload": '/ask{"x": 1}'}],
        "custom": {"deep": ["one", 3]},
        "metadata": {"facts": ["{a}"]},
    }


def test_only_the_text_gets_capital_letters():
    button = {"title": "{your} cause? {your} doctor?", "payload": "{a}"}
    response = {"text": "{your} cause", "image": "{a}", "buttons": [button]}
    assert fill_response(response, resolve) == {
        "text": "Their cause",
        "image": "one",
        "buttons": [{"title": "their cause? their doctor?", "payload": "one"}],
    }


@pytest.mark.parametrize("text", [None, ["{a}"]])
def test_an_odd_text_is_no_fault(text):
    assert fill_response({"text": text}, resolve) == {"text": text and ["one"]}
