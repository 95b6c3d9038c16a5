"""The corrections of the published weights: what they change, and what is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bot.weights.adapters import FILE, merged
from bot.weights.encoder_shape import LAYERS, WIDTH


def test_a_corrected_matrix_is_its_own_and_the_correction(tmp_path: Path) -> None:
    down, up = np.ones((3, 1), np.float16), np.array([[1, 2]], np.float16)
    np.savez(tmp_path / "a.npz", **{"one.down": down, "one.up": up})
    before: dict[str, Any] = {"one.weight": np.zeros((2, 3)), "other.weight": np.ones(2)}
    after = merged(before, tmp_path / "a.npz")
    assert after["one.weight"].tolist() == [[1, 1, 1], [2, 2, 2]]
    assert after["other.weight"] is before["other.weight"]
    assert not before["one.weight"].any()


def test_what_the_weights_do_not_have_is_not_corrected(tmp_path: Path) -> None:
    np.savez(tmp_path / "a.npz", **{"one.down": np.ones((3, 1)), "one.up": np.ones((1, 3))})
    with pytest.raises(KeyError):
        merged({}, tmp_path / "a.npz")


def test_those_of_the_repository_fit_the_layers_that_are_used() -> None:
    with np.load(FILE, allow_pickle=False) as kept:
        names = {key.rsplit(".", 1)[0] for key in kept.files}
        assert {name.split(".")[2] for name in names} == {str(n) for n in range(LAYERS)}
        assert all(WIDTH in kept[key].shape or "intermediate" in key or "output" in key
                   for key in kept.files)  # fmt: skip
        assert all(np.isfinite(kept[key]).all() for key in kept.files)
