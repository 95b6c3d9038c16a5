"""The response generator inside Rasa: it fills, it falls back, it is never silent."""

from __future__ import annotations

import asyncio
import logging
from types import SimpleNamespace
from typing import Any

import pytest
from rasa.core.nlg.generator import NaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from rasa.shared.core.slots import TextSlot
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from bot.answers import variables
from bot.answers.response_generator import ClinicResponseGenerator
from clinic.settings import Clinic

CLINIC = Clinic(
    phone={"daytime": "555-0100"}, region="US", extra_lines={"alert_card": "Show your card."}
)
RESPONSES: dict[str, list[dict[str, Any]]] = {
    "utter_report": [
        {"text": "{call_doctor} Do not wait.", "metadata": {"facts": ["W0"]}},
        {"text": "{call_doctor}", "channel": "twilio"},
    ],
    "utter_cause": [{"text": "{cause_answer}"}],
    "utter_sign": [{"text": "{sign_answer}"}],
    "utter_extra": [{"text": "Call.\n{extra:alert_card}\n{extra:none}"}],
    "utter_only_extra": [{"text": "{extra:none}"}],
    "utter_seen": [{"text": "Seen at {time} by {nurse}."}],
    "utter_slot": [{"text": "You said {topic}."}],
    "utter_unknown_variable": [{"text": "Call now. {no_such_thing}"}],
    "utter_buttons": [{"text": "Pick:", "buttons": [{"title": "{fever_level}", "payload": "/x"}]}],
    "utter_two": [{"text": "first"}, {"text": "second"}],
    "utter_elsewhere": [{"text": "only there", "channel": "twilio"}],
}


def tracker_with(text: str = "hello", verdict: Any = None, entities: Any = None, **slots: str):
    tracker = DialogueStateTracker("someone", [TextSlot(name, mappings=[]) for name in slots])
    parse_data = {"text": text, "verdict": verdict}
    tracker.update(UserUttered(text, entities=entities or [], parse_data=parse_data))
    for name, value in slots.items():
        tracker._set_slot(name, value)
    return tracker


def generator(clinic: Clinic = CLINIC) -> ClinicResponseGenerator:
    domain = Domain.empty()
    domain.responses = RESPONSES
    return ClinicResponseGenerator(domain=domain, clinic=clinic)


def say(name: str, tracker: Any = None, channel: str = "rest", **given: Any) -> dict[str, Any]:
    tracker = tracker or tracker_with()
    return asyncio.run(generator().generate(name, tracker, channel, **given))


def test_rasa_loads_it_by_its_name_in_the_endpoints(monkeypatch, tmp_path):
    monkeypatch.setenv("NIA_CLINIC_FILE", str(tmp_path / "none.yml"))
    path = "bot.answers.response_generator.ClinicResponseGenerator"
    made = NaturalLanguageGenerator.create(EndpointConfig(type=path), Domain.empty())
    assert isinstance(made, ClinicResponseGenerator)


def test_a_wrong_clinic_file_does_not_keep_the_advice_away(monkeypatch, tmp_path):
    path = tmp_path / "clinic.yml"
    path.write_text("phone: [")
    monkeypatch.setenv("NIA_CLINIC_FILE", str(path))
    made = ClinicResponseGenerator(domain=Domain.empty())
    response = asyncio.run(made.generate("utter_report", tracker_with(), "rest"))
    assert "call your doctor right away" in response["text"]


def test_the_clinics_number_stands_in_the_advice():
    response = say("utter_report")
    assert response["text"] == "Please call your doctor right away: 555-0100. Do not wait."
    assert response["metadata"] == {"facts": ["W0"]}


def test_a_channel_gets_its_own_variation():
    assert say("utter_report", channel="twilio")["text"].endswith("555-0100.")


def test_a_caregiver_reads_of_the_doctor():
    tracker = tracker_with(verdict={"reporter": "caregiver"})
    assert say("utter_report", tracker)["text"].startswith("Please call the doctor right away")


