import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.exceptions import RasaException
from rasa.shared.nlu.training_data.message import Message

from bot.understanding import findings_extractor, verdict_decider
from bot.understanding.findings_extractor import FindingsExtractor
from bot.understanding.verdict_decider import VerdictDecider

CONTEXT = ExecutionContext(GraphSchema({}))
Parse = Callable[..., dict[str, Any]]


def components(tmp_path: Path) -> tuple[FindingsExtractor, VerdictDecider]:
    storage, resource = LocalModelStorage(tmp_path), Resource("none")
    extractor = FindingsExtractor.create({}, storage, resource, CONTEXT)
    return extractor, VerdictDecider.create({}, storage, resource, CONTEXT)


@pytest.fixture
def parse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Parse:
    monkeypatch.setenv("NIA_CLINIC_FILE", str(tmp_path / "none.yml"))
    extractor, decider = components(tmp_path)

    def run(text: str, intent: str = "nlu_fallback", chance: float = 0.9) -> dict[str, Any]:
        classified = {"name": intent, "confidence": chance}
        message = Message({"text": text})
        message.set("intent", classified, add_to_output=True)
        message.set("intent_ranking", [classified], add_to_output=True)
        message.set("familiarity", chance, add_to_output=True)
        decider.process(extractor.process([message]))
        result: dict[str, Any] = message.as_dict(only_output_properties=True)
        return result

    return run


def test_two_signs_escalate_whatever_the_classifier_says(parse: Parse) -> None:
    parsed = parse("my husband has a fever of 101.5", intent="ask_pronunciation")
    assert parsed["intent"] == {"name": "report_sign", "confidence": 1.0}
    assert parsed["classifier_intent"]["name"] == "ask_pronunciation"
    assert parsed["verdict"]["route"] == "escalate"
    assert parsed["verdict"]["signs"] == ["fever"]
    assert [one["name"] for one in parsed["intent_ranking"]] == ["report_sign", "ask_pronunciation"]


def test_the_output_can_be_stored_as_json(parse: Parse) -> None:
    parsed = parse("38.9 and shaking, and can tapazole cause it?", intent="ask_cause_lookup")
    assert json.loads(json.dumps(parsed))["verdict"]["temperature_c"] == 38.9


def test_entities_carry_their_assertion_and_place(parse: Parse) -> None:
    text = "no fever, but a sore throat; I take Tapazole"
    found = {
        (one["entity"], one["value"], one.get("role"), text[one["start"] : one["end"]].lower())
        for one in parse(text)["entities"]
    }
    assert ("sign", "fever", "absent", "fever") in found
    assert ("sign", "sore_throat", "present", "sore throat") in found
    assert any(kind == "drug" and words == "tapazole" for kind, _, _, words in found)


def test_a_question_keeps_the_classifiers_topic(parse: Parse) -> None:
    parsed = parse("how do you say neutropenia", intent="ask_pronunciation")
    assert parsed["intent"] == {"name": "ask_pronunciation", "confidence": 0.9}
    assert parsed["verdict"]["route"] == "none"


def test_no_topic_at_all_is_not_understood(parse: Parse) -> None:
    assert parse("colourless green ideas")["intent"]["name"] == "nlu_fallback"


@pytest.mark.parametrize(
    ("text", "intent"),
    [("101", "answer_fever_number"), ("38", "answer_fever_number"), ("37", "report_below_level")],
)
def test_a_bare_number_waits_for_what_was_asked(parse: Parse, text: str, intent: str) -> None:
    parsed = parse(text, intent="off_topic")
    assert parsed["intent"]["name"] == intent
    assert parsed["verdict"]["route"] == "ask"


def test_an_unfamiliar_message_makes_the_classifier_ask_not_alert(parse: Parse) -> None:
    assert parse("he is all over the shop", "report_sign", 0.97)["verdict"]["route"] == "escalate"
    assert parse("he is all over the shop", "report_sign", 0.4)["verdict"]["route"] == "ask"


@pytest.mark.parametrize("reader", ["find", "read_temperatures", "look_up"])
def test_a_failing_reader_leads_to_advice_and_a_question(
    parse: Parse, monkeypatch: pytest.MonkeyPatch, reader: str
) -> None:
    def broken(_text: str) -> list[Any]:
        raise RuntimeError

    monkeypatch.setattr(findings_extractor, reader, broken)
    parsed = parse("how do you say neutropenia", intent="ask_pronunciation")
    assert (parsed["intent"]["name"], parsed["verdict"]["route"]) == ("report_unclear", "ask")
    assert parsed["understanding_failures"] == ["FindingsExtractor.broken"]


def test_a_sign_still_escalates_when_the_thermometer_reader_fails(
    parse: Parse, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_text: str) -> list[Any]:
        raise RuntimeError

    monkeypatch.setattr(findings_extractor, "read_temperatures", broken)
    assert parse("I have a sore throat")["intent"]["name"] == "report_sign"


def test_a_failing_decision_leads_to_advice_and_a_question(
    parse: Parse, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_arguments: object, **_options: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(verdict_decider, "decide", broken)
    parsed = parse("hello", intent="greet")
    assert (parsed["intent"]["name"], parsed["verdict"]["route"]) == ("report_unclear", "ask")


def test_the_clinics_fever_level_counts_without_training(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clinic = tmp_path / "clinic.yml"
    monkeypatch.setenv("NIA_CLINIC_FILE", str(clinic))
    for level, route in (("38.0", "escalate"), ("39.0", "ask")):
        clinic.write_text(f"fever: {{threshold_c: {level}}}\n")
        extractor, decider = components(tmp_path)
        message = Message({"text": "my temperature is 38.4 C"})
        decider.process(extractor.process([message]))
        assert message.get("verdict")["route"] == route


def test_a_wrong_clinic_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clinic = tmp_path / "clinic.yml"
    clinic.write_text("fever: {threshold_c: warm}\n")
    monkeypatch.setenv("NIA_CLINIC_FILE", str(clinic))
    with pytest.raises(RasaException, match="threshold_c"):
        components(tmp_path)
