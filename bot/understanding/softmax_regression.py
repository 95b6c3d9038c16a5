"""Logistic regression over many classes, for features that are part dense and part sparse.

The same optimum as scikit-learn's, many times sooner: each part is multiplied in its own way, in
single precision, and the search goes in coordinates in which every direction is about as steep.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy.sparse

from bot.understanding.lbfgs import minimize

Floats = npt.NDArray[np.float32]
# How doubtful a row is taken to be for the steepness, p * (1 - p); it moves the way, not the end.
# Of 0.02, 0.003, 0.001 and 0.0003 the last came nearest to the optimum in 30 iterations, and came
# nearer than 100 iterations do without.
DOUBT = 0.0003


@dataclass(frozen=True)
class Weights:
    """`dense` [dense features, classes], `sparse` [sparse features, classes], `bias` [classes]."""

    dense: Floats
    sparse: Floats
    bias: Floats


@dataclass(frozen=True)
class _Steepness:
    """What the search's coordinates are multiplied by to be weights.

    `dense` [dense features, dense features], `sparse` [sparse features, 1], `bias` a number.
    """

    dense: Floats
    sparse: Floats
    bias: np.float32


def fit(
    dense: Floats,
    sparse: scipy.sparse.csr_matrix,
    classes: npt.NDArray[np.int64],
    strength: float,
    iterations: int = 100,
    tolerance: float = 0.1,
) -> Weights:
    """Minimise weighted cross-entropy * `strength` + half the squared weights, by L-BFGS.

    Every class weighs the same, however many rows it has. `classes` holds a number from 0 for
    each row. Stops when no slope exceeds `tolerance`; deterministic.
    """
    rows, count = len(classes), int(classes.max()) + 1
    shapes = ((dense.shape[1], count), (sparse.shape[1], count), (count,))
    cuts = np.cumsum([int(np.prod(shape)) for shape in shapes])
    own = (np.arange(rows), classes)  # where each row's own class stands
    weight = (strength * rows / count / np.bincount(classes)[classes]).astype(np.float32)
    turned = sparse.T.tocsr()
    steep = _steepness(dense, turned, weight)
    turned_dense = dense @ steep.dense

    def split(flat: npt.NDArray[Any]) -> tuple[Floats, Weights]:
        parts = np.split(flat.astype(np.float32), cuts[:-1])
        there, rare, bias = (p.reshape(shape) for p, shape in zip(parts, shapes, strict=True))
        return there, Weights(steep.dense @ there, rare * steep.sparse, bias * steep.bias)

    def loss_and_slope(flat: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        there, now = split(flat)
        scores = turned_dense @ there
        scores += sparse @ now.sparse
        scores += now.bias
        scores -= scores.max(axis=1, keepdims=True)
        of_own = scores[own]
        chances = np.exp(scores, out=scores)
        sums = chances.sum(axis=1, keepdims=True)
        misses = np.log(sums[:, 0]) - of_own
        chances /= sums
        chances[own] -= 1
        error = np.multiply(chances, weight[:, None], out=chances)
        slopes = (
            turned_dense.T @ error + steep.dense @ now.dense,
            (turned @ error + now.sparse) * steep.sparse,
            error.sum(axis=0) * steep.bias,
        )
        squares = float((now.dense**2).sum()) + float((now.sparse**2).sum())
        slope = np.concatenate([one.ravel() for one in slopes]).astype(np.float64)
        return float(misses @ weight) + 0.5 * squares, slope

    return split(minimize(loss_and_slope, int(cuts[-1]), iterations, tolerance))[1]


def _steepness(dense: Floats, turned: scipy.sparse.csr_matrix, weight: Floats) -> _Steepness:
    """Return the inverse root of the loss's curvature: whole for dense features, else diagonal."""
    doubt = weight * np.float32(DOUBT)
    curvature = (dense * doubt[:, None]).T @ dense + np.eye(dense.shape[1], dtype=np.float32)
    lengths, directions = np.linalg.eigh(curvature.astype(np.float64))
    whole = (directions / np.sqrt(lengths)) @ directions.T
    rare = 1 / np.sqrt(turned.multiply(turned) @ doubt + 1)
    return _Steepness(
        whole.astype(np.float32),
        rare.astype(np.float32)[:, None],
        np.float32(1 / np.sqrt(doubt.sum())),
    )
