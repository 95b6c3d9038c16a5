"""A question beside a report hides it neither before nor after it (DET-1).

Reports and questions of the held-out authors, put together by the hundred. Nothing was learnt from
them, neither by the classifier nor by the weights of the evidence.
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

HELD_OUT = Path(__file__).parent / "test"
TOGETHER: dict[str, Callable[[str, str], str]] = {
    "question first": lambda question, report: f"{question} {report}",
    "report first": lambda question, report: f"{report.rstrip('.!')}. {question}",
    "two lines": lambda question, report: f"{question}\n{report}",
    "also": lambda question, report: f"{question.rstrip('?')} and also {report}",
}
# Of reports that are heard when they stand alone. With no stop between them, where the question
# ends is a guess.
LEAST = {"question first": 0.975, "report first": 0.966, "two lines": 0.97, "also": 0.895}
LEAST_ADVISED = {"question first": 0.985, "report first": 0.985, "two lines": 0.985, "also": 0.945}
PAIRS = 500


@pytest.mark.parametrize("how", TOGETHER)
def test_a_question_hides_no_report(assistant: Assistant, how: str) -> None:
    chosen = random.Random(how)  # noqa: S311 (no secret)
    written = [one for file in sorted(HELD_OUT.glob("*.yml")) for one in read_labels(file)]
    questions = [
        str(one["text"])
        for one in written
        if one["route"] == "none"
        and str(one.get("intent")).startswith("ask_")
        and "?" in one["text"]
    ]
    reports = [one for one in written if one["route"] in ALERTING and "?" not in one["text"]]
    pairs = [(chosen.choice(questions), report) for report in chosen.sample(reports, PAIRS)]
    alone = asyncio.run(judge([report for _, report in pairs], assistant.agent.parse_message))
    labels = [
        {**report, "text": TOGETHER[how](question, str(report["text"]))}
        for (question, report), judged in zip(pairs, alone, strict=True)
        if judged.alerted
    ]
    judged = asyncio.run(judge(labels, assistant.agent.parse_message))
    unheard = "\n".join(f"{one.route}: {one.label['text']}" for one in judged if not one.alerted)
    assert share(judged, lambda one: one.alerted) >= LEAST[how], unheard
    assert share(judged, lambda one: one.route != "none") >= LEAST_ADVISED[how], unheard
