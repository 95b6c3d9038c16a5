"""Learns an `IntentModel` from examples. Needed for training only."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import scipy.sparse

from bot.understanding import softmax_regression
from bot.understanding.intent_model import TINY, IntentModel
from bot.understanding.ngrams import Ngrams
from bot.understanding.sentence_encoder import WIDTH, Vectors

Places = npt.NDArray[np.int64]
# With tens of thousands of examples more bring nothing: as many labelled sentences come out right.
ITERATIONS = 30
MOST = 500  # examples of an intent that are kept to compare with, evenly from all of them


def train(
    texts: Sequence[str],
    intents: Sequence[str],
    vectors: Vectors,
    strength: float = 100.0,
    ngram_scale: float = 1.5,
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
    classes = np.array([names.index(intents[i]) for i in order], dtype=np.int64)
    dense = vectors[order]
    mean, scale = dense.mean(axis=0), np.empty(dense.shape[1], dtype=np.float32)
    dense -= mean
    for half in np.split(np.arange(dense.shape[1]), 2):
        scale[half] = 1 / np.linalg.norm(dense[:, half], axis=1).mean()
    learnt = softmax_regression.fit(
        dense * scale,
        _rows([texts[i] for i in order], ngrams) * np.float32(ngram_scale),
        classes,
        strength,
        ITERATIONS,
    )
    # The mean and the scale are folded into the weights, so that they cost nothing afterwards.
    weights = learnt.dense * scale[:, None]
    examples, starts = _examples(dense[:, :WIDTH], np.bincount(classes))
    return IntentModel(
        intents=names,
        ngrams=ngrams,
        ngram_scale=ngram_scale,
        dense=np.ascontiguousarray(weights.T),
        sparse=np.ascontiguousarray(learnt.sparse),
        bias=learnt.bias - mean @ weights,
        examples=examples,
        starts=starts,
        mean=mean[:WIDTH],
    )


def _examples(away: Vectors, counts: Places) -> tuple[Vectors, Places]:
    """Return at most `MOST` directions of each intent, and where those of each begin.

    `away` [texts, 384] are vectors from their mean, by intent; `counts` how many each has.
    """
    ends = np.cumsum(counts)
    places = [
        np.linspace(end - count, end - 1, min(count, MOST)).astype(np.int64)
        for end, count in zip(ends, counts, strict=True)
    ]
    kept = away[np.concatenate(places)]
    starts = np.cumsum([0, *map(len, places)])
    return kept / np.maximum(np.linalg.norm(kept, axis=1, keepdims=True), TINY), starts


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
