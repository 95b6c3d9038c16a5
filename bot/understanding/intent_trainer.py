"""Learns an `IntentModel` from examples. Needed for training only."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import scipy.sparse

from bot.understanding import softmax_regression
from bot.understanding.intent_model import IntentModel
from bot.understanding.ngrams import Ngrams
from bot.understanding.sentence_encoder import WIDTH, Vectors

# With tens of thousands of examples more bring nothing: as many labelled sentences come out right.
ITERATIONS = 30


def train(
    texts: Sequence[str],
    intents: Sequence[str],
    vectors: Vectors,
    strength: float = 30.0,
    ngram_scale: float = 0.8,
) -> IntentModel:
    """Fit the regression to examples: `texts`, their `intents`, their `vectors` [texts, 768].

    `strength` is the inverse of the regularisation, C elsewhere. The same examples give
    the same model, in whatever order they come.

    Raises:
        ValueError: with fewer than two intents.
    """
    order = sorted(range(len(texts)), key=lambda i: (intents[i], texts[i]))
    names = sorted(set(intents))
    if len(names) < 2:
        raise ValueError("an intent classifier needs examples of at least two intents")
    ngrams = Ngrams.learn([texts[i] for i in order])
    dense = vectors[order]
    middle, scale = _spread(dense[:, WIDTH:])
    dense[:, WIDTH:] = (dense[:, WIDTH:] - middle) * scale
    learnt = softmax_regression.fit(
        dense,
        _rows([texts[i] for i in order], ngrams) * np.float32(ngram_scale),
        np.array([names.index(intents[i]) for i in order], dtype=np.int64),
        strength,
        ITERATIONS,
    )
    last, between = learnt.dense[:WIDTH], learnt.dense[WIDTH:] * scale
    return IntentModel(
        intents=names,
        ngrams=ngrams,
        ngram_scale=ngram_scale,
        dense=np.ascontiguousarray(np.concatenate([last, between]).T),
        sparse=np.ascontiguousarray(learnt.sparse),
        bias=learnt.bias - middle @ between,
        examples=np.ascontiguousarray(dense[:, :WIDTH]),
    )


def _spread(vectors: Vectors) -> tuple[Vectors, np.float32]:
    """Return the mean of vectors that all point much the same way, and what scales the rest to 1.

    The model folds both into its weights, so that they cost nothing when it is used.
    """
    middle = vectors.mean(axis=0)
    return middle, np.float32(1 / np.linalg.norm(vectors - middle, axis=1).mean())


def _rows(texts: Sequence[str], ngrams: Ngrams) -> scipy.sparse.csr_matrix:
    weighed = [ngrams.weigh(text) for text in texts]
    return scipy.sparse.csr_matrix(
        (
            np.concatenate([weights for _, weights in weighed]),
            np.concatenate([places for places, _ in weighed]),
            np.cumsum([0] + [len(places) for places, _ in weighed]),
        ),
        shape=(len(texts), len(ngrams.index)),
        dtype=np.float32,
    )
