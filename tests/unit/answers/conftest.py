"""Answers to messages, as a person would read them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from bot.answers.lookup_answers import lookup_answer
from bot.answers.phrases import Reporter, load_phrases
from bot.knowledge.knowledge import load_knowledge
from bot.knowledge.lookup import look_up
from clinic.settings import Clinic

CLINIC = Clinic(phone={"daytime": "555-0100"}, region="US")


def answer(
    question: str,
    text: str,
    reporter: Reporter = "self",
    findings: tuple[Mapping[str, Any], ...] = (),
) -> str:
    words = load_phrases().variables(CLINIC, reporter)
    return lookup_answer(question, text, look_up(text), findings, load_knowledge(), words)


@pytest.fixture
def causes():
    return lambda text, reporter="self": answer("cause_answer", text, reporter)


@pytest.fixture
def signs():
    return lambda text, findings=(): answer("sign_answer", text, findings=findings)


@pytest.fixture
def measures():
    return lambda text: answer("measure_answer", text)
