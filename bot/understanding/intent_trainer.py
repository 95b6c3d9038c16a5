"""Learns an `IntentModel` from examples. Needed for training only."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import scipy.sparse
from sklearn.linear_model import LogisticRegression

from bot.understanding.intent_model import IntentModel
from bot.understanding.ngrams import Ngrams
from bot.understanding.sentence_encoder import WIDTH, Vectors


def train(
    texts: Sequence[str],
    intents: Sequence[str],
    vectors: Vectors,
    strength: float = 30.0,
    ngram_scale: float = 0.5,
) -> IntentModel:
    """Fit the regression to examples: `texts`, their `intents`, their `vectors` [texts, 384].

    `strength` is the inverse of the regularisation (scikit-learn's C). The same examples give
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
    features = scipy.sparse.hstack(
        [scipy.sparse.csr_matrix(dense), _rows([texts[i] for i in order], ngrams) * ngram_scale],
        format="csr",
        dtype=np.float32,
    )
    regression = LogisticRegression(
        C=strength,
        class_weight="balanced",
        multi_class="multinomial",
        solver="lbfgs",
        tol=1e-3,
        max_iter=300,
    )
    regression.fit(features, [names.index(intents[i]) for i in order])
    weights, bias = regression.coef_, regression.intercept_
    if len(names) == 2:  # scikit-learn then keeps half of the symmetric solution
        weights, bias = np.vstack([-weights, weights]), np.concatenate([-bias, bias])
    return IntentModel(
        intents=names,
        ngrams=ngrams,
        ngram_scale=ngram_scale,
        dense=np.ascontiguousarray(weights[:, :WIDTH], dtype=np.float32),
        sparse=np.ascontiguousarray(weights[:, WIDTH:].T, dtype=np.float32),
        bias=bias.astype(np.float32),
        examples=np.ascontiguousarray(dense),
    )


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
