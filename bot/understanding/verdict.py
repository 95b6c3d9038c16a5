"""Joins findings, readings and the classifier into one verdict (DET-1 to DET-15, GOV-4).

The order of ``POLICY`` is the policy: the first row that applies decides. Any of findings,
readings and classifier is enough for a report; confidence may lead to asking, never to dismissing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from typing import Any, Literal, Protocol

from bot.understanding.analysis import analyse
from bot.understanding.assertion import assess_span, denied_reading
from bot.understanding.findings import Assertion, Experiencer, Finding
from bot.understanding.things import Subject, spoken_of

Route = Literal["escalate", "emergency", "crisis", "ask", "none"]
SURE = 0.5  # the classifier alone raises an alert from here on
CRISIS = 0.3  # ... for a crisis of the mind
EMERGENCY = 0.4  # ... for an emergency of the body
TOGETHER = 0.6  # ... where it wavers between a sign and an emergency
LIKELY = 0.3  # ... and a question from here on
CONTRADICTED = 0.25  # words are explained away, and it still sounds like a report: a question
_OPEN = (Assertion.PRESENT, Assertion.UNCERTAIN)
_EXPLAINED = (
    Assertion.ABSENT,
    Assertion.PAST,
    Assertion.HYPOTHETICAL,
    Assertion.QUESTION,
    Assertion.OTHER,
)


class Reading(Protocol):
    """What ``decide`` needs of a temperature reading; see temperature.py."""

    @property
    def value(self) -> Decimal: ...  # noqa: D102
    @property
    def unit(self) -> Any: ...  # noqa: D102
    @property
    def celsius(self) -> Decimal | None: ...  # noqa: D102
    @property
    def text(self) -> str: ...  # noqa: D102
    @property
    def start(self) -> int: ...  # noqa: D102
    @property
    def end(self) -> int: ...  # noqa: D102
    @property
    def certainty(self) -> Any: ...  # noqa: D102


@dataclass(frozen=True)
class FeverPolicy:
    """The clinic's fever level, per unit in degrees; compared in the unit that was written (DET-4).

    ``lower_alert_c`` and ``low_c`` (degrees Celsius) also raise an alert when they are set.
    """

    threshold_c: Decimal = Decimal("38.0")
    threshold_f: Decimal = Decimal("100.4")
    inclusive: bool = True
    lower_alert_c: Decimal | None = None
    low_c: Decimal | None = None

    def is_fever(self, reading: Reading) -> bool:
        """Say whether a reading of known unit is at fever level."""
        level = self.threshold_f if reading.unit == "F" else self.threshold_c
        exact = getattr(reading, "bound", "exact") != "below"  # "nearly 38" is under 38
        if reading.value > level or (self.inclusive and exact and reading.value == level):
            return True
        celsius = reading.celsius
        if celsius is None:
            return False
        warm = self.lower_alert_c is not None and celsius >= self.lower_alert_c
        cold = self.low_c is not None and celsius < self.low_c
        return warm or cold


@dataclass(frozen=True)
class Verdict:
    """What the message is taken for, and why. ``as_dict`` is the value of ``verdict`` in Rasa."""

    route: Route
    intent: str
    severity: Literal["urgent", "emergency"] | None = None
    signs: tuple[str, ...] = ()
    temperature_c: float | None = None
    temperature_text: str | None = None
    reporter: Literal["self", "caregiver", "unknown"] = "unknown"
    reason: str = ""
    findings: tuple[Finding, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Return a JSON-able copy."""
        return {
            **asdict(self),
            "signs": list(self.signs),
            "findings": [finding.as_dict() for finding in self.findings],
        }


@dataclass(frozen=True)
class _Judged:
    """A reading with its assertion."""

    reading: Reading
    assertion: Assertion
    experiencer: Experiencer
    fever: bool


