"""Finds the nearest of many vectors without comparing with all of them in full."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from bot.understanding.sentence_encoder import Vectors

AXES = 96  # dimensions of the first look, along which the vectors differ most
SHORTLIST = 256  # vectors that are then compared in full
FOLDS = 16  # parts whose best at each place bound the shortlist from below

Places = npt.NDArray[np.intp]


def largest(numbers: Vectors, count: int) -> Places:
    """Return where the `count` largest of some numbers stand, in any order.

    Of the best at each place of several parts, the last of `count` bounds them from below, so that
    few numbers are left to sort.
    """
    left = np.arange(len(numbers))
    if len(numbers) >= FOLDS * count:
        best = numbers[: len(numbers) // FOLDS * FOLDS].reshape(FOLDS, -1).max(axis=0)
        left = np.flatnonzero(numbers >= np.partition(best, -count)[-count])
    chosen: Places = left[np.argpartition(numbers[left], -count)[-count:]]
    return chosen


class Nearest:
    """Compares a vector with `vectors` [n, width], all of length 1.

    The first look is along the main axes of the vectors, which costs a part of comparing in full;
    the nearest is among its best but for rare ties.
    """

    def __init__(self, vectors: Vectors) -> None:
        """Find the main axes and the outlines along them."""
        self._vectors = vectors
        _, axes = np.linalg.eigh(vectors.T @ vectors)
        self._axes = np.ascontiguousarray(axes[:, -AXES:], dtype=np.float32)
        # One row to an axis: so the product reads memory in its order, in a third of the time.
        self._outlines = np.ascontiguousarray((vectors @ self._axes).T)

    def cosine(self, vector: Vectors) -> float:
        """Return the cosine with the nearest, from 0 (or below) to 1."""
        near: Places | slice = slice(None)
        if len(self._vectors) > SHORTLIST:
            near = largest((vector @ self._axes) @ self._outlines, SHORTLIST)
        return float(np.clip((self._vectors[near] @ vector).max(), 0.0, 1.0))
