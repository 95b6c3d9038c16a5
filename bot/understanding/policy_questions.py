"""The rows of the policy that ask back: doubt leads to the advice and one question (DET-6)."""

from __future__ import annotations

from bot.understanding.analysis import analyse
from bot.understanding.case import OPEN, Case
from bot.understanding.findings import Assertion
from bot.understanding.patient import patient_named
from bot.understanding.policy_levels import (
    ASK,
    ASK_OF_ANSWERS,
    HALF,
    HARDLY,
    LITTLE,
    LOST,
    REPORTS,
    SAID,
    SOFT_REPORTS,
    SURE,
)
from bot.understanding.verdict import Verdict, verdict

_NOT_NOW = frozenset({Assertion.OTHER, Assertion.PAST, Assertion.HYPOTHETICAL})


def surely_asks(case: Case, topics: tuple[str, ...], but: tuple[str, ...] = ()) -> bool:
    """Say whether it is a question about one of these topics, and hardly anything else."""
    known = case.classified
    chance = case.doubt()
    sure = bool(case.chances) and known.confidence >= SURE and chance < ASK
    return sure and known.intent.startswith(topics) and known.intent not in but


def hardly_anything(case: Case) -> bool:
    """Say whether the evidence together leaves next to no doubt that nothing is reported."""
    return bool(case.chances) and case.doubt() < HARDLY


def doubted(case: Case) -> Verdict | None:
    """A sign or a reading is named as there, though the whole sounds like no report."""
    kinds = ("emergency",) if hardly_anything(case) else ("sign", "emergency")
    names = case.names(kinds, (Assertion.PRESENT,))
    hot = case.fever(Assertion.PRESENT)
    if names or hot is not None:
        what = names or (hot.reading.text if hot else "")
        return verdict(case, "ask", "report_unclear", f"sounds like none, but named: {what}")
    return None


def unclear(case: Case) -> Verdict | None:
    """Something may be there: the advice and one question."""
    open_signs = case.names({"sign", "emergency"}, (Assertion.UNCERTAIN,))
    if open_signs:
        return verdict(case, "ask", "report_unclear", "unclear: " + open_signs)
    for judged in case.readings:
        unknown = judged.reading.certainty != "certain" or judged.reading.unit is None
        doubtful = judged.fever and judged.assertion in {Assertion.UNCERTAIN, Assertion.QUESTION}
        if (unknown or doubtful) and judged.assertion not in _NOT_NOW:
            reason = f"unclear reading: {judged.reading.text}"
            return verdict(case, "ask", "report_unclear", reason)
    vague = case.some("distress", "worse", assertion=(*OPEN, Assertion.PAST))
    asks = ("ask_", "follow_up_")
    of_a_call = () if hardly_anything(case) else ("ask_when_to_call", "ask_how_fast")
    if vague and not surely_asks(case, asks, but=(*of_a_call, LOST)):
        names = case.names({"distress", "worse"}, (*OPEN, Assertion.PAST))
        return verdict(case, "ask", "report_unclear", "unclear: " + names)
    return None


def below_level(case: Case) -> Verdict | None:
    """A reading under the level, nothing else beside it."""
    below = [r for r in case.readings if not r.fever and r.assertion in OPEN]
    if below:
        reason = f"temperature: {below[-1].reading.text}"
        return verdict(case, "ask", "report_below_level", reason)
    return None


def plainly_of_another(case: Case) -> bool:
    """Say whether the writer is the patient, and what is wrong is with somebody near (P5)."""
    if case.classified.ranking.get("report_contact", 0.0) < HALF:
        return False
    told = [*(f.assertion for f in case.findings), *(r.assertion for r in case.readings)]
    of_others = bool(told) and all(one in {Assertion.OTHER, Assertion.ABSENT} for one in told)
    return of_others and patient_named(analyse(case.text)) == "writer"


def plainly_past(case: Case) -> bool:
    """Say whether what is told is over by the words, the number and the classifier alike."""
    if case.classified.ranking.get("report_past", 0.0) < HALF:
        return False
    told = [*(f.assertion for f in case.findings), *(r.assertion for r in case.readings)]
    return not any(one in OPEN for one in told)


def perhaps(case: Case) -> Verdict | None:
    """The evidence together leaves it open."""
    chance = case.doubt()
    if chance < LITTLE and plainly_past(case):
        return verdict(case, "none", "report_past", "past, by the classifier and the words")
    if chance < LITTLE and plainly_of_another(case):
        return None
    said = case.classified.intent.startswith(SAID) and case.classified.confidence >= SURE
    if chance < (ASK_OF_ANSWERS if said and not case.findings else ASK):
        return None
    reason = f"weighed: {chance:.2f} for something"
    if case.some("unlisted", assertion=OPEN):
        return verdict(case, "ask", "report_unlisted", reason)
    intent = case.classified.intent if case.classified.intent in SOFT_REPORTS else "report_unclear"
    return verdict(case, "ask", intent, reason)


def unlisted(case: Case) -> Verdict | None:
    """A complaint that the page does not list: no claim, the advice, one question."""
    if surely_asks(case, ("ask_", "not_covered_")):
        return None
    names = case.names({"unlisted"}, OPEN)
    return verdict(case, "ask", "report_unlisted", "unlisted: " + names) if names else None


def classified(case: Case) -> Verdict | None:
    """Nothing found: a report that the classifier sees is asked about, however unsure it is."""
    if case.classified.intent in REPORTS:
        return verdict(case, "ask", "report_unclear", "classifier: perhaps a report")
    if case.classified.intent in {*SOFT_REPORTS, LOST}:
        return verdict(case, "ask", case.classified.intent, f"classifier: {case.classified.intent}")
    return None
