"""The evaluation of anybody's labelled file, from the sentence to the page."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from bot.assistant import Assistant
from bot.evaluation import read_labels
from bot.evaluation.command import evaluate
from bot.evaluation.components import ORDER, understand
from bot.evaluation.timing import Stopwatch
from bot.understanding.intent_model import IntentModel

THEIRS = """\
sentences:
  - {text: "I have a fever of 38.6", route: escalate, signs: [fever], temperature_c: 38.6}
  - {text: "What is neutropenia?", route: none, intent: ask_definition}
  - {text: "Which bus goes to the harbour?", route: escalate, signs: [cough]}
"""
QUESTIONS = Path(__file__).parent / "test" / "second_author_questions.yml"


def test_anybodys_file_gives_a_page_and_json(
    assistant: Assistant,
    trained_model: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    theirs = tmp_path / "theirs.yml"
    theirs.write_text(THEIRS, encoding="utf-8")
    folder = tmp_path / "report"
    page = evaluate([theirs], folder, lambda: (assistant.agent.parse_message, trained_model))
    assert page == folder / "report.html"
    assert "Which bus goes to the harbour?" in page.read_text(encoding="utf-8")

    data: dict[str, Any] = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    assert data["model"] == trained_model.name
    shares = {row["id"]: row["share"] for row in data["rows"]}
    assert shares["reports"] == 0.5
    assert shares["questions_on_topic"] == 1.0
    assert shares["temperatures"] == 1.0
    assert {sign["sign"]: sign["unanswered"] for sign in data["signs"]} == {"cough": 1, "fever": 0}
    assert data["calibration"]["sentences"] == 3
    assert [time["part"] for time in data["times"]][: len(ORDER)] == list(ORDER)
    assert all(0 < time["p50"] <= time["p95"] for time in data["times"])
    assert data["wrong"][0]["sentences"][0]["text"] == "Which bus goes to the harbour?"

    said = capsys.readouterr().out
    assert f"{theirs}: 3 sentences, route 66.7%, topic 100.0%" in said
    assert "  'Which bus goes to the harbour?'\n    wanted {'route': 'escalate'}" in said


def test_what_is_timed_is_what_the_pipeline_does(assistant: Assistant, trained_model: Path) -> None:
    model = IntentModel.of_archive(trained_model)

    async def differing() -> list[str]:
        found = []
        for text in [str(label["text"]) for label in read_labels(QUESTIONS)[:60]]:
            decided = (await assistant.agent.parse_message(text))["verdict"]["route"]
            if decided != understand(text, model, Stopwatch()).route:
                found.append(text)
        return found

    assert asyncio.run(differing()) == []
