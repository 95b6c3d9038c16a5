"""Every answer that look-ups can give is held to the content rules: length, words, characters."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.checks.forbidden_phrases import faults as forbidden
from bot.checks.load import load_content
from bot.checks.own_words import copied_runs
from bot.checks.passages import sentences, word_count
from bot.checks.reading_level import grade
from bot.checks.text import Text
from bot.knowledge.knowledge import load_knowledge
from clinic.plain_text import PLAIN

ROOT = Path(__file__).parents[3]
KNOWLEDGE = load_knowledge()
HARDEST = 6.0  # Flesch-Kincaid, long names counted as one short word (TXT-2)


@pytest.fixture(scope="module")
def content():
    return load_content(ROOT)


@pytest.fixture
def every_answer(causes, signs, measures):
    names = sorted({entity.name for entity in KNOWLEDGE.entities()})
    names += [alias.text for alias in KNOWLEDGE.aliases if alias.match != "exact"]
    answers = {}
    for name in names:
        answers[f"cause: {name}"] = causes(f"can {name} cause it?")
        answers[f"sign: {name}"] = signs(f"is {name} a sign?")
        answers[f"measure: {name}"] = measures(f"does {name} matter?")
    return answers


def test_every_answer_is_plain_and_whole(every_answer):
    for name, text in every_answer.items():
        assert set(text) <= PLAIN, name
        assert "{" not in text, name
        assert "  " not in text, name
        assert text == text.strip(), name
        assert text[0].isupper(), name
        assert text.endswith("."), name


def test_no_sentence_is_too_long(every_answer):
    long = {s for text in every_answer.values() for s in sentences(text) if word_count(s) > 20}
    assert long == set()


def test_nothing_forbidden_is_said(every_answer, content):
    texts = tuple(Text(name, "answers", text) for name, text in every_answer.items())
    assert list(forbidden(replace(content, texts=texts))) == []


def test_no_run_of_eight_words_is_the_documents(every_answer, content):
    copied = {run for text in every_answer.values() for run in copied_runs(text, content.shingles)}
    assert copied == set()


def test_answers_are_easy_to_read(every_answer, content):
    hard = {
        name: round(level, 1)
        for name, text in every_answer.items()
        if (level := grade(text, content)) > HARDEST
    }
    assert hard == {}
