"""After the advice to call: no means to call, waiting for somebody, and what is asked of Nia."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.dialogue.plan import plan
from bot.dialogue.plans.call_answers import NO_MEANS
from bot.dialogue.thread import Thread, Turn
from bot.dialogue.topics import Topics

REPORT = Turn(
    "report_sign", "a mouth ulcer", "escalate", signs=("mouth_sore",),
    actions=("utter_report_sign", "action_escalate", "utter_can_you_call"),
)  # fmt: skip
EMERGENCY = replace(
    REPORT,
    intent="report_emergency", route="emergency", signs=(),
    actions=("utter_report_emergency", "action_escalate", "utter_can_you_call"),
)  # fmt: skip
NO = ("utter_call_no", "action_add_to_alert")
LATER = ("utter_reluctant", "action_add_to_alert")
STATUS = ("action_alert_status",)


def after(latest: Turn, topics: Topics, *turns: Turn) -> tuple[str, ...]:
    return plan(Thread(turns or (REPORT,), latest), topics)


@pytest.mark.parametrize(
    "text",
    [
        "no credit", "we have no credit on phone", "I don't have airtime to call",
        "i dont have credit on my phone", "cant talk at work", "my phone is dead",
        "I haven't got a landline", "out of minutes till friday", "I've lost my voice",
        "there is not any battery left",
    ],
)  # fmt: skip
def test_who_has_no_means_to_call_is_told_to_ask_somebody_near(text: str, topics: Topics) -> None:
    for intent in ("reluctant", "cannot_reach", "deny"):
        assert after(Turn(intent, text), topics) == NO


@pytest.mark.parametrize(
    "text",
    [
        "no answer", "nobody picks up the phone", "the line is dead busy", "no thanks",
        "I don't like the phone", "they don't have any doctor today", "I can't breathe",
    ],
)  # fmt: skip
def test_other_reasons_are_not_taken_for_it(text: str) -> None:
    assert NO_MEANS.search(text) is None


def test_a_voice_that_fails_gets_the_emergency_line_as_well(topics: Topics) -> None:
    latest = Turn(
        "report_unclear", "still no, I told you I can't talk", "ask", ranking={"deny": 0.9},
        findings=frozenset({"emergency present"}), chance=0.05,
    )  # fmt: skip
    assert after(latest, topics) == (*NO, "utter_if_emergency")


def test_without_a_report_nobody_has_to_call(topics: Topics) -> None:
    assert plan(Thread((), Turn("reluctant", "no credit")), topics) != NO


@pytest.mark.parametrize(
    ("intent", "text", "done"),
    [
        ("ask_call_back", "mum gets in at 6 shall i just wait for her", LATER),
        ("affirm", "well yes, I can ring after lunch", LATER),
        ("ask_call_back", "shall I wait for you to ring at 6", ()),
        ("ask_call_back", "will they ring me at 6", ()),
    ],
)
def test_waiting_for_somebody_is_waiting(
    intent: str, text: str, done: tuple[str, ...], topics: Topics
) -> None:
    assert after(Turn(intent, text, ranking={intent: 0.4}), topics) == done


@pytest.mark.parametrize(
    ("latest", "done"),
    [
        (Turn("ask_monitored", "are you even sending this to anyone"), STATUS),
        (Turn("ask_identity", "are you sending ambulance"), ("utter_nia_to_call", *STATUS)),
        (Turn("ask_monitored", "is anybody there"), ()),
        (Turn("not_covered_admin", "can you cancel the message to the clinic"),
         ("utter_still_call", "action_add_to_alert")),
        (Turn("not_covered_admin", "can you cancel my appointment"), ()),
        (Turn("follow_up_why", "Why you send this to clinic?"),
         ("utter_why_alerted", *STATUS)),
    ],
)  # fmt: skip
def test_what_becomes_of_the_message_is_answered(
    latest: Turn, done: tuple[str, ...], topics: Topics
) -> None:
    assert after(latest, topics) == done
    assert "action_alert_status" not in plan(Thread((), latest), topics)


def test_an_ambulance_on_its_way_is_no_second_emergency(topics: Topics) -> None:
    latest = Turn(
        "report_emergency", "calling 911", "emergency", ranking={"calling": 0.98},
        findings=frozenset({"emergency present"}), chance=0.27,
    )  # fmt: skip
    said = after(latest, topics, EMERGENCY)
    assert said[:2] == ("utter_call_yes", "action_add_to_alert")
    assert "utter_if_emergency" in said
    assert "utter_call_yes" not in after(latest, topics)


def test_what_came_down_is_better_and_no_all_clear(topics: Topics) -> None:
    latest = Turn("report_below_level", "it's 37.1 now so I'm better", "ask", reading=True)
    better = replace(latest, ranking={"better_now": 0.99})
    assert after(better, topics) == ("utter_better_now", "action_add_to_alert")
    assert after(latest, topics) == ("utter_still_call", "action_add_to_alert")


@pytest.mark.parametrize(
    ("latest", "because"),
    [
        (Turn("report_unclear", "why do I have to ring for a mouth sore??", "ask"), True),
        (Turn("report_unclear", "why do I have this mouth sore", "ask"), False),
        (Turn("report_unclear", "why must I ring, it says 39", "ask", reading=True), False),
    ],
)
def test_why_to_call_for_the_sign_that_was_told(
    latest: Turn, because: bool, topics: Topics
) -> None:
    assert ("utter_risk" in after(latest, topics)) is because


def test_what_only_the_classifier_takes_for_a_pain_is_waiting(topics: Topics) -> None:
    latest = Turn(
        "report_unclear", "they'll think I'm a pain, I'll leave it till morning", "ask",
        ranking={"report_unclear": 1.0, "report_sign": 0.68, "reluctant": 0.25}, chance=0.07,
        findings=frozenset({"sign other"}),
    )  # fmt: skip
    assert after(latest, topics) == LATER
    assert after(replace(latest, chance=0.2), topics) != LATER


@pytest.mark.parametrize(
    "text",
    [
        "can my son call for me?", "my english is not good. my son can call ok?",
        "could my neighbour Jan ring instead", "is it ok if my wife rings",
        "can somebody else phone", "my sister could go round, can she call",
        "My boss is English, he can call for me?",
    ],
)  # fmt: skip
def test_whoever_is_near_may_call(text: str, topics: Topics) -> None:
    for intent in ("ask_call_back", "cannot_reach", "ask_nia_to_call"):
        assert after(Turn(intent, text), topics) == NO


@pytest.mark.parametrize(
    "text",
    [
        "can the nurse ring me",
        "will somebody ring him",
        "my sister can call",
        "can my doctor call me at work",
        "could they phone us back",
    ],
)
def test_who_asks_to_be_called_is_not_told_to_ask_somebody(text: str, topics: Topics) -> None:
    assert after(Turn("ask_call_back", text), topics) != NO


@pytest.mark.parametrize(
    "text",
    [
        "do i still have to ring them or is this msg enough",
        "do i HAVE to call tho its so awkward",
        "I call also?",
        "should i ring the ward or what",
        "must I really phone",
    ],
)
def test_that_somebody_wrote_does_not_spare_the_call(text: str, topics: Topics) -> None:
    assert after(Turn("ask_how_fast", text), topics) == ("utter_still_call", "action_add_to_alert")


def test_the_ambulance_has_its_line(topics: Topics) -> None:
    latest = Turn("ask_clinic_contact", "do i call the doctor or the ambulance")
    found = after(latest, topics, EMERGENCY)
    assert found == ("utter_if_emergency", "utter_still_call", "action_add_to_alert")


@pytest.mark.parametrize("text", ["which number do i call", "when do i ring them back"])
def test_whom_and_when_to_call_have_their_answers(text: str, topics: Topics) -> None:
    assert after(Turn("ask_clinic_contact", text), topics) == ()


@pytest.mark.parametrize("intent", ["ask_causes_other", "follow_up_more"])
def test_nothing_is_known_instead_of_the_call(intent: str, topics: Topics) -> None:
    latest = Turn(intent, "what else can I do apart from ringing", ranking={intent: 0.4})
    assert after(latest, topics) == ("utter_still_call", "action_add_to_alert")


@pytest.mark.parametrize(
    ("intent", "text"),
    [
        ("calling", "ill call soon as i finish my supper"), ("calling", "I'll ring after the mart"),
        ("not_covered_living", "my dress fitting is at 2, can i ring after"),
        ("ask_medicine_change", "can I leave it then"),
        ("ask_how_fast", "would it be ok to wait for the nurse tomorrow"),
    ],
)  # fmt: skip
def test_what_comes_first_is_waiting(intent: str, text: str, topics: Topics) -> None:
    assert after(Turn(intent, text, ranking={intent: 0.6}), topics) == LATER


@pytest.mark.parametrize(
    ("intent", "text", "done"),
    [
        ("reluctant", "I'll call myself in 5 min", "utter_calling"),
        ("calling", "I'll ring as soon as I find my glasses", "utter_call_yes"),
        ("reluctant", "my shift starts in 20 min, I'll call after", "utter_reluctant"),
        ("reluctant", "I won't call in five minutes or ever", "utter_reluctant"),
    ],
)
def test_what_is_done_at_once_is_no_waiting(
    intent: str, text: str, done: str, topics: Topics
) -> None:
    assert after(Turn(intent, text), topics) == (done, "action_add_to_alert")


def test_answers_that_say_the_same_count_together(topics: Topics) -> None:
    ranking = {"calling": 0.45, "thank": 0.3, "reached": 0.25}
    latest = Turn("calling", "he's on the phone to them now. thank u", ranking=ranking)
    assert after(latest, topics) == ("utter_call_yes", "action_add_to_alert")
    noes = {"off_topic": 0.3, "reluctant": 0.2, "deny": 0.2}
    latest = Turn("off_topic", "I said I hate phones", ranking=noes)
    assert after(latest, topics) in {NO, LATER}
