"""Folds what the encoder learnt of Nia's people (`bot.tuning`) into the published weights.

The file holds, for every tuned matrix `name`, `name.down` [in, rank] and `name.up` [rank, out] as
float16; the matrix becomes W + (down @ up)^T (LoRA, Hu et al. 2021).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

FILE = Path(__file__).resolve().parents[2] / "data" / "encoder" / "adapters.npz"
DOWN, UP, WEIGHT = ".down", ".up", ".weight"


def merged(weights: Mapping[str, Any], file: Path = FILE) -> dict[str, Any]:
    """Return the weights, those that were tuned with their corrections.

    Raises:
        OSError, ValueError: when the file is missing or holds no arrays.
        KeyError: when it corrects a matrix that the weights do not have.
    """
    tuned = dict(weights)
    with np.load(file, allow_pickle=False) as kept:
        for name in (key.removesuffix(DOWN) for key in kept.files if key.endswith(DOWN)):
            down, up = (kept[name + part].astype(np.float32) for part in (DOWN, UP))
            tuned[name + WEIGHT] = weights[name + WEIGHT] + (down @ up).T
    return tuned
