"""Negation, questions, mixtures, other people, bare names (DET-8 to DET-15)."""

from __future__ import annotations

import pytest

from bot.understanding.finder import find
from bot.understanding.findings import Assertion, Experiencer
from tests.unit.understanding.rule_files import verdict

ROUTES = {
    "escalate": [
        "no fever but chills", "I don't have a cough but my mouth is full of sores",
        "temp 38.6 no chills", "my husband is shaking with cold", "it was 101 before the tylenol",
        "can chemo cause this? I'm at 101.9", "I have a fever, is that bad?",
        "my throat hurts should I be worried?", "should I call? I've got chills",
        "I had a fever last week and now it's back", "had a fever last night, gone this morning",
        "can't stop shivering", "my fever won't come down", "no symptoms besides a sore throat",
        "if it helps, I have a fever", "my neighbour had covid and now I have a fever",
        "100.1 and I feel awful", "is my sore throat a sign of infection?", "Tengo fiebre",
    ],
    "emergency": ["I can't breathe", "she collapsed", "stiff neck and the light hurts my eyes"],
    "crisis": ["I want to kill myself", "I wish I wouldn't wake up", "I'm going to overdose"],
    "ask": [
        "fever", "chills?", "I might have a temp", "had a temp on Monday", "I feel warm", "help",
        "I have a rash", "does 38.2 matter?", "37.8", "I don't feel right", "do I have a fever",
    ],
    "none": [
        "no fever, no chills", "what temperature counts as a fever?", "is a sore throat a sign?",
        "my fever went away last month", "I'm 39 and live in room 101", "can chemo cause fever?",
        "what should I do if I get a fever?", "I had pneumonia with a cough in 2015",
        "my boss has a fever", "my husband has a fever, I'm the one on chemo",
        "in the film she had a fever", "this paperwork is a pain", "can measles cause it",
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("route", "text"), [(route, text) for route, texts in ROUTES.items() for text in texts]
)
def test_a_message_takes_its_route(route: str, text: str) -> None:
    assert verdict(text).route == route, find(text)


def test_offsets_point_at_the_words_that_were_typed() -> None:
    text = "Hello \u2014 I don\u2019t have a cough, but \uff4dy throat\u2019s sore"
    for finding in find(text):
        assert text[finding.start : finding.end] == finding.text


def test_all_signs_of_a_message_are_found() -> None:
    assert set(verdict("fever, cough and chills since noon, I'm vomiting too").signs) == {
        "fever", "cough", "chills_sweats", "vomiting",
    }  # fmt: skip


def test_a_carer_is_told_from_a_patient() -> None:
    assert verdict("my mum has a fever").reporter == "caregiver"
    assert verdict("I have a fever").reporter == "self"
    assert [f.experiencer for f in find("my daughter is coughing")] == [Experiencer.RELATIVE]


def test_family_that_is_ill_near_the_patient_is_another_person() -> None:
    found = find("My husband has a fever, I'm the one on chemo")
    assert {f.assertion for f in found} == {Assertion.OTHER}


def test_a_bare_name_is_marked() -> None:
    assert all(f.bare for f in find("Fever?"))
    assert not any(f.bare for f in find("I have a fever"))