def test_a_cause_is_looked_up_in_the_message():
    text = say("utter_cause", tracker_with("can Tapazole cause it?"))["text"]
    assert text.startswith("Yes. Tapazole is a brand name of methimazole.")


def test_an_entity_counts_when_the_text_names_nothing():
    tracker = tracker_with("and that one?", entities=[{"entity": "cause", "value": "lupus"}])
    assert say("utter_cause", tracker)["text"].startswith("Lupus is")


def test_a_sign_is_taken_from_the_findings_of_the_verdict():
    verdict = {"findings": [{"concept": "new_pain", "kind": "sign", "assertion": "question"}]}
    text = say("utter_sign", tracker_with("is knee pain a sign?", verdict))["text"]
    assert text.startswith("Yes. New pain may be a sign of infection.")


def test_a_clinics_line_is_shown_and_a_missing_one_leaves_no_trace():
    assert say("utter_extra")["text"] == "Call.\nShow your card."


def test_slots_and_values_of_an_action_are_filled():
    assert say("utter_seen", time="10:15", nurse="Kim")["text"] == "Seen at 10:15 by Kim."
    assert say("utter_slot", tracker_with(topic="x"))["text"] == "You said x."


def test_a_slot_cannot_take_the_place_of_the_call_advice():
    tracker = tracker_with(call_doctor="stay home")
    assert "right away: 555-0100" in say("utter_report", tracker)["text"]


def test_a_variable_without_a_value_leaves_the_rest_standing():
    assert say("utter_unknown_variable")["text"] == "Call now."


def test_buttons_are_filled_too():
    assert say("utter_buttons")["buttons"][0]["title"] == "100.4 F (38 C)"


def test_filling_does_not_change_the_domain():
    say("utter_report")
    assert RESPONSES["utter_report"][0]["text"].startswith("{call_doctor}")


def test_the_first_variation_is_always_taken():
    assert {say("utter_two")["text"] for _ in range(20)} == {"first"}


@pytest.mark.parametrize("name", ["utter_missing", "utter_elsewhere", "utter_only_extra", ""])
def test_silence_becomes_the_safety_text(name):
    text = say(name)["text"]
    assert text.startswith("Please call your doctor right away if you have a fever")
    assert "555-0100" in text


@pytest.mark.parametrize(
    "tracker",
    [
        None,
        SimpleNamespace(),
        SimpleNamespace(current_slot_values=dict, latest_message=None),
        SimpleNamespace(
            current_slot_values=dict,
            latest_message=SimpleNamespace(text=None, parse_data=None, entities="x"),
        ),
        SimpleNamespace(
            current_slot_values=dict,
            latest_message=SimpleNamespace(
                text=7, parse_data={"verdict": ["x"]}, entities=[3, {"value": {}}]
            ),
        ),
    ],
)
@pytest.mark.parametrize("name", ["utter_report", "utter_cause", "utter_sign"])
def test_a_broken_tracker_never_raises(name, tracker):
    response = asyncio.run(generator().generate(name, tracker, "rest"))
    assert response["text"].strip()


def test_a_failing_lookup_still_gives_the_general_answer(monkeypatch):
    def fail(text: str) -> None:
        raise RuntimeError(text)

    monkeypatch.setattr(variables, "look_up", fail)
    assert "cannot say yes or no" in say("utter_cause", tracker_with("can lupus cause it"))["text"]
    assert "right away: 555-0100" in say("utter_sign", tracker_with("is it a sign"))["text"]


def test_failing_phrases_still_give_the_call_advice(monkeypatch):
    def fail() -> None:
        raise OSError("gone")

    monkeypatch.setattr(variables, "load_phrases", fail)
    assert "call your doctor right away" in say("utter_report")["text"]


def test_a_fault_is_logged_without_what_was_said(monkeypatch, caplog):
    def fail(text: str) -> None:
        raise RuntimeError(text)

    monkeypatch.setattr(variables, "look_up", fail)
    with caplog.at_level(logging.DEBUG):
        say("utter_cause", tracker_with("my secret illness"))
    assert "secret" not in caplog.text
    assert "cause_answer" in caplog.text
