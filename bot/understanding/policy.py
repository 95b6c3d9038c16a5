"""The policy on a message: the first row of ``POLICY`` that applies decides.

Findings, readings and classifier are weighed together where there is a classifier; without one,
words and readings decide alone. Doubt may lead to asking, never to dismissing (DET-1 to DET-15).
"""

from __future__ import annotations

from collections.abc import Callable

from bot.understanding import policy_alerts as alerts
from bot.understanding import policy_answers as answers
from bot.understanding import policy_questions as questions
from bot.understanding.case import Case
from bot.understanding.verdict import Verdict

Row = Callable[[Case], "Verdict | None"]

POLICY: tuple[Row, ...] = (
    alerts.crisis,
    answers.accounted,
    answers.for_others,
    alerts.emergency,
    alerts.report,
    alerts.named_twice,
    alerts.very_unwell,
    questions.doubted,
    questions.unclear,
    questions.below_level,
    questions.perhaps,
    answers.past,
    questions.unlisted,
    answers.contact,
    answers.of_a_thing,
    answers.denied,
    answers.question,
    questions.classified,
    answers.nothing,
)
