"""The policy on a message: the first row of ``POLICY`` that applies decides.

Findings, readings and classifier are weighed together where there is a classifier; without one,
words and readings decide alone. Doubt may lead to asking, never to dismissing (DET-1 to DET-15).
"""

from __future__ import annotations

from collections.abc import Callable

from bot.understanding.case import OPEN, Case
from bot.understanding.findings import Assertion, Experiencer
from bot.understanding.verdict import Verdict, verdict

ALERT = 0.3  # an alert is raised from this chance on
CRISIS = 0.2  # ... as a crisis
NAMED_CRISIS = 0.1  # ... where the words name one
HALF = 0.5  # ... or from here on, where it is as likely a reason not to call, or hardly known
KNOWN = 0.1  # ... to the classifier, of those that no word names
EMERGENCY = 0.15  # ... as an emergency
ASK = 0.1  # the advice and a question are due from this chance of anything on
ASK_OF_ANSWERS = 0.3  # ... and of more, where it is surely an answer or a follow-up
LIKELY_IN_ALL = 0.7  # of several topics together: then it is one of them
LIKELY = 0.3  # the classifier's topic counts from here on
SURE = 0.9  # ... and from here on against words that are no sign
_REPORTS = frozenset({"report_sign", "report_emergency", "report_crisis"})
_SOFT_REPORTS = frozenset({"report_unclear", "report_unlisted", "report_below_level"})
_SAID = (
    "follow_up_back",
    "follow_up_more",
    "follow_up_person",
    "follow_up_that",
    "follow_up_why",
    "calling",
    "cannot_reach",
    "reluctant",
    "thank",
    "goodbye",
)
_OF_CALLING = frozenset({"reluctant", "cannot_reach", "calling"})
_OF_THE_CLINIC = _OF_CALLING | {
    "ask_alert_status",
    "ask_call_back",
    "ask_clinic_contact",
    "ask_how_fast",
    "correct_mistake",
    "correct_person",
    "decline_contact",
}
_LOST = "follow_up_now"  # "what do I do?": who asks that may have a reason

Row = Callable[[Case], "Verdict | None"]


def _crisis(case: Case) -> Verdict | None:
    """A crisis of the mind comes first; one that is over or in doubt still gets its text."""
    counted = tuple(a for a in Assertion if a not in {Assertion.ABSENT, Assertion.OTHER})
    due = case.some("crisis", assertion=counted)
    if case.chances:
        # "a number for somebody who thinks of suicide": who that is, nobody knows.
        named = case.some("crisis", assertion=(*counted, Assertion.OTHER))
        known = case.classified
        plainly = known.intent in _OF_CALLING and known.confidence >= HALF
        plainly |= sum(known.ranking.get(one, 0.0) for one in _OF_THE_CLINIC) >= LIKELY_IN_ALL
        hardly_known = known.ranking.get("report_crisis", 0.0) < KNOWN
        least = NAMED_CRISIS if named else HALF if plainly or hardly_known else CRISIS
        due = case.chances["crisis"] >= least or _names_suicide(case)
    if due:
        return verdict(case, "crisis", "report_crisis", _because(case, "crisis", counted))
    return None


def _names_suicide(case: Case) -> bool:
    """Say whether suicide is named as there, in a message not surely about something else."""
    named = any(f.concept == "suicide" and f.assertion in OPEN for f in case.findings)
    return named and case.chances["none"] < SURE


def _emergency(case: Case) -> Verdict | None:
    """An emergency of the body."""
    named = case.some("emergency", assertion=OPEN)
    due = named
    if case.chances:
        probable = case.chances["emergency"] >= EMERGENCY
        due = probable or (named and case.alert() >= ALERT)
    if due:
        reason = _because(case, "emergency", OPEN)
        return verdict(case, "emergency", "report_emergency", reason)
    return None


def _report(case: Case) -> Verdict | None:
    """A sign that is there, or a reading at fever level."""
    if case.chances:
        if case.alert() >= ALERT:
            return verdict(case, "escalate", "report_sign", _because(case, "sign", OPEN))
        return None
    return _said(case)


