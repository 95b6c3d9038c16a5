"""After a report: questions about the alert, though they name what was reported."""

from __future__ import annotations

import pytest

from bot.dialogue.plan import plan
from bot.dialogue.thread import Thread, Turn
from bot.dialogue.topics import Topics

ADVISED = ("utter_report_sign", "action_escalate", "utter_can_you_call")
REPORTED = Turn("report_sign", "a mouth ulcer", "escalate", signs=("mouth_sore",), actions=ADVISED)
WHY = ("utter_why_alerted", "action_alert_status")


def after_a_report(latest: Turn, topics: Topics) -> tuple[str, ...]:
    return plan(Thread((REPORTED,), latest), topics)


def names(text: str, *signs: str, chance: float = 0.4, route: str = "escalate") -> Turn:
    found = frozenset({"sign present"})
    return Turn("report_sign", text, route, signs=signs, findings=found, chance=chance)


@pytest.mark.parametrize(
    "text",
    [
        "why did you tell my care team about a mouth ulcer",
        "you messaged my consultant over an ulcer",
        "you had no business telling them about my mouth",
    ],
)
def test_the_sign_that_was_reported_is_no_second_report(text: str, topics: Topics) -> None:
    assert after_a_report(names(text, "mouth_sore"), topics) == WHY


@pytest.mark.parametrize(
    "latest",
    [
        names("you told them about the ulcer, and now the runs", "mouth_sore", "diarrhea"),
        names("have you told them about the runs", "diarrhea"),
        names("my mouth is bleeding sore", "mouth_sore"),
        names("you told me an ulcer counts, I have three", "mouth_sore"),
    ],
)
def test_a_new_sign_or_no_question_about_the_alert_is_a_report(
    latest: Turn, topics: Topics
) -> None:
    assert WHY[0] not in after_a_report(latest, topics)


def test_without_a_report_nobody_was_told(topics: Topics) -> None:
    latest = names("why did you tell them about my ulcer", "mouth_sore")
    assert WHY[0] not in plan(Thread((), latest), topics)


def test_what_is_surely_asked_beside_is_answered_after_the_advice(topics: Topics) -> None:
    latest = Turn(
        "report_sign",
        "can't you ring them? My hands shake",
        "escalate",
        ranking={"ask_nia_to_call": 0.95},
        signs=("chills_sweats",),
        findings=frozenset({"sign present"}),
        chance=0.3,
    )
    planned = after_a_report(latest, topics)
    assert planned[:2] == ADVISED[:2]
    assert "utter_nia_to_call" in planned


def test_an_ambulance_that_is_called_is_no_second_emergency(topics: Topics) -> None:
    emergency = Turn("report_emergency", "she can hardly breathe", "emergency", actions=ADVISED)
    latest = Turn(
        "report_unclear",
        "I'm calling an ambulance for her",
        "ask",
        ranking={"calling": 0.95},
        findings=frozenset({"emergency present"}),
    )
    said = plan(Thread((emergency,), latest), topics)
    assert said == ("utter_call_yes", "action_add_to_alert")
    assert plan(Thread((REPORTED,), latest), topics) != said
