"""What a message is taken for, and why: the value of ``verdict`` in Rasa, alert and log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from bot.understanding.analysis import analyse
from bot.understanding.case import ALERTING, OPEN, Case, Route
from bot.understanding.findings import Assertion, Finding
from bot.understanding.patient import patient_named
from bot.understanding.policy_levels import PERHAPS_GRAVER

GRAVE: tuple[Route, ...] = ("emergency", "crisis")


@dataclass(frozen=True)
class Verdict:
    """What the message is taken for. ``temperature_c`` in degrees Celsius, to 0.1.

    ``reporter`` says about whose body somebody writes, ``patient`` who is told to be the patient.
    ``chance``, 0 to 1, that an alert is due, ``doubt`` that anything is, a question back counted
    in; None where words and readings decided alone. ``implausible``: it tells a temperature that
    no body has. ``fever_if_asked``: it holds a number that is
    a fever where Nia had asked for one. ``perhaps``: graver routes that it may be, too.
    """

    route: Route
    intent: str
    severity: Literal["urgent", "emergency"] | None = None
    signs: tuple[str, ...] = ()
    temperature_c: float | None = None
    temperature_text: str | None = None
    reporter: Literal["self", "caregiver", "unknown"] = "unknown"
    patient: Literal["writer", "other", "unknown"] = "unknown"
    reason: str = ""
    findings: tuple[Finding, ...] = ()
    chance: float | None = None
    doubt: float | None = None
    implausible: bool = False
    fever_if_asked: bool = False
    perhaps: tuple[Route, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Return a JSON-able copy."""
        return {
            **asdict(self),
            "signs": list(self.signs),
            "perhaps": list(self.perhaps),
            "findings": [finding.as_dict() for finding in self.findings],
        }


def _signs(findings: Sequence[Finding]) -> list[str]:
    """Return the signs that an alert is for: what is in doubt counts where nothing is plain."""
    return [f.concept for f in findings if f.kind == "sign" and f.assertion in OPEN]


def _graver(case: Case, route: Route) -> tuple[Route, ...]:
    """Return what the message may be, too: an emergency, a crisis of the mind."""
    above = GRAVE[GRAVE.index(route) + 1 :] if route in GRAVE else GRAVE
    return tuple(one for one in above if case.chances.get(one, 0.0) >= PERHAPS_GRAVER)


def verdict(case: Case, route: Route, intent: str, reason: str) -> Verdict:
    """Fill a verdict in from the case: the signs that are there, the reading, who writes."""
    alert = route in ALERTING
    present = [f for f in case.findings if f.assertion is Assertion.PRESENT]
    named = _signs(present or list(case.findings)) if alert else []
    best = case.best_reading()
    if alert and best is not None and best.fever and best.assertion in OPEN:
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
        reporter=case.reporter(),
        patient=patient_named(analyse(case.text)),
        reason=reason,
        findings=case.findings,
        chance=round(case.alert(), 4) if case.chances else None,
        doubt=round(case.doubt(), 4) if case.chances else None,
        implausible=any(
            judged.reading.certainty == "implausible" and judged.assertion in OPEN
            for judged in case.readings
        ),
        perhaps=_graver(case, route),
    )
