"""Every question that the page answers is answered, every other kind honestly is not (GRD-5)."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot.assistant import Assistant
from bot.evaluation import judge, read_labels, report

QUESTIONS = Path(__file__).parent / "every_question.yml"


def test_every_question_is_answered_on_its_topic_and_raises_no_alert(assistant: Assistant) -> None:
    judged = asyncio.run(judge(read_labels(QUESTIONS), assistant.agent.parse_message, QUESTIONS))
    wrong = [one for one in judged if not (one.route_right and one.intent_right)]
    assert not wrong, "\n".join(report(QUESTIONS, wrong))
