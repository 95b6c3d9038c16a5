"""Rasa graph component: which intent a message has, and whether it is like anything learnt."""

from __future__ import annotations

import hashlib
import inspect
import json
import logging
from collections.abc import Callable
from typing import Any, TypeVar

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier as RasaIntentClassifier
from rasa.shared.exceptions import RasaException
from rasa.shared.nlu.constants import (
    INTENT,
    INTENT_NAME_KEY,
    INTENT_RANKING_KEY,
    PREDICTED_CONFIDENCE_KEY,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.understanding import (
    failures,
    intent_model,
    intent_trainer,
    lbfgs,
    ngrams,
    phone_number_mask,
    sentence_encoder,
    softmax_regression,
)
from bot.understanding.intent_model import RANKING_LENGTH, IntentModel
from bot.understanding.intent_reader import NOTHING, IntentReader
from bot.understanding.phone_number_mask import mask_phone_numbers
from bot.understanding.vector_cache import encode_new
from bot.weights import location

logger = logging.getLogger(__name__)
Read = TypeVar("Read")
FAMILIARITY = "familiarity"  # 0..1, how like the examples the message is
QUESTIONS = "questions"  # the topics of the questions in a message of several sentences
BESIDE = "beside"  # what is said beside a question: its text and Prediction; not in the output
PASSAGES = "passages"  # the same of each Passage of it; not in the output
WEIGHTS_FILE = "weights.json"
LEARNING = (
    intent_model,
    intent_trainer,
    lbfgs,
    ngrams,
    phone_number_mask,
    sentence_encoder,
    softmax_regression,
)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class IntentClassifier(GraphComponent, RasaIntentClassifier):
    """Sets `intent` and `intent_ranking`; `nlu_fallback` where nothing learnt is near.

    Fallback means that the answer will be the call line and what can be asked: confidence
    never suppresses a report, which the findings decide by themselves (DET-5, DET-6).
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the defaults; benchmarks/regression.py shows what they were chosen on."""
        return {"strength": 100.0, "ngram_scale": 1.5, "familiarity_threshold": 0.25}

    @staticmethod
    def required_packages() -> list[str]:
        """Return what must be installed to train and run the component."""
        return ["onnxruntime", "tokenizers", "scipy"]

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:  # noqa: ARG003
        """Train again when the encoder's weights, or the code of the pure modules, change."""
        digest = hashlib.sha256(json.dumps(_manifest(), sort_keys=True).encode())
        for module in LEARNING:
            digest.update(inspect.getsource(module).encode())
        return digest.hexdigest()

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        model: IntentModel | None = None,
    ) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        try:
            self._encoder = sentence_encoder.shared_encoder()
        except location.WeightsError as error:
            raise RasaException(str(error)) from error
        self._reader = self._reading(model)

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,  # noqa: ARG003
    ) -> IntentClassifier:
        """Create a classifier that has learnt nothing; RasaException without the weights."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,  # noqa: ARG003
        **kwargs: Any,  # noqa: ARG003
    ) -> IntentClassifier:
        """Load what `train` wrote.

        Raises:
            RasaException: when the model is broken, or was trained with other weights.
        """
        try:
            with model_storage.read_from(resource) as directory:
                trained_with = json.loads((directory / WEIGHTS_FILE).read_text(encoding="utf-8"))
                model = IntentModel.load(directory)
        except (OSError, ValueError, KeyError) as error:
            raise RasaException(
                "The intent classifier's model is broken: run make train."
            ) from error
        if trained_with != _manifest():
            raise RasaException(
                "The model was trained with another sentence encoder: run make train."
            )
        return cls(config, model_storage, resource, model)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from every example with an intent, and persist."""
        examples = [m for m in training_data.intent_examples if m.get(TEXT) and m.get(INTENT)]
        texts = [mask_phone_numbers(message.get(TEXT)) for message in examples]
        model = intent_trainer.train(
            texts,
            [message.get(INTENT) for message in examples],
            encode_new(texts, self._encoder.encode_all, self._version()),
            strength=self._config["strength"],
            ngram_scale=self._config["ngram_scale"],
        )
        with self._model_storage.write_to(self._resource) as directory:
            model.save(directory)
            weights = json.dumps(self._encoder.manifest)
            (directory / WEIGHTS_FILE).write_text(weights, encoding="utf-8")
        self._reader = self._reading(model)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the intent of every message; an error leaves `nlu_fallback` and a note of it."""
        for message in messages:
            text = message.get(TEXT) or ""
            prediction = self._read(message, self._reader.predict, text) or NOTHING
            named = [
                {INTENT_NAME_KEY: name, PREDICTED_CONFIDENCE_KEY: chance}
                for name, chance in prediction.ranking
            ]
            message.set(INTENT, named[0], add_to_output=True)
            message.set(INTENT_RANKING_KEY, named[:RANKING_LENGTH], add_to_output=True)
            message.set(FAMILIARITY, prediction.familiarity, add_to_output=True)
            message.set(QUESTIONS, self._questions(text), add_to_output=True)
            message.set(BESIDE, self._read(message, self._reader.beside, text))
            message.set(PASSAGES, self._read(message, self._reader.passages, text))
        return messages

    def _read(self, message: Message, read: Callable[[str], Read | None], text: str) -> Read | None:
        """Read a text; an error leaves None and a note of it."""
        try:
            return read(text)
        except Exception as error:  # never let a message through unread
            failures.note(message, type(self).__name__, error)
            return None

    def _questions(self, text: str) -> list[str]:
        try:
            return self._reader.questions(text)
        except Exception as error:  # the whole message was read, and that is what counts
            logger.error("The questions of a message were not told apart: %s", type(error).__name__)
            return []

    def _reading(self, model: IntentModel | None) -> IntentReader:
        return IntentReader(model, self._encoder.encode, self._config["familiarity_threshold"])

    def _version(self) -> str:
        """Return what kept vectors are good for: these weights, read by this code."""
        manifest = json.dumps(self._encoder.manifest, sort_keys=True)
        code = inspect.getsource(sentence_encoder)
        return hashlib.sha256((manifest + code).encode()).hexdigest()[:16]


def _manifest() -> dict[str, str]:
    try:
        return location.read_manifest(location.weights_dir())
    except location.WeightsError as error:
        raise RasaException(str(error)) from error