@dataclass(frozen=True)
class Trust:
    """How far the classifier is believed (chosen with benchmarks/union.py).

    It raises an alert alone from the probability ``sure`` on where a person is named, ``bodily``
    where only a part of a body is, ``impersonal`` where neither is, never of machines and bills.
    Where it gives all kinds of report together less than ``opposed``, and has learnt from some
    sentence at least as near as ``near``, a single sign or reading is asked about, not dismissed.
    """

    sure: float = SURE
    bodily: float = 0.6
    impersonal: float = 0.8
    opposed: float = 0.02
    near: float = 0.5

    def needed(self, subject: Subject) -> float:
        """Return the probability that the classifier needs alone, above 1 where it never counts."""
        named = {"somebody": self.sure, "body": self.bodily, "nothing": self.impersonal}
        return max(self.sure, named.get(subject, 2.0))


@dataclass(frozen=True)
class Case:
    """Everything a row of the policy may look at."""

    text: str
    findings: tuple[Finding, ...]
    readings: tuple[_Judged, ...]
    intent: str
    confidence: float
    ranking: Mapping[str, float] = field(default_factory=dict)
    entities: Collection[str] = ()
    needed: float = SURE  # what the classifier alone needs for an alert
    opposed: bool = False  # the classifier knows sentences like this, and none is a report

    def some(self, *kinds: str, assertion: Collection[Assertion] = (Assertion.PRESENT,)) -> bool:
        """Say whether a finding of these kinds has one of these assertions."""
        return any(f.kind in kinds and f.assertion in assertion for f in self.findings)

    def probability(self, intent: str) -> float:
        """Return what the classifier gives an intent."""
        return max(self.ranking.get(intent, 0.0), self.confidence if intent == self.intent else 0.0)

    def alarm(self) -> float:
        """Return what the classifier gives a sign and an emergency together."""
        return self.probability("report_sign") + self.probability("report_emergency")

    def explained_away(self) -> bool:
        """Say whether signs or readings are named, and none of them may be there now."""
        signs = [f for f in self.findings if f.kind in {"sign", "emergency", "crisis", "unlisted"}]
        said = [f.assertion for f in signs] + [r.assertion for r in self.readings if r.fever]
        return bool(said) and not any(assertion in _OPEN for assertion in said)


# Intents that say of something that it is there, or may be.
REPORTING = frozenset(
    {
        "report_sign",
        "report_emergency",
        "report_crisis",
        "report_unclear",
        "report_unlisted",
        "answer_fever_number",
    }
)


def reported(ranking: Mapping[str, float]) -> float:
    """Return what the classifier gives all kinds of report together."""
    return sum(chance for intent, chance in ranking.items() if intent in REPORTING)


def decide(
    text: str,
    findings: Sequence[Finding],
    readings: Sequence[Reading],
    intent: str | None = None,
    confidence: float = 0.0,
    *,
    ranking: Mapping[str, float] | None = None,
    entities: Collection[str] = (),
    policy: FeverPolicy | None = None,
    trust: Trust | None = None,
    familiarity: float = 0.0,
    failed: bool = False,
) -> Verdict:
    """Return the verdict on a message; never raises.

    ``intent`` and ``confidence`` (0 to 1) are the classifier's, ``ranking`` its other
    probabilities by intent, ``entities`` the kinds of look-up entities that were found (cause,
    drug, sign, measure, not_on_page), ``familiarity`` how near it is to what was learnt, 0 to 1.
    ``failed`` says that a component before failed: then the
    message is answered with the advice and a question at least.
    """
    try:
        rules = policy or FeverPolicy()
        judged = tuple(_judge(text, reading, rules) for reading in readings)
        trusted = trust or Trust()
        case = Case(
            text,
            tuple(findings),
            judged,
            intent or "",
            confidence,
            ranking or {},
            entities,
            trusted.needed(spoken_of(analyse(text))),
            bool(ranking)
            and reported(ranking or {}) < trusted.opposed
            and familiarity >= trusted.near,
        )
        verdict = next(v for row in POLICY if (v := row(case)) is not None)
    except Exception as error:  # a verdict is due whatever happens; asking is the safe one
        return Verdict("ask", "report_unclear", reason=f"error: {type(error).__name__}")
    if failed and verdict.route == "none":
        return Verdict("ask", "report_unclear", reason="error: a component failed")
    return verdict


def _judge(text: str, reading: Reading, policy: FeverPolicy) -> _Judged:
    """Give a reading its assertion."""
    assertion, who = assess_span(text, reading.start, reading.end)
    if denied_reading(text, reading.start, reading.end):
        assertion = Assertion.ABSENT
    known = reading.certainty == "certain" and reading.unit is not None
    return _Judged(reading, assertion, who, known and policy.is_fever(reading))


