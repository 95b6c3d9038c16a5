"""The rows of the policy without a report: past, of others, denied, asked about."""

from __future__ import annotations

from bot.understanding.accounted import accounted_for, asks_for_others, is_a_weight
from bot.understanding.analysis import analyse
from bot.understanding.case import OPEN, Case
from bot.understanding.findings import Assertion, Experiencer
from bot.understanding.policy_levels import HALF, LIKELY
from bot.understanding.verdict import Verdict, verdict


def accounted(case: Case) -> Verdict | None:
    """The words account for the whole message: measures of other things, what is well."""
    a = analyse(case.text)
    numbers = (r.reading for r in case.readings)
    if accounted_for(a, case.findings) and all(is_a_weight(a, n.start, n.end) for n in numbers):
        measured = "other_measure" in a.cues or "weighed" in a.cues
        fallback = "not_covered_medical" if measured else "report_denied"
        return verdict(case, "none", topic(case, fallback), "nothing but measures and what is well")
    return None


def for_others(case: Case) -> Verdict | None:
    """Signs that nobody near is said to have, asked about for a course or a choir."""
    hardly = not case.chances or case.alert() < HALF
    if hardly and not case.readings and asks_for_others(analyse(case.text), case.findings):
        return past(case) or contact(case) or of_a_thing(case) or denied(case) or question(case)
    return None


def past(case: Case) -> Verdict | None:
    """Older and gone: no alert, tell the doctor."""
    if case.some("sign", "emergency", assertion=(Assertion.PAST,)):
        names = case.names({"sign", "emergency"}, (Assertion.PAST,))
        return verdict(case, "none", "report_past", "past: " + names)
    if case.fever(Assertion.PAST) is not None:
        return verdict(case, "none", "report_past", "past: a reading")
    return None


def contact(case: Case) -> Verdict | None:
    """Somebody else is ill, and the classifier knows no better topic."""
    ill: list[Experiencer] = [
        f.experiencer
        for f in case.findings
        if f.kind in {"sign", "unlisted", "emergency"}
        and f.assertion is Assertion.OTHER
        and f.experiencer is not Experiencer.THING
    ]
    ill += [r.experiencer for r in case.readings if r.assertion is Assertion.OTHER]
    if ill:
        near = Experiencer.RELATIVE in ill
        if near or case.classified.intent.startswith("report_") or not case.classified.intent:
            return verdict(case, "none", topic(case, "report_contact"), "another person is ill")
    return None


def of_a_thing(case: Case) -> Verdict | None:
    """The words are said of a machine, a bill, a film: no report, whatever the classifier says."""
    things = [f for f in case.findings if f.experiencer is Experiencer.THING]
    if things and not case.some("distress", "worse", assertion=OPEN):
        return verdict(case, "none", topic(case, "off_topic"), f"of a thing: {things[0].text}")
    return None


def denied(case: Case) -> Verdict | None:
    """Signs are denied, and nothing else is said or asked."""
    kinds = ("sign", "emergency", "unlisted", "distress", "worse")
    denied = case.some(*kinds, assertion=(Assertion.ABSENT,))
    asked = case.some("sign", assertion=(Assertion.QUESTION, Assertion.HYPOTHETICAL))
    another = case.classified.confidence >= LIKELY and bool(case.classified.intent)
    if denied and not asked and not (another and not case.classified.intent.startswith("report_")):
        reason = "denied: " + case.names(kinds, (Assertion.ABSENT,))
        return verdict(case, "none", "report_denied", reason)
    return None


def question(case: Case) -> Verdict | None:
    """A question about signs or the fever level: the classifier's topic, or the nearest one."""
    asked = (Assertion.QUESTION, Assertion.HYPOTHETICAL)
    if case.some("sign", "emergency", "unlisted", "distress", "worse", assertion=asked):
        hypothetical = case.some("sign", "unlisted", assertion=(Assertion.HYPOTHETICAL,))
        fallback = "ask_when_to_call" if hypothetical else "ask_sign_lookup"
        return verdict(case, "none", topic(case, fallback), "asked about, not reported")
    if any(r.assertion in asked for r in case.readings):
        return verdict(case, "none", topic(case, "ask_fever_level"), "a number is asked about")
    return None


def nothing(case: Case) -> Verdict:
    """No report: the classifier's intent stands."""
    return verdict(case, "none", case.classified.intent or "not_understood", "no report found")


def topic(case: Case, fallback: str) -> str:
    """Keep the classifier's topic, unless it is a report or there is none."""
    topic = case.classified.intent
    return topic if topic and not topic.startswith("report_") else fallback
