"""MiniLM vectors and the nearest examples, with or without tf-idf."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import scipy.sparse

from benchmarks.pipelines.disk import bytes_of_encoder, bytes_written
from benchmarks.pipelines.features import Features
from benchmarks.pipelines.intent_set import Chances

NEIGHBOURS = 15  # this and the next did best of 1 to 30 and of 10 to 40
SHARPNESS = 10.0  # a neighbour nearer by 0.1 weighs e times as much


class MiniLmNeighbours:
    """The nearest examples vote for their intents, the nearer the more."""

    def __init__(self, *, with_tfidf: bool) -> None:
        self._with_tfidf = with_tfidf

    def train(self, texts: Sequence[str], intents: Sequence[str]) -> None:
        self._features = Features(texts, with_tfidf=self._with_tfidf)
        self._turned = self._features.sparse.T.tocsr()
        self._names, self._classes = np.unique(intents, return_inverse=True)

    def chances(self, text: str) -> Chances:
        places, weights = self._features.weigh(text)
        near = self._features.dense @ self._features.vector(text)
        if len(places):
            near = near + self._turned[places].T @ weights
        nearest = np.argpartition(-near, min(NEIGHBOURS, len(near)) - 1)[:NEIGHBOURS]
        votes = np.exp(SHARPNESS * (near[nearest] - near[nearest].max()))
        shares = np.bincount(self._classes[nearest], votes / votes.sum(), len(self._names))
        return dict(zip(self._names.tolist(), shares.tolist(), strict=True))

    def size(self) -> int:
        return bytes_written(self._save) + bytes_of_encoder()

    def _save(self, folder: Path) -> None:
        np.savez(folder / "a.npz", dense=self._features.dense, classes=self._classes)
        scipy.sparse.save_npz(folder / "b.npz", self._features.sparse, compressed=False)
        self._features.save(folder)
