"""Sign words said of things, and what the classifier needs where nobody is named (DET-9)."""

from __future__ import annotations

import pytest

from bot.understanding.case import Classified
from tests.unit.understanding.rule_files import ALERTS, verdict


@pytest.mark.parametrize(
    "text",
    [
        "the boiler has been rattling and shaking all night", "the market is feverish today",
        "time to cough up the money", "the tap water is running brown",
        "my printer keeps throwing up errors", "the kids are shaking with excitement",
        "that joke was painful", "the pipes are leaking yellow stuff",
    ],
)  # fmt: skip
def test_a_sign_word_of_a_thing_is_no_report(text: str) -> None:
    assert verdict(text).route == "none"
    unsure = {"off_topic": 0.5, "report_sign": 0.4}
    said = verdict(text, Classified("off_topic", 0.5, unsure, 0.6))
    assert said.route not in ALERTS


@pytest.mark.parametrize(
    "text",
    [
        "in the car I was coughing", "the heating is on and I am shivering",
        "after the curry I was vomiting all night", "the house is warm but she is shivering",
        "my phone died and I have a fever", "the cut is painful and red", "the line is oozing",
    ],
)  # fmt: skip
def test_a_thing_beside_a_report_explains_nothing(text: str) -> None:
    assert verdict(text).route in ALERTS


@pytest.mark.parametrize("text", ["my throat hurts when I swallow", "throat has been really sore"])
def test_a_pain_of_a_listed_place_is_that_sign_only(text: str) -> None:
    assert verdict(text).signs == ("sore_throat",)


def test_a_pain_elsewhere_is_listed_beside_it() -> None:
    assert set(verdict("my throat is sore and my back hurts").signs) == {"sore_throat", "new_pain"}


def test_a_sign_in_everyday_talk_is_asked_about_and_never_dismissed() -> None:
    text = "the traffic was a nightmare, a real headache"
    ranking = {"off_topic": 0.97, "report_sign": 0.01}
    everyday = verdict(text, Classified("off_topic", 0.97, ranking, 0.7))
    assert (everyday.route, everyday.intent) == ("ask", "report_unclear")


def test_two_things_that_speak_for_a_report_outweigh_the_classifier() -> None:
    ranking = {"off_topic": 0.97}
    for text in ("my son has a fever of 101.5", "I have a fever and chills"):
        said = verdict(text, Classified("off_topic", 0.97, ranking, 0.9))
        assert said.route == "escalate"


@pytest.mark.parametrize(
    "text",
    ["his fastball hit 101", "radio 101.8 fm", "on channel 38.1", "38 celsius in fahrenheit"],
)
def test_other_numbers_are_no_reading(text: str) -> None:
    assert verdict(text).temperature_c is None


@pytest.mark.parametrize(
    "text",
    ["a hundred and two it says, took it twice", "bang on 38 just now", "39 on the nose"],
)
def test_a_reading_is_one_however_it_is_said(text: str) -> None:
    assert verdict(text).route == "escalate"
