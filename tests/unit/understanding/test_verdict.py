"""The policy: what wins, what the classifier may do, and that a verdict always comes."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from decimal import Decimal

import pytest

from bot.understanding import policy as module
from bot.understanding import policy_questions as questions
from bot.understanding.decision import build, decide
from bot.understanding.fever_policy import FeverPolicy
from bot.understanding.finder import find
from tests.unit.understanding.rule_files import ALERTS, sure, verdict


@dataclass(frozen=True)
class FakeReading:
    value: Decimal
    unit: str | None
    celsius: Decimal | None
    text: str
    start: int
    end: int
    certainty: str = "certain"


def reading(text: str, number: str, unit: str = "C") -> FakeReading:
    value = Decimal(number)
    celsius = value if unit == "C" else ((value - 32) * 5 / 9).quantize(Decimal("0.1"))
    start = text.index(number)
    return FakeReading(value, unit, celsius, number, start, start + len(number))


@pytest.mark.parametrize(("number", "unit"), [("38.0", "C"), ("100.4", "F")])
def test_exactly_the_level_counts_only_when_inclusive(number: str, unit: str) -> None:
    text = f"it is {number} now"
    given = [reading(text, number, unit)]
    assert decide(text, [], given, policy=FeverPolicy(inclusive=True)).route == "escalate"
    below = decide(text, [], given, policy=FeverPolicy(inclusive=False))
    assert (below.route, below.intent) == ("ask", "report_below_level")


def test_the_clinic_may_set_a_lower_level_and_a_low_temperature() -> None:
    text = "it is 37.6 now"
    lower = FeverPolicy(lower_alert_c=Decimal("37.5"))
    assert decide(text, [], [reading(text, "37.6")], policy=lower).route == "escalate"
    text = "it is 35.2 now"
    low = FeverPolicy(low_c=Decimal("36.0"))
    assert decide(text, [], [reading(text, "35.2")], policy=low).route == "escalate"


@pytest.mark.parametrize(
    ("text", "celsius"),
    [
        ("just under 38, thirty seven point eight", 37.8),
        ("nearly 40 last night, 37.2 now", 40.0),
        ("was just under 39.5, now 39.2", 39.5),
        ("Between 101 and 102 on the thermometer", 38.9),
    ],
)
def test_a_limit_from_above_gives_way_to_the_reading_itself(text: str, celsius: float) -> None:
    assert verdict(text).temperature_c == celsius


def test_a_crisis_wins_over_an_emergency_over_a_report() -> None:
    assert verdict("I have a fever and I want to kill myself").route == "crisis"
    assert verdict("I have a fever and I can't breathe").route == "emergency"
    assert "fever" in verdict("I have a fever and I can't breathe").signs


def test_one_present_sign_beats_any_number_of_denied_ones() -> None:
    assert (
        verdict("no cough, no chills, no pain, no vomiting but I have a fever").route == "escalate"
    )


@pytest.mark.parametrize(
    ("intent", "route"),
    [("report_sign", "escalate"), ("report_emergency", "emergency"), ("report_crisis", "crisis")],
)
def test_the_classifier_alone_is_enough(intent: str, route: str) -> None:
    assert decide("zzz", [], [], sure(intent, 0.9)).route == route


@pytest.mark.parametrize("confidence", [0.0, 0.1, 0.3])
def test_an_unsure_classifier_leads_to_a_question_and_never_to_nothing(confidence: float) -> None:
    assert decide("zzz", [], [], sure("report_sign", confidence)).route == "ask"


@pytest.mark.parametrize("text", ["no fever, no chills", "is a sore throat a sign?"])
def test_words_that_explain_it_away_leave_an_unsure_classifier_no_alert(text: str) -> None:
    assert decide(text, find(text), [], sure("report_sign", 0.2)).route not in ALERTS


@pytest.mark.parametrize("confidence", [0.0, 0.2, 0.99])
def test_no_confidence_dismisses_a_sign(confidence: float) -> None:
    text = "I have a fever"
    chosen = decide(text, find(text), [], sure("ask_causes", confidence))
    assert chosen.route in {"escalate", "ask"}
    assert chosen.intent in {"report_sign", "report_unclear"}


@pytest.mark.parametrize("text", ["I have a fever and chills", "my son is coughing, 38.9 C"])
def test_no_confidence_holds_an_alert_about_two_signs_back(text: str) -> None:
    assert verdict(text, sure("ask_causes", 0.99)).route == "escalate"


def test_a_question_keeps_the_topic_of_the_classifier() -> None:
    text = "can chemo cause a fever?"
    assert decide(text, find(text), [], sure("ask_cause_lookup", 0.8)).intent == "ask_cause_lookup"
    assert decide(text, find(text), []).intent == "ask_sign_lookup"


def test_an_error_inside_leads_to_a_question(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(module, "POLICY", (broken,))
    result = decide("I have a fever", [], [])
    assert (result.route, result.intent) == ("ask", "report_unclear")


def test_a_component_that_failed_leads_to_a_question() -> None:
    assert decide("hello", [], [], sure("greet", 0.9), failed=True).route == "ask"


def test_a_verdict_can_be_written_as_json() -> None:
    assert json.loads(json.dumps(verdict("my temp is 38.6 and I'm coughing").as_dict()))["signs"]


def test_what_the_classifier_has_not_read_it_cannot_doubt() -> None:
    text = "we went for a walk in the park. " * 30
    assert verdict(text + "I have a fever.", sure("off_topic", 0.99)).route == "escalate"
    assert verdict(text, sure("report_emergency", 0.9)).route == "ask"


@pytest.mark.parametrize("text", ["is bad breath a sign at all", "nausea, would that be on there?"])
def test_a_sure_question_about_what_is_no_sign_is_answered(text: str) -> None:
    assert verdict(text, sure("ask_sign_lookup", 0.99, 0.8)).intent == "ask_sign_lookup"
    assert verdict(text, sure("ask_sign_lookup", 0.7)).route == "ask"
    assert verdict(text).route == "ask"


def test_distress_beside_a_question_when_to_call_is_asked_about() -> None:
    assert verdict("I feel awful, when do I call", sure("ask_when_to_call", 0.99)).route == "ask"


def test_a_crisis_that_is_surely_known_is_one_though_the_words_speak_of_the_past() -> None:
    text = "I have wanted to die since I was 30, cancer gave me an excuse"
    assert decide(text, find(text), [], sure("report_crisis", 0.99)).route == "crisis"


@pytest.mark.parametrize(
    ("text", "nothing", "asks"),
    [
        ("fever or other things, when do we call?", 0.9, True),
        ("fever or other things, when do we call?", 0.99, False),
        ("he collapsed, when do we call?", 0.99, True),
    ],
)
def test_a_sign_in_what_is_surely_no_report_is_not_asked_back_but_an_emergency_is(
    text: str, nothing: float, asks: bool
) -> None:
    case = build(text, find(text), [], sure("ask_when_to_call", 0.99))
    case = replace(case, chances={"none": nothing, "ask": 0.0, "escalate": 1 - nothing})
    assert (questions.doubted(case) is not None) is asks


BELOW = {
    "it is 37.8 and nothing else": "ask",
    "it is 37.8 and I have a cough": "escalate",
    "it is 37.8 and I am shivering": "escalate",
    "it is 37.8, I had rigors earlier": "escalate",
    "it is 37.8 and I feel awful": "escalate",
}


@pytest.mark.parametrize("text", BELOW)
def test_a_reading_under_the_line_needs_more_than_an_unsure_classifier(text: str) -> None:
    given = [reading(text, "37.8")]
    seen = replace(sure("report_sign", 0.5), ranking={"report_sign": 0.5, "off_topic": 0.5})
    found = decide(text, find(text), given, seen)
    assert found.chance is not None
    assert found.chance >= 0.25
    assert found.route == BELOW[text], found


@pytest.mark.parametrize(
    ("intent", "confidence", "perhaps"),
    [
        ("report_crisis", 0.08, ("crisis",)),
        ("report_emergency", 0.2, ("emergency",)),
        ("report_sign", 0.2, ()),
    ],
)
def test_what_may_be_graver_is_told_beside_the_route(
    intent: str, confidence: float, perhaps: tuple[str, ...]
) -> None:
    seen = replace(sure(intent, confidence), ranking={intent: confidence, "off_topic": 0.8})
    found = decide("zzz", [], [], seen)
    assert found.route not in {"crisis", "emergency"}
    assert found.perhaps == perhaps
    assert found.as_dict()["perhaps"] == list(perhaps)


@pytest.mark.parametrize(
    ("text", "nothing", "intent"),
    [
        ("it settled by the next morning, eight days ago", 0.9, "report_past"),
        ("it settled by the next morning, eight days ago", 0.8, "report_unclear"),
        ("I had a cough last week and I am coughing", 0.9, "report_unclear"),
    ],
)
def test_what_is_over_by_the_words_and_the_classifier_is_asked_back_only_in_doubt(
    text: str, nothing: float, intent: str
) -> None:
    known = replace(sure("report_past", 0.8), ranking={"report_past": 0.8})
    case = build(text, find(text), [], known)
    case = replace(case, chances={"none": nothing, "ask": 0.0, "escalate": 1 - nothing})
    found = questions.perhaps(case)
    assert found is not None
    assert found.intent == intent
