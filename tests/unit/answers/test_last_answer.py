"""Saying the last answer again, but nothing about an alert that may no longer be true."""

from rasa.shared.core.events import BotUttered, UserUttered

from bot.answers.last_answer import last_answer


def said(text: str, action: str) -> BotUttered:
    return BotUttered(text, metadata={"utter_action": action})


def test_the_last_answer_is_said_again() -> None:
    events = [
        UserUttered("a"),
        said("First.", "utter_definition"),
        UserUttered("b"),
        said("Second.", "utter_risk"),
        UserUttered("again please"),
    ]
    assert last_answer(events) == "Second."


def test_the_advice_is_repeated_and_the_state_of_the_alert_is_not() -> None:
    events = [
        UserUttered("i have a fever"),
        said("Please call your doctor right away.", "utter_report_sign"),
        said("I also sent a message to your care team.", "utter_alert_sent"),
        UserUttered("what?"),
    ]
    assert last_answer(events) == "Please call your doctor right away."


def test_a_repeat_is_not_repeated() -> None:
    events = [
        UserUttered("a"),
        said("First.", "utter_definition"),
        UserUttered("again"),
        said("First. Please ask me again.", "utter_repeat"),
        UserUttered("again"),
    ]
    assert last_answer(events) == "First."


def test_there_may_be_nothing_to_repeat() -> None:
    assert last_answer([]) == ""
