"""What speaks for and against a report, as named numbers: the rows of data/evidence/weights.yml.

How much the classifier is to be believed depends on what the words say, so most of its evidence
is kept apart by the words' state: they are sure of a sign (or of two), in doubt, explain it
away, speak of a thing, or are silent.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from bot.understanding.case import Case
from bot.understanding.findings import Assertion, Experiencer

GROUPS: Mapping[str, frozenset[str]] = {
    "a report": frozenset({"report_sign", "report_emergency", "report_crisis"}),
    "an emergency": frozenset({"report_emergency"}),
    "a crisis": frozenset({"report_crisis"}),
    "something unclear": frozenset({"report_unclear", "report_unlisted", "report_below_level"}),
    "a bare number": frozenset({"answer_fever_number", "answer_low_number"}),
    "something past": frozenset({"report_past"}),
    "a denial": frozenset({"report_denied"}),
    "another person": frozenset({"report_contact"}),
    "a question about signs": frozenset(
        {
            "ask_fever_level",
            "ask_how_fast",
            "ask_sign_lookup",
            "ask_signs",
            "ask_signs_complete",
            "ask_symptoms",
            "ask_when_to_call",
        }
    ),
    "an answer": frozenset(
        {
            "affirm",
            "better_now",
            "calling",
            "cannot_reach",
            "correct_mistake",
            "correct_person",
            "decline_contact",
            "deny",
            "not_sure",
            "reached",
            "reluctant",
        }
    ),
    "a follow-up": frozenset(
        {
            "follow_up_back",
            "follow_up_more",
            "follow_up_now",
            "follow_up_person",
            "follow_up_that",
            "follow_up_why",
        }
    ),
    "politeness": frozenset({"goodbye", "greet", "repeat", "thank"}),
    "off topic": frozenset({"off_topic", "other_language", "gibberish"}),
    "not covered": frozenset(
        {
            "not_covered_admin",
            "not_covered_counts",
            "not_covered_course",
            "not_covered_living",
            "not_covered_medical",
            "not_covered_treatment",
        }
    ),
}
# Where the curve of a group may bend, in log-odds: 0.2 %, 5 %, 27 %, 50 %, 73 %, 95 %.
BENDS = (-6.0, -3.0, -1.0, 0.0, 1.0, 3.0)
BENDING = ("a report", "an emergency", "a crisis", "something unclear")
LEAST = 1e-4  # a probability is taken for no nearer to 0 or 1 than this
_NAMED = frozenset({"sign", "emergency", "crisis"})


def gather(case: Case) -> dict[str, float]:
    """Return the evidence of a message by name; what is not there is left out.

    Log-odds of the classifier's groups, counts of findings up to 2, or 1 for what holds.
    """
    state = words_state(case)
    found = {f"words: {state}": 1.0}
    for group, intents in GROUPS.items():
        odds = _log_odds(sum(case.classified.ranking.get(intent, 0.0) for intent in intents))
        found[f"{group}, words {state}"] = odds
        if group in BENDING:
            place = f"{group}, words {state}" if group == "a report" else group
            found |= {f"{place}, above {bend:+g}": odds - bend for bend in BENDS if odds > bend}
    for finding in case.findings:
        name = f"{finding.kind} {finding.assertion.value}"
        found[name] = min(2.0, found.get(name, 0.0) + 1.0)
        if finding.bare:
            found["nothing but a name"] = 1.0
        if finding.experiencer in {Experiencer.SELF, Experiencer.RELATIVE, Experiencer.THING}:
            found[f"said of {finding.experiencer.value}"] = 1.0
    for judged in case.readings:
        kind = f"fever reading {judged.assertion.value}" if judged.fever else "other reading"
        found[kind] = 1.0
    found[f"speaks of {case.subject}"] = 1.0
    found["familiar"] = case.classified.familiarity
    return found


def words_state(case: Case) -> str:
    """Say what the words and readings alone make of it."""
    named = [f for f in case.findings if f.kind in _NAMED]
    said = [f.assertion for f in named]
    said += [r.assertion for r in case.readings if r.fever]
    if not said:
        return "silent"
    if Assertion.PRESENT in said:
        return "sure twice" if said.count(Assertion.PRESENT) > 1 else "sure"
    if Assertion.UNCERTAIN in said:
        return "in doubt"
    things = len(said) == len(named) and all(f.experiencer is Experiencer.THING for f in named)
    return "of a thing" if things else "explain"


def _log_odds(chance: float) -> float:
    """Turn a probability into log-odds, between about -9 and 9."""
    kept = min(max(chance, LEAST), 1 - LEAST)
    return math.log(kept / (1 - kept))