def _said(case: Case) -> Verdict | None:
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


def _named_twice(case: Case) -> Verdict | None:
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


def _very_unwell(case: Case) -> Verdict | None:
    """Somebody very unwell, or unwell with a reading of any height (DET-14)."""
    unwell = ("worse", "distress", "unlisted")
    if case.some(*unwell) and any(r.assertion is Assertion.PRESENT for r in case.readings):
        reason = "a reading together with " + case.names(unwell, (Assertion.PRESENT,))
        return verdict(case, "escalate", "report_sign", reason)
    if any(f.concept == "very_unwell" and f.assertion is Assertion.PRESENT for f in case.findings):
        return verdict(case, "escalate", "report_sign", "words: very unwell")
    return None


def _doubted(case: Case) -> Verdict | None:
    """A sign or a reading is named as there, though the whole sounds like no report."""
    names = case.names(("sign", "emergency"), (Assertion.PRESENT,))
    hot = case.fever(Assertion.PRESENT)
    if names or hot is not None:
        what = names or (hot.reading.text if hot else "")
        return verdict(case, "ask", "report_unclear", f"sounds like none, but named: {what}")
    return None


def _unclear(case: Case) -> Verdict | None:
    """Something may be there: the advice and one question."""
    open_signs = case.names({"sign", "emergency"}, (Assertion.UNCERTAIN,))
    if open_signs:
        return verdict(case, "ask", "report_unclear", "unclear: " + open_signs)
    for judged in case.readings:
        unknown = judged.reading.certainty != "certain" or judged.reading.unit is None
        doubtful = judged.fever and judged.assertion in {Assertion.UNCERTAIN, Assertion.QUESTION}
        if (unknown or doubtful) and judged.assertion not in {Assertion.OTHER, Assertion.PAST}:
            reason = f"unclear reading: {judged.reading.text}"
            return verdict(case, "ask", "report_unclear", reason)
    vague = case.some("distress", "worse", assertion=(*OPEN, Assertion.PAST))
    asks = ("ask_", "follow_up_")
    if vague and not _surely_asks(case, asks, but=("ask_when_to_call", "ask_how_fast", _LOST)):
        names = case.names({"distress", "worse"}, (*OPEN, Assertion.PAST))
        return verdict(case, "ask", "report_unclear", "unclear: " + names)
    return None


def _below_level(case: Case) -> Verdict | None:
    """A reading under the level, nothing else beside it."""
    below = [r for r in case.readings if not r.fever and r.assertion in OPEN]
    if below:
        reason = f"temperature: {below[-1].reading.text}"
        return verdict(case, "ask", "report_below_level", reason)
    return None


def _perhaps(case: Case) -> Verdict | None:
    """The evidence together leaves it open."""
    chance = case.doubt()
    said = case.classified.intent.startswith(_SAID) and case.classified.confidence >= SURE
    if chance < (ASK_OF_ANSWERS if said and not case.findings else ASK):
        return None
    reason = f"weighed: {chance:.2f} for something"
    if case.some("unlisted", assertion=OPEN):
        return verdict(case, "ask", "report_unlisted", reason)
    intent = case.classified.intent if case.classified.intent in _SOFT_REPORTS else "report_unclear"
    return verdict(case, "ask", intent, reason)


def _past(case: Case) -> Verdict | None:
    """Older and gone: no alert, tell the doctor."""
    if case.some("sign", "emergency", assertion=(Assertion.PAST,)):
        names = case.names({"sign", "emergency"}, (Assertion.PAST,))
        return verdict(case, "none", "report_past", "past: " + names)
    if case.fever(Assertion.PAST) is not None:
        return verdict(case, "none", "report_past", "past: a reading")
    return None


def _unlisted(case: Case) -> Verdict | None:
    """A complaint that the page does not list: no claim, the advice, one question."""
    if _surely_asks(case, ("ask_", "not_covered_")):
        return None
    names = case.names({"unlisted"}, OPEN)
    return verdict(case, "ask", "report_unlisted", "unlisted: " + names) if names else None


