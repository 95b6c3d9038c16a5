"""Sentence vectors and, where asked for, tf-idf: what the plainer MiniLM contenders learn from."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import scipy.sparse

from bot.understanding.intent_model import TINY
from bot.understanding.ngrams import Ngrams
from bot.understanding.sentence_encoder import WIDTH, Vectors, shared_encoder

SCALE = np.float32(0.8)  # of tf-idf beside a vector of length 1, as in Nia's own
NO_NGRAMS = Ngrams({}, np.zeros(0, dtype=np.float32))


class Features:
    """`dense` [texts, 384] of MiniLM's last layer, `sparse` [texts, n-grams], none without.

    The encoder's vectors point much the same way: these are their directions from the mean.
    """

    def __init__(self, texts: Sequence[str], *, with_tfidf: bool) -> None:
        self.ngrams = Ngrams.learn(texts) if with_tfidf else NO_NGRAMS
        vectors = shared_encoder().encode_all(texts)[:, :WIDTH]
        self._mean: Vectors = vectors.mean(axis=0)
        self.dense = np.stack([self._direction(vector) for vector in vectors])
        weighed = [self.weigh(text) for text in texts]
        self.sparse = scipy.sparse.csr_matrix(
            (
                np.concatenate([weights for _, weights in weighed]),
                np.concatenate([places for places, _ in weighed]),
                np.cumsum([0] + [len(places) for places, _ in weighed]),
            ),
            shape=(len(texts), len(self.ngrams.index)),
            dtype=np.float32,
        )

    def weigh(self, text: str) -> tuple[npt.NDArray[np.int64], Vectors]:
        """Return the places of a text's n-grams and their weights."""
        places, weights = self.ngrams.weigh(text)
        return places, weights * SCALE

    def vector(self, text: str) -> Vectors:
        """Return a text's sentence vector, shape [384]."""
        return self._direction(shared_encoder().encode(text)[:WIDTH])

    def _direction(self, vector: Vectors) -> Vectors:
        """Return where a vector lies from the mean, with length 1."""
        away: Vectors = vector - self._mean
        return away / max(float(np.linalg.norm(away)), TINY)

    def save(self, folder: Path) -> None:
        """Write what answering needs of the words."""
        np.save(folder / "rarity.npy", self.ngrams.rarity)
        (folder / "words.txt").write_text("\n".join(self.ngrams.index), encoding="utf-8")
