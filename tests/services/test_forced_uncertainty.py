"""With the classifier forced to know nothing, a report still gets the advice (DET-5, DET-6).

And the other way round: with the words and readings switched off, the classifier alone does.
"""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from rasa.shared.nlu.training_data.message import Message

from bot.assistant import Assistant
from bot.chat import reply
from bot.understanding.findings_extractor import FindingsExtractor
from bot.understanding.intent_classifier import IntentClassifier
from tests.server import new_sender

IN_PLAIN_WORDS = [
    "i have a fever",
    "my temperature is 101.5",
    "I have chills and sweats",
    "i have a worsening cough",
    "i have shortness of breath",
    "there is a sore in my mouth",
    "i have a sore throat",
    "there is blood in my urine",
    "i have a stiff neck",
    "i have diarrhea",
    "i am vomiting",
    "the skin around the cut is red and swollen",
    "i have new vaginal discharge",
    "i have a new pain in my belly",
]


def knows_nothing(_: IntentClassifier, messages: list[Message]) -> list[Message]:
    for message in messages:
        message.set("intent", {"name": "nlu_fallback", "confidence": 0.0}, add_to_output=True)
        message.set("intent_ranking", [], add_to_output=True)
    return messages


def finds_nothing(_: FindingsExtractor, messages: list[Message]) -> list[Message]:
    return messages


def raises(*_: Any) -> list[Message]:
    raise RuntimeError("broken component")


def first_words(assistant: Assistant, text: str) -> str:
    return str(asyncio.run(reply(assistant, new_sender(), text))[0]["text"])


@pytest.mark.parametrize("text", IN_PLAIN_WORDS)
def test_without_the_classifier_a_report_gets_the_advice_and_an_alert(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.setattr(IntentClassifier, "process", knows_nothing)
    assert first_words(assistant, text).startswith("Please call your doctor right away.")
    data = asyncio.run(assistant.agent.parse_message(text))
    assert data["verdict"]["route"] == "escalate"


@pytest.mark.parametrize("text", IN_PLAIN_WORDS)
def test_without_words_and_readings_a_report_gets_the_advice(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.setattr(FindingsExtractor, "process", finds_nothing)
    assert "call your doctor right away" in first_words(assistant, text)


@pytest.mark.parametrize("component", [IntentClassifier, FindingsExtractor])
def test_a_component_that_raises_costs_no_advice(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch, component: type
) -> None:
    monkeypatch.setattr(component, "process", raises)
    assert first_words(assistant, "i have a fever").startswith("Please call your doctor right away")
