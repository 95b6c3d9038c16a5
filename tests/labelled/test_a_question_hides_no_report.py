"""A question beside a report hides it neither before nor after it (DET-1).

Reports and questions of the development set, put together by the dozen: reports that are heard
when they stand alone. The weights were learnt from single sentences, never from two together.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.assistant import Assistant
from bot.evaluation import judge, read_labels, share
from bot.understanding.case import ALERTING

DEVELOPMENT = Path(__file__).parent / "development"
TOGETHER: dict[str, Callable[[str, str], str]] = {
    "question first": lambda question, report: f"{question} {report}",
    "report first": lambda question, report: f"{report.rstrip('.!')}. {question}",
    "two lines": lambda question, report: f"{question}\n{report}",
    "also": lambda question, report: f"{question.rstrip('?')} and also {report}",
}
# With no stop between them, where the question ends is a guess.
LEAST = {"question first": 0.955, "report first": 0.95, "two lines": 0.95, "also": 0.935}
PAIRS = 240
SENTENCES = [one for file in sorted(DEVELOPMENT.glob("*.yml")) for one in read_labels(file)]
QUESTIONS = [
    str(one["text"])
    for one in SENTENCES
    if one["route"] == "none" and str(one.get("intent")).startswith("ask_") and "?" in one["text"]
]
REPORTS = [one for one in SENTENCES if one["route"] in ALERTING and "?" not in one["text"]]


@pytest.mark.parametrize("how", TOGETHER)
def test_a_question_hides_no_report(assistant: Assistant, how: str) -> None:
    chosen = random.Random(how)  # noqa: S311 (no secret)
    alone = asyncio.run(judge(chosen.sample(REPORTS, PAIRS), assistant.agent.parse_message))
    labels = [
        {**one.label, "text": TOGETHER[how](chosen.choice(QUESTIONS), str(one.label["text"]))}
        for one in alone
        if one.alerted
    ]
    judged = asyncio.run(judge(labels, assistant.agent.parse_message))
    unheard = "\n".join(f"{one.route}: {one.label['text']}" for one in judged if not one.alerted)
    assert share(judged, lambda one: one.alerted) >= LEAST[how], unheard
    assert share(judged, lambda one: one.route != "none") >= 0.98, unheard
