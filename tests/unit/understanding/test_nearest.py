"""The nearest example is found as if every one had been compared."""

from __future__ import annotations

import numpy as np
import pytest

from bot.understanding.nearest import SHORTLIST, Nearest, largest
from bot.understanding.sentence_encoder import Vectors


def vectors(count: int, seed: int) -> Vectors:
    """Return vectors of length 1 that differ along some axes more than along others."""
    random = np.random.default_rng(seed).normal(size=(count, 384)) * np.linspace(1, 0.05, 384)
    made: Vectors = (random / np.linalg.norm(random, axis=1, keepdims=True)).astype(np.float32)
    return made


def test_a_vector_is_nearest_to_itself() -> None:
    known = vectors(2000, seed=1)
    nearest = Nearest(known)
    assert all(nearest.cosine(one) > 0.9999 for one in known[::100])


def test_the_short_cut_finds_what_comparing_with_all_finds() -> None:
    known, asked = vectors(2000, seed=2), vectors(200, seed=3)
    exact = (asked @ known.T).max(axis=1)
    found = np.array([Nearest(known).cosine(one) for one in asked])
    assert np.mean(np.abs(exact - found) < 1e-5) >= 0.9
    assert np.abs(exact - found).max() < 0.05


def test_few_vectors_are_all_compared() -> None:
    known = vectors(SHORTLIST - 1, seed=4)
    asked = vectors(1, seed=5)[0]
    assert np.isclose(Nearest(known).cosine(asked), np.clip((known @ asked).max(), 0, 1))


@pytest.mark.parametrize("count", [1, 5, 64])
@pytest.mark.parametrize("length", [64, 100, 1024, 1037, 5000])
def test_the_largest_are_those_that_sorting_finds(length: int, count: int) -> None:
    numbers = np.random.default_rng(length).normal(size=length).astype(np.float32)
    assert sorted(largest(numbers, count)) == sorted(np.argsort(numbers)[-count:])


def test_numbers_that_are_all_the_same_have_as_many_largest_as_asked_for() -> None:
    assert len(set(largest(np.ones(5000, dtype=np.float32), 64).tolist())) == 64
