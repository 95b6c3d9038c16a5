"""Rasa's default pipeline, of its own graph components, as `rasa init` writes it.

Only the epochs are fewer: an epoch of some thousand sentences takes DIET most of a minute.
"""

from __future__ import annotations

import os
import tempfile
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.pipelines.disk import bytes_below
from benchmarks.pipelines.intent_set import Chances

LETTERS = {"analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4}
DIET = {"constrain_similarities": True, "ranking_length": 0}  # 0: the chances of all intents


class RasaDefault:
    """Tokenizer, featurizers and DIET, trained in a temporary folder."""

    def __init__(self, epochs: int) -> None:
        self._epochs = epochs
        os.environ["TF_CPP_MIN_LOG_LEVEL"] = "2"
        os.environ["RASA_TELEMETRY_ENABLED"] = "false"
        self._components: list[Any] = []
        import rasa.nlu.classifiers.diet_classifier  # noqa: F401 (seconds that are not training)

    def train(self, texts: Sequence[str], intents: Sequence[str]) -> None:
        from rasa.engine.storage.local_model_storage import LocalModelStorage
        from rasa.shared.nlu.training_data.message import Message
        from rasa.shared.nlu.training_data.training_data import TrainingData

        self._folder = tempfile.TemporaryDirectory()
        storage = LocalModelStorage(Path(self._folder.name))
        learnt = TrainingData(
            [Message.build(text, intent) for text, intent in zip(texts, intents, strict=True)]
        )
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for place, (kind, options) in enumerate(_recipe(self._epochs)):
                component = _create(kind, options, f"{place}_{kind.__name__}", storage)
                if hasattr(component, "train"):
                    component.train(learnt)
                if hasattr(component, "process_training_data"):
                    learnt = component.process_training_data(learnt)
                self._components.append(component)

    def chances(self, text: str) -> Chances:
        from rasa.shared.nlu.training_data.message import Message

        messages = [Message(data={"text": text})]
        for component in self._components:
            messages = component.process(messages)
        return {one["name"]: one["confidence"] for one in messages[0].get("intent_ranking")}

    def size(self) -> int:
        return bytes_below(Path(self._folder.name))


def _recipe(epochs: int) -> list[tuple[Any, dict[str, Any]]]:
    from rasa.nlu.classifiers.diet_classifier import DIETClassifier
    from rasa.nlu.featurizers.sparse_featurizer.count_vectors_featurizer import (
        CountVectorsFeaturizer,
    )
    from rasa.nlu.featurizers.sparse_featurizer.lexical_syntactic_featurizer import (
        LexicalSyntacticFeaturizer,
    )
    from rasa.nlu.featurizers.sparse_featurizer.regex_featurizer import RegexFeaturizer
    from rasa.nlu.tokenizers.whitespace_tokenizer import WhitespaceTokenizer

    return [
        (WhitespaceTokenizer, {}),
        (RegexFeaturizer, {}),
        (LexicalSyntacticFeaturizer, {}),
        (CountVectorsFeaturizer, {}),
        (CountVectorsFeaturizer, LETTERS),
        (DIETClassifier, {**DIET, "epochs": epochs}),
    ]


def _create(kind: Any, options: dict[str, Any], name: str, storage: Any) -> Any:
    from rasa.engine.graph import ExecutionContext, GraphSchema
    from rasa.engine.storage.resource import Resource

    context = ExecutionContext(GraphSchema({}), node_name=name)
    return kind.create({**kind.get_default_config(), **options}, storage, Resource(name), context)
