"""MiniLM vectors and logistic regression, with or without tf-idf."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.pipelines.disk import bytes_of_encoder, bytes_written
from benchmarks.pipelines.features import Features
from benchmarks.pipelines.intent_set import Chances
from bot.understanding import softmax_regression

STRENGTH = 30.0  # as Nia's own


class MiniLmRegression:
    """The last layer's sentence vector, classified by Nia's own regression."""

    def __init__(self, *, with_tfidf: bool) -> None:
        self._with_tfidf = with_tfidf

    def train(self, texts: Sequence[str], intents: Sequence[str]) -> None:
        self._features = Features(texts, with_tfidf=self._with_tfidf)
        self._names, classes = np.unique(intents, return_inverse=True)
        self._learnt = softmax_regression.fit(
            self._features.dense, self._features.sparse, classes, STRENGTH
        )

    def chances(self, text: str) -> Chances:
        places, weights = self._features.weigh(text)
        scores = self._features.vector(text) @ self._learnt.dense + self._learnt.bias
        scores = scores + weights @ self._learnt.sparse[places]
        powers = np.exp(scores - scores.max())
        return dict(zip(self._names.tolist(), (powers / powers.sum()).tolist(), strict=True))

    def size(self) -> int:
        return bytes_written(self._save) + bytes_of_encoder()

    def _save(self, folder: Path) -> None:
        learnt = self._learnt
        np.savez(folder / "a.npz", dense=learnt.dense, sparse=learnt.sparse, bias=learnt.bias)
        self._features.save(folder)
