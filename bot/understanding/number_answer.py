"""A message that is nothing but a number: what it is depends on what Nia asked before.

The rules of data/rules/answers_to_the_question.yml tell the two cases apart, by an intent of
its own; the verdict alone cannot, since it sees one message.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.understanding.fever_policy import FeverPolicy
from bot.understanding.findings import Finding
from bot.understanding.temperature import Reading, read_temperatures
from bot.understanding.verdict import Verdict

FEVER_NUMBER = "answer_fever_number"
LONGEST = 5  # words: "a hundred and one maybe"
ASKED = "my temperature: "
MOST_ANSWERED = 200  # letters; what is longer is no answer to one question


def as_answer(
    text: str,
    verdict: Verdict,
    findings: Sequence[Finding],
    readings: Sequence[Reading],
    policy: FeverPolicy,
) -> Verdict:
    """Give a bare number its own intent; every other verdict is returned as it is.

    At fever level: a report if Nia had asked about a fever, else the advice and one question.
    Below: the level is quoted and other signs are asked for, whatever came before (DET-13).
    """
    asked_about = verdict.route == "ask" and verdict.intent == "report_unclear"
    if not asked_about or findings or len(readings) != 1 or len(text.split()) > LONGEST:
        return verdict
    reading = readings[0]
    if reading.certainty != "ambiguous" or reading.unit is None:
        return verdict
    if policy.is_fever(reading):
        return replace(verdict, intent=FEVER_NUMBER)
    return replace(verdict, intent="report_below_level") if reading.bound == "exact" else verdict


def fever_if_asked(text: str, readings: Sequence[Reading], policy: FeverPolicy) -> bool:
    """Say whether a message without a reading holds one as an answer to Nia's question (DET-4).

    "Used the neighbor's one, 104" is a fever where she had asked for signs, and could be
    anything else elsewhere.
    """
    if readings or len(text) > MOST_ANSWERED:
        return False
    return any(one.unit and policy.is_fever(one) for one in read_temperatures(ASKED + text))
