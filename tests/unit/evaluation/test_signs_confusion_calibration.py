"""What the report says of signs, of topics taken for others, and of the chance of an alert."""

from __future__ import annotations

import pytest

from bot.evaluation.calibration import calibration
from bot.evaluation.confusion import Confused, confusion
from bot.evaluation.signs import signs
from bot.understanding.case import Case
from bot.understanding.verdict import Verdict, verdict
from tests.unit.evaluation.judging import one


def test_a_sign_tells_reports_missed_from_reports_without_any_advice() -> None:
    judged = [
        one("escalate", "escalate", signs=["fever", "cough"]),
        one("emergency", "escalate", signs=["fever"]),
        one("escalate", "ask", signs=["fever"]),
        one("escalate", "none", signs=["fever"]),
        one("none", "none", signs=["fever"]),
    ]
    cough, fever = signs(judged)
    assert (cough.sign, cough.sentences, cough.escalated, cough.missed) == ("cough", 1, 1, 0)
    assert (fever.sentences, fever.escalated, fever.missed, fever.unanswered) == (4, 2, 2, 1)
    assert (fever.low, fever.high) == pytest.approx((0.067586, 0.932414), abs=1e-6)


def test_topics_taken_for_others_come_most_frequent_first() -> None:
    judged = [
        one("none", "none", "ask_signs", intent="ask_risk"),
        *[one("none", "none", "ask_causes", intent="ask_risk")] * 2,
        one("none", "none", "ask_risk", intent="ask_risk"),
        one("none", "none", "ask_signs", intent="ask_risk", accept_intents=["ask_signs"]),
        one("none", "none", "ask_signs"),
        one("escalate", "none", "ask_signs", intent="report_sign"),
    ]
    assert confusion(judged) == [
        Confused("ask_risk", "ask_causes", 2),
        Confused("ask_risk", "ask_signs", 1),
    ]


def test_chances_are_held_against_how_often_an_alert_was_due() -> None:
    judged = [
        one("none", "none", chance=0.0),
        one("escalate", "none", chance=0.04),
        one("escalate", "escalate", chance=1.0),
        one("none", "ask", chance=0.1),
        one("escalate", "escalate"),
        one("ask", "escalate", accept=["escalate"], chance=0.6),
    ]
    found = calibration(judged)
    assert (found.sentences, found.left_out) == (4, 2)
    first, second, *others = found.bins
    assert (first.sentences, first.mean_chance, first.share_due) == (2, 0.02, 0.5)
    assert (second.sentences, second.mean_chance, second.share_due) == (1, 0.1, 0.0)
    assert others[-1].sentences == 1
    assert (others[0].mean_chance, others[0].share_due) == (None, None)
    assert found.error == pytest.approx((2 * 0.48 + 0.1 + 0) / 4)


def test_without_a_chance_nothing_is_calibrated() -> None:
    found = calibration([one("escalate", "escalate")])
    assert (found.sentences, found.left_out, found.error) == (0, 1, None)
    assert len(found.bins) == 10


def test_a_verdict_carries_the_chance_of_an_alert_where_evidence_was_weighed() -> None:
    weighed = Case("words", chances={"none": 0.25, "ask": 0.25, "escalate": 0.4, "crisis": 0.1})
    assert verdict(weighed, "escalate", "report_sign", "").as_dict()["chance"] == 0.5
    assert verdict(Case("words"), "none", "ask_risk", "").as_dict()["chance"] is None
    assert Verdict("ask", "report_unclear").chance is None
