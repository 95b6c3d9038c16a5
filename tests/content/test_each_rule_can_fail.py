"""Each content rule finds what it is for: one bad sample a rule, at least."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest

from bot.checks.content import Content, Rule
from bot.checks.every_rule import EVERY_RULE
from bot.checks.own_words import fingerprint
from bot.checks.text import Text

DOC = {"facts": ["W0"]}
BOT = {"provenance": "bot"}


def text(words: str, name: str = "utter_sample", **given: Any) -> Text:
    return Text(name, "data/responses/sample.yml", words, **{"metadata": DOC, **given})


def found(rule: str, content: Content, *texts: Text) -> str:
    return "\n".join(map(str, EVERY_RULE[rule](replace(content, texts=texts))))


BAD: list[tuple[str, Text, str]] = [
    ("fact_ids", text("It is a low count.", metadata={}), "neither which facts"),
    ("fact_ids", text("It is a low count.", metadata={"facts": ["D99"]}), "D99"),
    ("fact_words", text("It is a low count.", metadata={"facts": ["K4"]}), "K4"),
    ("grounded_words", text("Neutrophils are a type of white blood cell.", metadata=BOT), "D4"),
    (
        "hedges",
        text("Your doctor will order more tests.", metadata={"facts": ["X7"]}),
        "too firmly",
    ),
    (
        "hedges",
        text("You do not know that you have it.", metadata={"facts": ["S1"]}),
        "probably",
    ),
    ("allowed_names", text("A count below 1500 is low."), "1500"),
    ("allowed_names", text("Ask about Neulasta."), "Neulasta"),
    ("allowed_names", text("Rituximab may cause it."), "rituximab"),
    ("allowed_names", text("Lymphoma may cause it."), "lymphoma"),
    ("allowed_names", text("The flu may cause it."), "flu"),
    ("forbidden_phrases", text("Help is on the way."), "promises"),
    ("forbidden_phrases", text("Please stay\nby the phone."), "promises"),
    ("forbidden_phrases", text("Don't worry about it."), "soothes"),
    ("forbidden_phrases", text("There is no need to call."), "all-clear"),
    ("forbidden_phrases", text("Your temperature is normal."), "all-clear"),
    ("forbidden_phrases", text("It does not cause it."), "more than the page"),
    ("forbidden_phrases", text("You should take it with food."), "medicine"),
    ("forbidden_phrases", text("Reply STOP to end this."), "phone company"),
    (
        "urgent_order",
        text("Thank you. {call_doctor}", name="utter_report_sign"),
        "must begin with {call_doctor}",
    ),
    (
        "urgent_order",
        text("{call_doctor} Is it new? Please tell me.", name="utter_report_unclear"),
        "question last",
    ),
    ("call_line", text("A stiff neck is on my list."), "call the doctor"),
    (
        "cause_lists",
        text("The causes:\n- lupus\n- measles", metadata={"facts": ["C3.7", "C4.2", "C3"]}),
        "not complete",
    ),
    (
        "medicine_answers",
        text("Procainamide may cause it.", metadata={"facts": ["C2.6"]}),
        "Ask your doctor first",
    ),
    ("plain_characters", text("Don\u2019t wait."), "\u2019"),
    ("plain_characters", text("Above 38 \u00b0C."), "\u00b0"),
    ("plain_characters", text("First.\n\nSecond."), "blank line"),
    ("sms_length", text("Call now. " * 17, name="utter_report_sign"), "170 characters"),
    ("sms_length", text("Call now. " * 100), "channel: twilio"),
    ("sentence_length", text("call " * 21 + "now."), "22 words"),
    (
        "sentence_length",
        text("{call_doctor} " + "Do " * 15 + "it.", name="utter_report_sign"),
        "16 words",
    ),
    ("list_length", text("See:" + "\n- one" * 6), "6 items"),
    (
        "reading_level",
        text("Immunocompromised individuals necessitate immediate hospitalization procedures."),
        "grade",
    ),
    ("one_variation", text("Only by phone.", channel="twilio"), "no plain default"),
    ("same_names", text("Nobody says this.", name="utter_unused"), "used by no rule and no story"),
]


@pytest.mark.parametrize(("rule", "bad", "says"), BAD, ids=[f"{b[0]}: {b[2]}" for b in BAD])
def test_a_bad_text_is_found(rule: str, bad: Text, says: str, content: Content) -> None:
    assert says.lower() in found(rule, content, bad).lower()


def test_two_texts_for_the_same_channel_are_found(content: Content) -> None:
    assert "by chance" in found("one_variation", content, text("One."), text("Two."))


def test_a_run_of_eight_words_of_the_source_is_found(content: Content) -> None:
    run = "the quick brown fox jumps over lazy dogs"
    source = replace(content, shingles=frozenset({fingerprint(run)}))
    assert "eight words" in found(
        "own_words", source, text("See the quick, brown fox jumps over lazy dogs run.")
    )
    assert found("own_words", source, text("The quick brown fox jumps over the lazy dogs.")) == ""


def test_a_fact_that_nobody_can_hear_is_found(content: Content) -> None:
    assert "C4.2 is in no response" in found("fact_ids", content, text("Call your doctor."))


@pytest.mark.parametrize(
    ("intents", "rules", "says"),
    [
        (("ask_risk",), [], "has 0 rules"),
        (("ask_risk",), [("ask_risk", "utter_causes")], "with utter_risk first"),
        ((), [("ask_risk", "utter_risk")], "unknown in domain.yml"),
    ],
)
def test_names_that_do_not_agree_are_found(
    intents: tuple[str, ...], rules: Iterable[tuple[str, str]], says: str, content: Content
) -> None:
    named = tuple(Rule("a sentence", "data/rules/risk.yml", i, (action,)) for i, action in rules)
    spoilt = replace(content, intents=intents, rules=named, taught=frozenset())
    assert says in "\n".join(map(str, EVERY_RULE["same_names"](spoilt)))


def test_a_look_up_answer_that_claims_too_much_is_found(
    content: Content, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "bot.checks.lookup_answers.lookup_answer", lambda *_: "It does not cause it."
    )
    faults = "\n".join(map(str, EVERY_RULE["lookup_answers"](content)))
    assert "neither yes nor no" in faults
    assert "not to stop a medicine" in faults
    assert "more than the page says" in faults


def test_every_rule_has_a_bad_sample() -> None:
    elsewhere = {"own_words", "lookup_answers"}
    assert {rule for rule, _, _ in BAD} | elsewhere == set(EVERY_RULE)
