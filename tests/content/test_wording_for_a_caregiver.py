"""TXT-12: a caregiver reads of somebody else's body, doctor and vaccines."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from bot.checks.content import Content
from bot.checks.every_rule import EVERY_RULE
from bot.checks.lookup_answers import asked
from bot.checks.patterns import pattern
from bot.checks.samples import render
from bot.checks.text import Text

ABOUT_THE_READER = pattern("your doctor|you have")
SENTENCE_BEGINS = re.compile(r"\n|(?<=[.?!])\s")
CAREGIVER = "to a caregiver"
# These speak to whoever writes: the greeting, the crisis texts, and what is said to somebody who
# was near an ill person.
TO_THE_WRITER = {"utter_greet", "utter_report_crisis", "utter_report_contact"}


def test_no_response_speaks_of_the_caregivers_own_body(content: Content) -> None:
    # The lines that a clinic adds are its own words, for whoever writes.
    values = {
        name: value
        for name, value in content.samples[CAREGIVER].items()
        if not name.startswith("extra:")
    }
    spoken_to = {
        text.name
        for text in content.responses
        if ABOUT_THE_READER.search(render(text.spoken, values))
    }
    assert spoken_to <= TO_THE_WRITER


def test_no_answer_about_a_name_speaks_of_the_caregivers_own_body(content: Content) -> None:
    said = replace(content, samples={CAREGIVER: content.samples[CAREGIVER]})
    answers = [text for entity in content.knowledge.entities() for text in asked(entity, said)]
    assert answers
    assert [a.where for a in answers if ABOUT_THE_READER.search(a.words)] == []


@pytest.mark.parametrize("reader", ["with settings", CAREGIVER, "without settings"])
def test_every_sentence_begins_with_a_capital_letter(content: Content, reader: str) -> None:
    small = [
        (text.where, sentence)
        for text in content.responses
        for sentence in SENTENCE_BEGINS.split(render(text.words, content.samples[reader]))
        if sentence[:1].islower()
    ]
    assert small == []


@pytest.mark.parametrize(
    ("rule", "words", "facts", "says"),
    [
        ("forbidden_phrases", "{you} will call.", ["W0"], "they will call"),
        ("forbidden_phrases", "{your} temperature is high.", ["W0"], "your temperature is"),
        ("forbidden_phrases", "{your_doctor} will call.", ["W0"], "your doctor will"),
        ("hedges", "{your_doctor} will order more tests.", ["X7"], "too firmly"),
        ("allowed_names", "{your_doctor} Smith can help.", ["W0"], "Smith"),
    ],
)
def test_a_fault_is_found_behind_a_variable(
    rule: str, words: str, facts: list[str], says: str, content: Content
) -> None:
    text = Text("utter_sample", "sample.yml", words, metadata={"facts": facts})
    faults = EVERY_RULE[rule](replace(content, texts=(text,)))
    assert says.lower() in "\n".join(map(str, faults)).lower()


def test_a_fact_is_found_behind_a_variable(content: Content) -> None:
    text = Text(
        "utter_sample",
        "sample.yml",
        "{your_doctor} may order more tests.",
        metadata={"facts": ["X7"]},
    )
    assert list(EVERY_RULE["fact_words"](replace(content, texts=(text,)))) == []