def _contact(case: Case) -> Verdict | None:
    """Somebody else is ill, and the classifier knows no better topic."""
    others = [
        f
        for f in case.findings
        if f.kind in {"sign", "unlisted", "emergency"}
        and f.assertion is Assertion.OTHER
        and f.experiencer is not Experiencer.THING
    ]
    if others:
        near = any(f.experiencer is Experiencer.RELATIVE for f in others)
        if near or case.classified.intent.startswith("report_") or not case.classified.intent:
            return verdict(case, "none", _topic(case, "report_contact"), "another person is ill")
    return None


def _of_a_thing(case: Case) -> Verdict | None:
    """The words are said of a machine, a bill, a film: no report, whatever the classifier says."""
    things = [f for f in case.findings if f.experiencer is Experiencer.THING]
    if things and not case.some("distress", "worse", assertion=OPEN):
        return verdict(case, "none", _topic(case, "off_topic"), f"of a thing: {things[0].text}")
    return None


def _denied(case: Case) -> Verdict | None:
    """Signs are denied, and nothing else is said or asked."""
    kinds = ("sign", "emergency", "unlisted", "distress", "worse")
    denied = case.some(*kinds, assertion=(Assertion.ABSENT,))
    asked = case.some("sign", assertion=(Assertion.QUESTION, Assertion.HYPOTHETICAL))
    another = case.classified.confidence >= LIKELY and bool(case.classified.intent)
    if denied and not asked and not (another and not case.classified.intent.startswith("report_")):
        reason = "denied: " + case.names(kinds, (Assertion.ABSENT,))
        return verdict(case, "none", "report_denied", reason)
    return None


def _question(case: Case) -> Verdict | None:
    """A question about signs or the fever level: the classifier's topic, or the nearest one."""
    asked = (Assertion.QUESTION, Assertion.HYPOTHETICAL)
    if case.some("sign", "emergency", "unlisted", "distress", "worse", assertion=asked):
        hypothetical = case.some("sign", "unlisted", assertion=(Assertion.HYPOTHETICAL,))
        fallback = "ask_when_to_call" if hypothetical else "ask_sign_lookup"
        return verdict(case, "none", _topic(case, fallback), "asked about, not reported")
    if any(r.assertion in asked for r in case.readings):
        return verdict(case, "none", _topic(case, "ask_fever_level"), "a number is asked about")
    return None


def _classified(case: Case) -> Verdict | None:
    """Nothing found: a report that the classifier sees is asked about, however unsure it is."""
    if case.classified.intent in _REPORTS:
        return verdict(case, "ask", "report_unclear", "classifier: perhaps a report")
    if case.classified.intent in {*_SOFT_REPORTS, _LOST}:
        return verdict(case, "ask", case.classified.intent, f"classifier: {case.classified.intent}")
    return None


def _nothing(case: Case) -> Verdict:
    """No report: the classifier's intent stands."""
    return verdict(case, "none", case.classified.intent or "not_understood", "no report found")


def _surely_asks(case: Case, topics: tuple[str, ...], but: tuple[str, ...] = ()) -> bool:
    """Say whether it is a question about one of these topics, and hardly anything else."""
    known = case.classified
    chance = case.doubt()
    sure = bool(case.chances) and known.confidence >= SURE and chance < ASK
    return sure and known.intent.startswith(topics) and known.intent not in but


def _topic(case: Case, fallback: str) -> str:
    """Keep the classifier's topic, unless it is a report or there is none."""
    topic = case.classified.intent
    return topic if topic and not topic.startswith("report_") else fallback


def _because(case: Case, kind: str, assertions: tuple[Assertion, ...]) -> str:
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


POLICY: tuple[Row, ...] = (
    _crisis,
    _emergency,
    _report,
    _named_twice,
    _very_unwell,
    _doubted,
    _unclear,
    _below_level,
    _perhaps,
    _past,
    _unlisted,
    _contact,
    _of_a_thing,
    _denied,
    _question,
    _classified,
    _nothing,
)
