"""One message with all that is known of it: what a row of the policy may look at."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from bot.understanding.analysis import analyse
from bot.understanding.assertion import assess_span, denied_reading
from bot.understanding.fever_policy import FeverPolicy, Reading
from bot.understanding.findings import Assertion, Experiencer, Finding
from bot.understanding.speaker import speaks_for_another
from bot.understanding.things import Subject

Route = Literal["none", "ask", "escalate", "emergency", "crisis"]
ALERTING: tuple[Route, ...] = ("escalate", "emergency", "crisis")
_UNDER = Decimal("0.5")
OPEN = (Assertion.PRESENT, Assertion.UNCERTAIN)


@dataclass(frozen=True)
class JudgedReading:
    """A temperature reading with its assertion; ``fever``: certain, and at the clinic's level."""

    reading: Reading
    assertion: Assertion
    experiencer: Experiencer
    fever: bool


def judge_reading(text: str, reading: Reading, policy: FeverPolicy) -> JudgedReading:
    """Give a reading its assertion."""
    assertion, who = assess_span(text, reading.start, reading.end)
    if denied_reading(text, reading.start, reading.end):
        assertion = Assertion.ABSENT
    known = reading.certainty == "certain" and reading.unit is not None
    return JudgedReading(reading, assertion, who, known and policy.is_fever(reading))


def _height(judged: JudgedReading) -> Decimal:
    """Return a reading to rank it by: of "just under 38, 37.8" the second one is the reading."""
    celsius = judged.reading.celsius or Decimal(0)
    limit = getattr(judged.reading, "bound", "exact") == "below" and not judged.fever
    return celsius - _UNDER if limit else celsius


@dataclass(frozen=True)
class Classified:
    """What the classifier says of a message; by itself: nothing.

    ``intent`` is its topic with ``confidence`` 0 to 1; ``ranking`` holds its probabilities by
    intent; ``familiarity`` says how near the message is to what was learnt, 0 to 1.
    """

    intent: str = ""
    confidence: float = 0.0
    ranking: Mapping[str, float] = field(default_factory=dict)
    familiarity: float = 0.0

    @classmethod
    def of(
        cls, topic: str | None, ranking: Mapping[str, float], familiarity: float = 0.0
    ) -> Classified:
        """Put together a topic, which need not be the likeliest, and what surrounds it."""
        return cls(topic or "", ranking.get(topic or "", 0.0), ranking, familiarity)


@dataclass(frozen=True)
class Case:
    """What was found in a message.

    ``classified`` what the classifier says of it; ``subject`` whom it names; ``chances`` what the
    evidence together gives each route, empty without a classifier.
    """

    text: str
    findings: tuple[Finding, ...] = ()
    readings: tuple[JudgedReading, ...] = ()
    classified: Classified = Classified()
    subject: Subject = "nothing"
    chances: Mapping[Route, float] = field(default_factory=dict)

    def some(self, *kinds: str, assertion: Collection[Assertion] = (Assertion.PRESENT,)) -> bool:
        """Say whether a finding of these kinds has one of these assertions."""
        return any(f.kind in kinds and f.assertion in assertion for f in self.findings)

    def names(self, kinds: Collection[str], assertions: Collection[Assertion]) -> str:
        """List findings with the person's words, at most six."""
        shown = dict.fromkeys(
            f"{f.concept} ({f.text})"
            for f in self.findings
            if f.kind in kinds and f.assertion in assertions
        )
        return ", ".join(list(shown)[:6])

    def fever(self, *assertions: Assertion) -> JudgedReading | None:
        """Return the first reading at fever level with one of these assertions."""
        return next((r for r in self.readings if r.fever and r.assertion in assertions), None)

    def alert(self) -> float:
        """Return the chance that an alert is due, 0 without a classifier."""
        return sum(self.chances.get(route, 0.0) for route in ALERTING)

    def doubt(self) -> float:
        """Return the chance that an alert or a question back is due, 0 without a classifier."""
        return self.alert() + self.chances.get("ask", 0.0)

    def best_reading(self) -> JudgedReading | None:
        """Return the highest certain reading, those that may be real now before others."""
        certain = [r for r in self.readings if r.reading.certainty == "certain"]
        usable = certain or [r for r in self.readings if r.reading.certainty == "ambiguous"]
        return max(
            (r for r in usable if r.reading.celsius is not None),
            key=lambda r: (r.assertion in OPEN, _height(r)),
            default=None,
        )

    def reporter(self) -> Literal["self", "caregiver", "unknown"]:
        """Say who writes: about the own body, or about somebody else's."""
        seen = {f.experiencer for f in self.findings if f.assertion in OPEN}
        seen |= {r.experiencer for r in self.readings if r.assertion in OPEN}
        if Experiencer.SELF in seen:
            return "self"
        if Experiencer.RELATIVE in seen or speaks_for_another(analyse(self.text)):
            return "caregiver"
        return "unknown"
