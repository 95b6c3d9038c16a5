"""Finds the nearest of many vectors without comparing with all of them in full."""

from __future__ import annotations

import numpy as np

from bot.understanding.sentence_encoder import Vectors

AXES = 96  # dimensions of the first look, along which the vectors differ most
SHORTLIST = 256  # vectors that are then compared in full


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
        self._outlines = np.ascontiguousarray(vectors @ self._axes)

    def cosine(self, vector: Vectors) -> float:
        """Return the cosine with the nearest, from 0 (or below) to 1."""
        near: np.ndarray[tuple[int], np.dtype[np.intp]] | slice = slice(None)
        if len(self._vectors) > SHORTLIST:
            outline = self._outlines @ (vector @ self._axes)
            near = np.argpartition(outline, -SHORTLIST)[-SHORTLIST:]
        return float(np.clip((self._vectors[near] @ vector).max(), 0.0, 1.0))