def _verdict(case: Case, route: Route, intent: str, reason: str) -> Verdict:
    """Fill a verdict in from the case."""
    present = [f for f in case.findings if f.assertion is Assertion.PRESENT]
    alert = route in {"escalate", "emergency", "crisis"}
    named = [f.concept for f in present if f.kind == "sign"] if alert else []
    best = _best_reading(case)
    if alert and best is not None and best.fever and best.assertion in _OPEN:
        named.append("fever")
    celsius = best.reading.celsius if best is not None else None
    severity: Literal["urgent", "emergency"] | None = None
    if alert:
        severity = "urgent" if route == "escalate" else "emergency"
    return Verdict(
        route=route,
        intent=intent,
        severity=severity,
        signs=tuple(dict.fromkeys(named)),
        temperature_c=float(celsius) if celsius is not None else None,
        temperature_text=best.reading.text if best is not None and celsius is not None else None,
        reporter=_reporter(case),
        reason=reason,
        findings=case.findings,
    )


def _best_reading(case: Case) -> _Judged | None:
    """Return the highest certain reading, those that may be real now before others."""
    certain = [r for r in case.readings if r.reading.certainty == "certain"]
    usable = certain or [r for r in case.readings if r.reading.certainty == "ambiguous"]
    return max(
        (r for r in usable if r.reading.celsius is not None),
        key=lambda r: (r.assertion in _OPEN, r.reading.celsius or 0),
        default=None,
    )


def _reporter(case: Case) -> Literal["self", "caregiver", "unknown"]:
    """Say who writes: about the own body, or about somebody else's."""
    seen = {f.experiencer for f in case.findings if f.assertion in _OPEN}
    seen |= {r.experiencer for r in case.readings if r.assertion in _OPEN}
    if Experiencer.SELF in seen:
        return "self"
    return "caregiver" if Experiencer.RELATIVE in seen else "unknown"


def _names(case: Case, kinds: Collection[str], assertions: Collection[Assertion]) -> str:
    """List what a verdict rests on, with the person's words."""
    shown = dict.fromkeys(
        f"{f.concept} ({f.text})"
        for f in case.findings
        if f.kind in kinds and f.assertion in assertions
    )
    return ", ".join(list(shown)[:6])


def _crisis(case: Case) -> Verdict | None:
    """A crisis of the mind comes first; one that is over or in doubt still gets its text."""
    counted = tuple(a for a in Assertion if a not in {Assertion.ABSENT, Assertion.OTHER})
    if case.some("crisis", assertion=counted):
        return _verdict(
            case, "crisis", "report_crisis", "words: " + _names(case, {"crisis"}, counted)
        )
    if case.probability("report_crisis") >= CRISIS and not case.some(
        "crisis", assertion=_EXPLAINED
    ):
        return _verdict(case, "crisis", "report_crisis", "classifier: report_crisis")
    return None


def _emergency(case: Case) -> Verdict | None:
    """An emergency of the body, by words or by the classifier."""
    if case.some("emergency", assertion=_OPEN):
        names = _names(case, {"emergency"}, _OPEN)
        return _verdict(case, "emergency", "report_emergency", "words: " + names)
    doubt = max(0.0, case.needed - SURE)
    probable = case.probability("report_emergency") >= EMERGENCY + doubt
    if probable and not case.explained_away():
        return _verdict(case, "emergency", "report_emergency", "classifier: report_emergency")
    return None


