"""The rows of the policy that raise an alert: crisis, emergency, report (DET-1 to DET-5)."""

from __future__ import annotations

from bot.understanding.case import OPEN, Case
from bot.understanding.findings import Assertion, Experiencer
from bot.understanding.policy_levels import (
    ALERT,
    CRISIS,
    EMERGENCY,
    HALF,
    KNOWN,
    LIKELY_IN_ALL,
    NAMED_CRISIS,
    OF_CALLING,
    OF_THE_CLINIC,
    SURE,
    UNKNOWN_CRISIS,
)
from bot.understanding.verdict import Verdict, verdict


def crisis(case: Case) -> Verdict | None:
    """A crisis of the mind comes first; one that is over or in doubt still gets its text."""
    counted = tuple(a for a in Assertion if a not in {Assertion.ABSENT, Assertion.OTHER})
    due = case.some("crisis", assertion=counted)
    if case.chances:
        # "a number for somebody who thinks of suicide": who that is, nobody knows.
        named = case.some("crisis", assertion=(*counted, Assertion.OTHER))
        known = case.classified
        plainly = known.intent in OF_CALLING and known.confidence >= HALF
        plainly |= sum(known.ranking.get(one, 0.0) for one in OF_THE_CLINIC) >= LIKELY_IN_ALL
        hardly_known = known.ranking.get("report_crisis", 0.0) < KNOWN
        unnamed = HALF if plainly else UNKNOWN_CRISIS if hardly_known else CRISIS
        least = NAMED_CRISIS if named else unnamed
        surely = not plainly and known.ranking.get("report_crisis", 0.0) >= SURE
        due = case.chances["crisis"] >= least or names_suicide(case) or surely
    if due:
        return verdict(case, "crisis", "report_crisis", because(case, "crisis", counted))
    return None


def names_suicide(case: Case) -> bool:
    """Say whether suicide is named as there, in a message not surely about something else."""
    named = any(f.concept == "suicide" and f.assertion in OPEN for f in case.findings)
    return named and case.chances["none"] < SURE


def emergency(case: Case) -> Verdict | None:
    """An emergency of the body."""
    named = case.some("emergency", assertion=OPEN)
    due = named
    if case.chances:
        hardly_known = case.classified.ranking.get("report_emergency", 0.0) < KNOWN
        probable = case.chances["emergency"] >= (HALF if hardly_known else EMERGENCY)
        due = probable or (named and case.alert() >= ALERT)
    if due:
        reason = because(case, "emergency", OPEN)
        return verdict(case, "emergency", "report_emergency", reason)
    return None


def report(case: Case) -> Verdict | None:
    """A sign that is there, or a reading at fever level."""
    if case.chances:
        if case.alert() >= (HALF if only_below_level(case) else ALERT):
            return verdict(case, "escalate", "report_sign", because(case, "sign", OPEN))
        return None
    return said(case)


def only_below_level(case: Case) -> bool:
    """Say whether a reading under the line is all that is told: it raises no alert by itself."""
    below = [r for r in case.readings if not r.fever and r.reading.certainty == "certain"]
    told = (
        f
        for f in case.findings
        if f.assertion is not Assertion.ABSENT
        and (f.concept != "fever" or f.assertion in {Assertion.PRESENT, Assertion.PAST})
    )
    return bool(below) and len(below) == len(case.readings) and not any(told)


def said(case: Case) -> Verdict | None:
    """A report by words and readings alone."""
    kinds = ("sign",)
    if case.some(*kinds):
        reason = "words: " + case.names(kinds, (Assertion.PRESENT,))
        return verdict(case, "escalate", "report_sign", reason)
    hot = case.fever(Assertion.PRESENT)
    if hot is not None:
        return verdict(case, "escalate", "report_sign", f"temperature: {hot.reading.text}")
    if len({f.concept for f in case.findings if f.kind == "sign" and f.bare}) > 1:
        return verdict(case, "escalate", "report_sign", "words: several signs named")
    return None


def named_twice(case: Case) -> Verdict | None:
    """Two signs, or a sign and a reading, of somebody in care: whatever the classifier says."""
    kinds = ("sign", "emergency")
    present = [f for f in case.findings if f.kind in kinds and f.assertion is Assertion.PRESENT]
    things = {f.concept for f in present}
    if case.fever(Assertion.PRESENT) is not None:
        things.add("a reading")
    cared_for = any(f.experiencer in {Experiencer.SELF, Experiencer.RELATIVE} for f in present)
    if len(things) > 1 and cared_for:
        reason = "words: " + case.names(kinds, (Assertion.PRESENT,))
        return verdict(case, "escalate", "report_sign", reason)
    return None


def very_unwell(case: Case) -> Verdict | None:
    """Somebody very unwell, or unwell with a reading of any height (DET-14)."""
    unwell = ("worse", "distress", "unlisted")
    if case.some(*unwell) and any(r.assertion is Assertion.PRESENT for r in case.readings):
        reason = "a reading together with " + case.names(unwell, (Assertion.PRESENT,))
        return verdict(case, "escalate", "report_sign", reason)
    if any(f.concept == "very_unwell" and f.assertion is Assertion.PRESENT for f in case.findings):
        return verdict(case, "escalate", "report_sign", "words: very unwell")
    return None


def because(case: Case, kind: str, assertions: tuple[Assertion, ...]) -> str:
    """Say what an alert rests on."""
    words = case.names({kind}, assertions)
    hot = case.fever(*assertions)
    reading = hot.reading.text if hot is not None and kind == "sign" else ""
    named = "; ".join(
        part
        for part in (words and f"words: {words}", reading and f"temperature: {reading}")
        if part
    )
    if not case.chances:
        return named
    chance = f"weighed: {case.alert():.2f}"
    return f"{named}; {chance}" if named else f"classifier: {case.classified.intent}; {chance}"
