"""Tuning the encoder: slips of the finger, and that what is learnt is kept and tells intents apart.

The published weights are not kept after set-up; random ones of the same shape learn as well.
"""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.tuning import tune as tuning
from bot.tuning.noise import noisy, slip
from bot.weights import adapters
from bot.weights.encoder_shape import LAYERS, WIDTH
from bot.weights.location import TOKENIZER_FILE, weights_dir

WORDS, PLACES, WIDE = 30522, 512, 1536
TEXTS = [
    "I have a fever", "my temperature is high", "she is burning up", "chills all night",
    "what is neutropenia", "tell me what it is", "explain the word", "what does it mean",
]  # fmt: skip
INTENTS = ["report_sign"] * 4 + ["ask_definition"] * 4


def random_weights() -> dict[str, Any]:
    chance = np.random.default_rng(1)

    def drawn(*shape: int) -> Any:
        return (chance.standard_normal(shape) * 0.1).astype(np.float32)

    found = {
        "embeddings.word_embeddings.weight": drawn(WORDS, WIDTH),
        "embeddings.position_embeddings.weight": drawn(PLACES, WIDTH),
        "embeddings.token_type_embeddings.weight": drawn(2, WIDTH),
    }
    norms = ["embeddings.LayerNorm"]
    for layer in (f"encoder.layer.{number}" for number in range(LAYERS)):
        for part in ("attention.self.query", "attention.self.key", "attention.self.value",
                     "attention.output.dense", "intermediate.dense", "output.dense"):  # fmt: skip
            out = WIDE if part.startswith("inter") else WIDTH
            width = WIDE if part == "output.dense" else WIDTH
            found[f"{layer}.{part}.weight"] = drawn(out, width)
            found[f"{layer}.{part}.bias"] = drawn(out)
        norms += [f"{layer}.attention.output.LayerNorm", f"{layer}.output.LayerNorm"]
    for norm in norms:
        found[f"{norm}.weight"] = np.ones(WIDTH, np.float32)
        found[f"{norm}.bias"] = np.zeros(WIDTH, np.float32)
    return found


def test_it_learns_and_the_corrections_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tuning, "ROUNDS", 50)
    monkeypatch.setattr(tuning, "AT_ONCE", 4)
    monkeypatch.setattr(tuning, "STRETCH", 8)
    weights, said = random_weights(), list[str]()
    tokenizer = weights_dir() / TOKENIZER_FILE
    encoder = tuning.tune(TEXTS, INTENTS, weights, tokenizer, said.append)
    assert said
    assert "loss" in said[-1]
    encoder.save(tmp_path / "adapters.npz")
    changed = adapters.merged(weights, tmp_path / "adapters.npz")
    tuned = [name for name in weights if not np.array_equal(weights[name], changed[name])]
    assert len(tuned) == LAYERS * 6
    assert float(said[-1].split()[-1]) < np.log(2) * 0.7


@given(st.text(), st.integers())
def test_noise_never_fails(text: str, seed: int) -> None:
    noisy(text, random.Random(seed))  # noqa: S311


@given(st.text(min_size=4), st.integers())
def test_a_slip_changes_a_letter_or_two(text: str, seed: int) -> None:
    slipped = slip(text, random.Random(seed))  # noqa: S311
    assert abs(len(slipped) - len(text)) <= 1