def _report(case: Case) -> Verdict | None:
    """A present sign, a fever-level reading of somebody's, or the classifier."""
    if case.some("sign"):
        names = _names(case, {"sign"}, (Assertion.PRESENT,))
        if case.opposed and _only_one(case):
            return _verdict(case, "ask", "report_unclear", "sounds like none, but named: " + names)
        return _verdict(case, "escalate", "report_sign", "words: " + names)
    for judged in case.readings:
        if judged.fever and judged.assertion is Assertion.PRESENT:
            if case.opposed and _only_one(case):
                reason = f"sounds like none, but a reading: {judged.reading.text}"
                return _verdict(case, "ask", "report_unclear", reason)
            return _verdict(case, "escalate", "report_sign", f"temperature: {judged.reading.text}")
    unwell = case.some("worse", "distress", "unlisted")
    if unwell and any(r.assertion is Assertion.PRESENT for r in case.readings):
        names = _names(case, {"worse", "distress", "unlisted"}, (Assertion.PRESENT,))
        return _verdict(case, "escalate", "report_sign", f"a reading together with {names}")
    if any(f.concept == "very_unwell" and f.assertion is Assertion.PRESENT for f in case.findings):
        return _verdict(case, "escalate", "report_sign", "words: very unwell")
    several = {f.concept for f in case.findings if f.kind == "sign" and f.bare}
    if len(several) > 1:
        return _verdict(case, "escalate", "report_sign", "words: several signs named")
    other = case.some("unlisted", "distress", "worse", assertion=_OPEN)
    probable = case.probability("report_sign") >= case.needed + 0.2 * other
    together = case.alarm() >= max(TOGETHER, case.needed) + 0.2 * other
    if (probable or together) and not case.explained_away() and not _only_soft(case):
        return _verdict(case, "escalate", "report_sign", "classifier: report_sign")
    return _agreed(case)


def _agreed(case: Case) -> Verdict | None:
    """Words that leave a doubt, and a classifier that hears a report in them."""
    doubted = _names(case, {"sign"}, (Assertion.UNCERTAIN,))
    if doubted and not _bare(case) and case.alarm() >= SURE:
        return _verdict(case, "escalate", "report_sign", "words and classifier: " + doubted)
    settled = {Assertion.UNCERTAIN, Assertion.PAST, Assertion.OTHER}
    read = next((r for r in case.readings if r.fever and r.assertion in settled), None)
    if read is not None and case.alarm() >= TOGETHER:
        reason = f"reading and classifier: {read.reading.text}"
        return _verdict(case, "escalate", "report_sign", reason)
    return None


def _bare(case: Case) -> bool:
    """Say whether the message is no more than a name."""
    return any(f.bare for f in case.findings)


def _contradicted(case: Case) -> Verdict | None:
    """The words are explained (over, somebody else's, a thing's), but it sounds like a report."""
    settled = {Assertion.PAST, Assertion.OTHER}
    told = any(f.assertion in settled for f in case.findings)
    told = told or any(r.assertion in settled for r in case.readings)
    if told and case.explained_away() and case.alarm() >= CONTRADICTED:
        return _verdict(case, "ask", "report_unclear", "explained, but classifier: a report")
    return None


def _only_one(case: Case) -> bool:
    """Say whether a single sign or a single reading is all that speaks for a report."""
    signs = {f.concept for f in case.findings if f.kind == "sign" and f.assertion in _OPEN}
    return len(signs) + sum(r.fever and r.assertion in _OPEN for r in case.readings) == 1


def _only_soft(case: Case) -> bool:
    """Say whether the words or the number are there and are known to be no report."""
    return bool(case.readings) or any(f.kind == "sign" for f in case.findings)


def _unclear(case: Case) -> Verdict | None:
    """Something may be there: the advice and one question."""
    open_signs = _names(case, {"sign"}, (Assertion.UNCERTAIN,))
    if open_signs:
        return _verdict(case, "ask", "report_unclear", "unclear: " + open_signs)
    for judged in case.readings:
        vague = judged.reading.certainty != "certain" or judged.reading.unit is None
        doubtful = judged.fever and judged.assertion in {Assertion.UNCERTAIN, Assertion.QUESTION}
        if (vague or doubtful) and judged.assertion not in {Assertion.OTHER, Assertion.PAST}:
            return _verdict(
                case, "ask", "report_unclear", f"unclear reading: {judged.reading.text}"
            )
    if case.some("distress", "worse", assertion=(*_OPEN, Assertion.PAST)):
        names = _names(case, {"distress", "worse"}, (*_OPEN, Assertion.PAST))
        return _verdict(case, "ask", "report_unclear", "unclear: " + names)
    return None


def _below_level(case: Case) -> Verdict | None:
    """A reading under the level, nothing else beside it."""
    below = [r for r in case.readings if not r.fever and r.assertion in _OPEN]
    if below:
        text = below[-1].reading.text
        return _verdict(case, "ask", "report_below_level", f"temperature: {text}")
    return None


