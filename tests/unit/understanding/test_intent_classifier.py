from pathlib import Path
from typing import Any

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.exceptions import RasaException
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.understanding.intent_classifier import IntentClassifier
from bot.understanding.intent_reader import IntentReader
from bot.weights import location

EXAMPLES = {
    "ask_prevention_hands": ["should I wash my hands", "hand washing", "do i need hand gel"],
    "ask_pronunciation": ["how do you say neutropenia", "how is it pronounced", "say it slowly"],
    "greet": ["hello", "hi there", "good morning"],
}
RESOURCE = Resource("intent")
CONTEXT = ExecutionContext(GraphSchema({}))


def training_data(examples: dict[str, list[str]]) -> TrainingData:
    return TrainingData(
        [
            Message({"text": text, "intent": intent})
            for intent, texts in examples.items()
            for text in texts
        ]
    )


@pytest.fixture
def storage(tmp_path: Path) -> LocalModelStorage:
    return LocalModelStorage(tmp_path)


def configuration(**changes: Any) -> dict[str, Any]:
    return {**IntentClassifier.get_default_config(), "familiarity_threshold": 0.2, **changes}


def trained(storage: LocalModelStorage, data: TrainingData, **changes: Any) -> IntentClassifier:
    classifier = IntentClassifier.create(configuration(**changes), storage, RESOURCE, CONTEXT)
    classifier.train(data)
    return classifier


def parse(classifier: IntentClassifier, text: str) -> dict[str, Any]:
    message = Message({"text": text})
    classifier.process([message])
    result: dict[str, Any] = message.as_dict(only_output_properties=True)
    return result


def test_a_sentence_in_other_words_gets_its_intent(storage: LocalModelStorage) -> None:
    parsed = parse(trained(storage, training_data(EXAMPLES)), "what is the right pronunciation?")
    assert parsed["intent"]["name"] == "ask_pronunciation"
    assert 0 < parsed["intent"]["confidence"] <= 1
    assert parsed["intent_ranking"][0]["name"] == "ask_pronunciation"


def test_what_is_loaded_answers_as_what_was_trained(storage: LocalModelStorage) -> None:
    classifier = trained(storage, training_data(EXAMPLES))
    loaded = IntentClassifier.load(configuration(), storage, RESOURCE, CONTEXT)
    for text in ("hey", "wash hands?", "pronounce", "\U0001f600", ""):
        assert parse(loaded, text) == parse(classifier, text)


def test_the_same_examples_in_another_order_give_the_same_model(tmp_path: Path) -> None:
    written = []
    for name, examples in (("one", EXAMPLES), ("two", dict(reversed(EXAMPLES.items())))):
        (tmp_path / name).mkdir()
        storage = LocalModelStorage(tmp_path / name)
        trained(storage, training_data(examples))
        with storage.read_from(RESOURCE) as directory:
            written.append({path.name: path.read_bytes() for path in directory.iterdir()})
    assert written[0].keys() == written[1].keys()
    for name in written[0]:
        assert written[0][name] == written[1][name], name


def test_nothing_persisted_is_a_pickle(storage: LocalModelStorage) -> None:
    trained(storage, training_data(EXAMPLES))
    with storage.read_from(RESOURCE) as directory:
        assert {path.suffix for path in directory.iterdir()} == {".npz", ".json"}


@pytest.mark.parametrize("text", ["", "   ", "\n"])
def test_an_empty_message_falls_back(storage: LocalModelStorage, text: str) -> None:
    parsed = parse(trained(storage, training_data(EXAMPLES)), text)
    assert parsed["intent"]["name"] == "nlu_fallback"


def test_what_is_like_nothing_learnt_falls_back(storage: LocalModelStorage) -> None:
    classifier = trained(storage, training_data(EXAMPLES), familiarity_threshold=0.99)
    parsed = parse(classifier, "the tariff on imported steel")
    assert parsed["intent"]["name"] == "nlu_fallback"
    assert len(parsed["intent_ranking"]) == 1 + len(EXAMPLES)


def test_two_intents_are_enough(storage: LocalModelStorage) -> None:
    two = {name: EXAMPLES[name] for name in ("greet", "ask_prevention_hands")}
    classifier = trained(storage, training_data(two))
    assert parse(classifier, "hello there")["intent"]["name"] == "greet"
    assert parse(classifier, "wash your hands")["intent"]["name"] == "ask_prevention_hands"


def test_an_error_is_noted_and_falls_back(
    storage: LocalModelStorage, monkeypatch: pytest.MonkeyPatch
) -> None:
    classifier = trained(storage, training_data(EXAMPLES))

    def broken(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(IntentReader, "predict", broken)
    parsed = parse(classifier, "hello")
    assert parsed["intent"]["name"] == "nlu_fallback"
    assert parsed["understanding_failures"] == ["IntentClassifier"]


def test_missing_weights_name_the_remedy(
    storage: LocalModelStorage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(location.ENVIRONMENT_VARIABLE, str(tmp_path / "nowhere"))
    with pytest.raises(RasaException, match="run make setup"):
        IntentClassifier.create(configuration(), storage, RESOURCE, CONTEXT)
    with pytest.raises(RasaException, match="run make setup"):
        IntentClassifier.fingerprint_addon({})


def test_a_model_of_other_weights_is_refused(storage: LocalModelStorage) -> None:
    trained(storage, training_data(EXAMPLES))
    with storage.write_to(RESOURCE) as directory:
        (directory / "weights.json").write_text('{"minilm.onnx": "another"}')
    with pytest.raises(RasaException, match="run make train"):
        IntentClassifier.load(configuration(), storage, RESOURCE, CONTEXT)


def test_a_broken_model_is_refused(storage: LocalModelStorage) -> None:
    trained(storage, training_data(EXAMPLES))
    with storage.write_to(RESOURCE) as directory:
        (directory / "words.json").write_text("{")
    with pytest.raises(RasaException, match="run make train"):
        IntentClassifier.load(configuration(), storage, RESOURCE, CONTEXT)
