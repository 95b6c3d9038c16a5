"""Joins findings, readings and the classifier into one verdict (DET-1 to DET-15, GOV-4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.understanding import policy as rules
from bot.understanding.analysis import analyse
from bot.understanding.case import ALERTING, Case, Classified, judge_reading
from bot.understanding.evidence import gather
from bot.understanding.evidence_weights import EvidenceWeights, shared_weights
from bot.understanding.fever_policy import FeverPolicy, Reading
from bot.understanding.findings import Finding
from bot.understanding.things import spoken_of
from bot.understanding.verdict import Verdict
from bot.understanding.verdict import verdict as make_verdict

# Characters, about; of a longer message the classifier has read no more than the beginning.
READ_BY_CLASSIFIER = 500
NOTHING_CLASSIFIED = Classified()


def decide(
    text: str,
    findings: Sequence[Finding],
    readings: Sequence[Reading],
    classified: Classified = NOTHING_CLASSIFIED,
    *,
    policy: FeverPolicy | None = None,
    weights: EvidenceWeights | None = None,
    failed: bool = False,
) -> Verdict:
    """Return the verdict on a message; never raises.

    ``failed`` says that a component before failed: then the message gets the advice and a
    question at least.
    """
    try:
        case = build(text, findings, readings, classified, policy)
        by_words = verdict = _by_policy(case)
        if classified.ranking:
            chances = (weights or shared_weights()).chances(gather(case))
            verdict = _by_policy(replace(case, chances=chances))
        if len(text) > READ_BY_CLASSIFIER:
            verdict = _half_read(case, by_words, verdict)
    except Exception as error:  # a verdict is due whatever happens; asking is the safe one
        return Verdict("ask", "report_unclear", reason=f"error: {type(error).__name__}")
    if failed and verdict.route == "none":
        return Verdict("ask", "report_unclear", reason="error: a component failed")
    return verdict


def _by_policy(case: Case) -> Verdict:
    """Return what the first row that applies decides."""
    return next(v for row in rules.POLICY if (v := row(case)) is not None)


def _half_read(case: Case, by_words: Verdict, weighed: Verdict) -> Verdict:
    """Return the verdict on a message of which the classifier has read a part.

    Words that find a report decide alone; the classifier alone may lead to a question.
    """
    if by_words.route in ALERTING:
        return by_words
    if weighed.route in ALERTING:
        return make_verdict(case, "ask", "report_unclear", f"half read; {weighed.reason}")
    return weighed


def build(
    text: str,
    findings: Sequence[Finding],
    readings: Sequence[Reading],
    classified: Classified = NOTHING_CLASSIFIED,
    policy: FeverPolicy | None = None,
) -> Case:
    """Put together what is known of a message, not yet weighed."""
    level = policy or FeverPolicy()
    return Case(
        text=text,
        findings=tuple(findings),
        readings=tuple(judge_reading(text, reading, level) for reading in readings),
        classified=classified,
        subject=spoken_of(analyse(text)),
    )