def _past(case: Case) -> Verdict | None:
    """Older and gone: no alert, tell the doctor."""
    if case.some("sign", "emergency", assertion=(Assertion.PAST,)):
        names = _names(case, {"sign", "emergency"}, (Assertion.PAST,))
        return _verdict(case, "none", "report_past", "past: " + names)
    if any(r.fever and r.assertion is Assertion.PAST for r in case.readings):
        return _verdict(case, "none", "report_past", "past: a reading")
    return None


def _unlisted(case: Case) -> Verdict | None:
    """A complaint that the page does not list: no claim, the advice, one question."""
    names = _names(case, {"unlisted"}, _OPEN)
    return _verdict(case, "ask", "report_unlisted", "unlisted: " + names) if names else None


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
        if near or case.intent.startswith("report_") or not case.intent:
            return _verdict(case, "none", _topic(case, "report_contact"), "another person is ill")
    return None


def _of_a_thing(case: Case) -> Verdict | None:
    """The words are said of a machine, a bill, a film: no report, whatever the classifier says."""
    things = [f for f in case.findings if f.experiencer is Experiencer.THING]
    if things and not case.some("distress", "worse", assertion=_OPEN):
        return _verdict(case, "none", _topic(case, "off_topic"), f"of a thing: {things[0].text}")
    return None


def _denied(case: Case) -> Verdict | None:
    """Signs are denied, and nothing else is said or asked."""
    kinds = ("sign", "emergency", "unlisted", "distress", "worse")
    denied = case.some(*kinds, assertion=(Assertion.ABSENT,))
    asked = case.some("sign", assertion=(Assertion.QUESTION, Assertion.HYPOTHETICAL))
    if denied and not asked and not _asks(case):
        return _verdict(
            case, "none", "report_denied", "denied: " + _names(case, kinds, (Assertion.ABSENT,))
        )
    return None


def _asks(case: Case) -> bool:
    """Say whether the classifier sees a question or another topic in it, with some confidence."""
    return case.confidence >= LIKELY and not case.intent.startswith("report_") and bool(case.intent)


def _topic(case: Case, fallback: str) -> str:
    """Keep the classifier's topic, unless it is a report or there is none."""
    return case.intent if case.intent and not case.intent.startswith("report_") else fallback


def _question(case: Case) -> Verdict | None:
    """A question about signs or the fever level: the classifier's topic, or the nearest one."""
    asked = (Assertion.QUESTION, Assertion.HYPOTHETICAL)
    if case.some("sign", "emergency", "unlisted", "distress", "worse", assertion=asked):
        hypothetical = case.some("sign", "unlisted", assertion=(Assertion.HYPOTHETICAL,))
        fallback = "ask_when_to_call" if hypothetical else "ask_sign_lookup"
        return _verdict(case, "none", _topic(case, fallback), "asked about, not reported")
    if any(r.assertion in asked for r in case.readings):
        return _verdict(case, "none", _topic(case, "ask_fever_level"), "a number is asked about")
    return None


def _classified(case: Case) -> Verdict | None:
    """Nothing found: the classifier's word, a report that it half sees is asked about."""
    likely = max(
        case.probability(name) for name in ("report_sign", "report_emergency", "report_crisis")
    )
    if likely >= LIKELY or case.intent in {"report_sign", "report_emergency", "report_crisis"}:
        return _verdict(case, "ask", "report_unclear", "classifier: perhaps a report")
    if case.intent in {"report_unclear", "report_unlisted", "report_below_level"}:
        return _verdict(case, "ask", case.intent, f"classifier: {case.intent}")
    return None


def _nothing(case: Case) -> Verdict:
    """No report: the classifier's intent stands."""
    return _verdict(case, "none", case.intent or "not_understood", "no report found")


POLICY: tuple[Callable[[Case], Verdict | None], ...] = (
    _crisis,
    _emergency,
    _report,
    _unclear,
    _below_level,
    _contradicted,
    _past,
    _unlisted,
    _contact,
    _of_a_thing,
    _denied,
    _question,
    _classified,
    _nothing,
)
