"""The pipeline that was chosen: what bot/understanding/intent_classifier.py learns and asks."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from benchmarks.pipelines.disk import bytes_of_encoder, bytes_written
from benchmarks.pipelines.intent_set import Chances
from bot.understanding import intent_trainer
from bot.understanding.intent_model import IntentModel
from bot.understanding.sentence_encoder import SentenceEncoder, shared_encoder


class Nia:
    """The encoder's last and middle layer beside tf-idf, logistic regression."""

    model: IntentModel

    def __init__(self, encoder: Callable[[], SentenceEncoder] = shared_encoder) -> None:
        self._encoder = encoder()

    def train(self, texts: Sequence[str], intents: Sequence[str]) -> None:
        self.model = intent_trainer.train(texts, intents, self._encoder.encode_all(texts))

    def chances(self, text: str) -> Chances:
        return dict(self.model.predict(text, self._encoder.encode(text)).ranking)

    def size(self) -> int:
        return bytes_written(self.model.save) + bytes_of_encoder()
