"""Beside another answer: the line of an emergency or a crisis that a message may be, too."""

from __future__ import annotations

import pytest
import yaml

from bot.dialogue.plan import plan
from bot.dialogue.plans.perhaps_graver import ADDED, OPEN, WITH_STATUS, with_lines
from bot.dialogue.thread import ALERTING, Thread, Turn
from bot.dialogue.topics import Topics
from tests.server import ROOT

CRISIS, EMERGENCY = "utter_if_crisis", "utter_if_emergency"
ANSWERED_BY_QUESTION = "answers_to_the_question.yml"


@pytest.mark.parametrize(
    ("latest", "done"),
    [
        (Turn("report_unclear", "the feeling is back", "ask", perhaps=("crisis",)),
         ("utter_report_unclear", CRISIS)),
        (Turn("off_topic", "what would the boys do without me", perhaps=("crisis",)),
         ("utter_off_topic", CRISIS)),
        (Turn("reluctant", "no point ringing", perhaps=("crisis",)),
         ("utter_reluctant", "action_add_to_alert", CRISIS)),
        (Turn("ask_call_back", "will anybody come", perhaps=("emergency",)),
         ("utter_call_back", "action_alert_status", EMERGENCY)),
        (Turn("nlu_fallback", "x", perhaps=("emergency", "crisis")),
         ("utter_not_understood", EMERGENCY, CRISIS)),
        (Turn("report_sign", "fever, and odd", "escalate", perhaps=("emergency",)),
         ("utter_report_sign", "action_escalate", EMERGENCY, "utter_can_you_call")),
        (Turn("report_emergency", "took the pills", "emergency", perhaps=("crisis",)),
         ("utter_report_emergency", "action_escalate", CRISIS, "utter_can_you_call")),
    ],
)  # fmt: skip
def test_the_line_stands_beside_the_answer(
    latest: Turn, done: tuple[str, ...], topics: Topics
) -> None:
    assert plan(Thread((), latest), topics) == done


def test_a_line_is_said_once(topics: Topics) -> None:
    latest = Turn(
        "report_sign", "short of breath", "escalate", signs=("shortness_of_breath",),
        perhaps=("emergency",),
    )  # fmt: skip
    assert plan(Thread((), latest), topics).count(EMERGENCY) == 1


@pytest.mark.parametrize("intent", ["affirm", "deny", "answer_fever_number", "follow_up_more", ""])
def test_what_hangs_on_the_question_before_is_left_to_the_rules(intent: str) -> None:
    assert with_lines(Thread((), Turn(intent, "x", perhaps=("crisis",))), ()) == ()


def test_without_doubt_nothing_is_added(topics: Topics) -> None:
    assert plan(Thread((), Turn("report_sign", "fever", "escalate")), topics) == ()


def test_the_answer_is_what_the_rules_would_give() -> None:
    for file in sorted((ROOT / "data" / "rules").glob("*.yml")):
        if file.name == ANSWERED_BY_QUESTION:
            continue
        for rule in yaml.safe_load(file.read_text())["rules"]:
            (intent,) = [step["intent"] for step in rule["steps"] if "intent" in step]
            done = tuple(step["action"] for step in rule["steps"] if "action" in step)
            if intent.startswith(OPEN) or intent == "report_crisis":
                continue
            route = {"report_sign": "escalate", "report_emergency": "emergency"}.get(intent, "none")
            assert (route in ALERTING) == ("action_escalate" in done)
            turn = Turn(intent, "x", route, perhaps=("crisis",))
            said = with_lines(Thread((), turn), ())
            assert tuple(one for one in said if one != CRISIS) == done, rule["rule"]
    assert not ADDED & WITH_STATUS
