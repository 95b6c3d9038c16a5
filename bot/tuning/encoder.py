"""The sentence encoder of `bot.weights.encoder_graph` in TensorFlow, with low-rank corrections.

The published matrices stand still; only the corrections learn, two thin matrices beside each.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import tensorflow as tf

from bot.weights.adapters import DOWN, UP
from bot.weights.encoder_shape import EPSILON, HEADS, LAYERS, MIDDLE, WIDTH

RANK = 16
DROPPED = 0.1  # of the numbers between layers, while it learns
MATRICES = (
    "attention.self.query",
    "attention.self.key",
    "attention.self.value",
    "attention.output.dense",
    "intermediate.dense",
    "output.dense",
)
Tensor = Any
Linear = Callable[[Tensor], Tensor]


class TunedEncoder:
    """Turns token numbers into sentence vectors, and learns its corrections."""

    def __init__(self, weights: Mapping[str, Any], seed: int) -> None:
        self._weights = weights
        self._random = np.random.default_rng(seed)
        self._corrections: dict[str, tuple[Any, Any]] = {}
        place = weights["embeddings.position_embeddings.weight"]
        self._place = tf.constant(place + weights["embeddings.token_type_embeddings.weight"][0])
        self._words = tf.constant(weights["embeddings.word_embeddings.weight"])
        names = [f"encoder.layer.{number}" for number in range(LAYERS)]
        self._layers = [{m: self._linear(f"{name}.{m}") for m in MATRICES} for name in names]

    @property
    def variables(self) -> list[Any]:
        """Return what learns."""
        return [part for pair in self._corrections.values() for part in pair]

    def vectors(self, tokens: Tensor, there: Tensor, *, learning: bool) -> Tensor:
        """Return [texts, 768]: of the last layer and of the middle one, each of length 1.

        `tokens` [texts, longest] int32, `there` the same shape, 1 where a token stands, else 0.
        """
        x = tf.gather(self._words, tokens) + self._place[: tf.shape(tokens)[1]]
        x = _drop(self._norm(x, "embeddings.LayerNorm"), learning)
        hidden = (1 - there)[:, None, None, :] * -1e9
        means = []
        for number, layer in enumerate(self._layers):
            name = f"encoder.layer.{number}"
            mixed = layer["attention.output.dense"](_attend(layer, x, hidden, learning))
            x = self._norm(x + _drop(mixed, learning), f"{name}.attention.output.LayerNorm")
            wide = layer["output.dense"](tf.nn.gelu(layer["intermediate.dense"](x)))
            x = self._norm(x + _drop(wide, learning), f"{name}.output.LayerNorm")
            if number + 1 in {MIDDLE, LAYERS}:
                mean = tf.reduce_sum(x * there[..., None], 1)
                means.append(tf.math.l2_normalize(mean, -1))
        return tf.concat(means[::-1], -1)

    def save(self, file: Path) -> None:
        """Write the corrections as `bot.weights.adapters` reads them."""
        file.parent.mkdir(parents=True, exist_ok=True)
        parts = {}
        for name, (down, up) in self._corrections.items():
            parts[name + DOWN] = down.numpy().astype(np.float16)
            parts[name + UP] = up.numpy().astype(np.float16)
        np.savez(file, **parts)

    def _linear(self, name: str) -> Linear:
        weight = np.ascontiguousarray(self._weights[f"{name}.weight"].T)
        width = weight.shape[0]
        start = self._random.standard_normal((width, RANK)).astype(np.float32) / math.sqrt(width)
        down, up = tf.Variable(start), tf.Variable(np.zeros((RANK, weight.shape[1]), np.float32))
        self._corrections[name] = (down, up)
        still, bias = tf.constant(weight), tf.constant(self._weights[f"{name}.bias"])
        return lambda x: tf.matmul(x, still) + bias + tf.matmul(tf.matmul(x, down), up)

    def _norm(self, x: Tensor, name: str) -> Tensor:
        mean, spread = tf.nn.moments(x, -1, keepdims=True)
        scaled = (x - mean) * tf.math.rsqrt(spread + EPSILON)
        return scaled * self._weights[f"{name}.weight"] + self._weights[f"{name}.bias"]


def _attend(layer: Mapping[str, Linear], x: Tensor, hidden: Tensor, learning: bool) -> Tensor:
    """Return what each token takes from the others."""
    texts, longest = tf.shape(x)[0], tf.shape(x)[1]

    def heads(name: str) -> Tensor:
        parts = tf.reshape(layer[f"attention.self.{name}"](x), [texts, longest, HEADS, -1])
        return tf.transpose(parts, [0, 2, 1, 3])

    scores = tf.matmul(heads("query"), heads("key"), transpose_b=True)
    shares = tf.nn.softmax(scores / math.sqrt(WIDTH / HEADS) + hidden)
    mixed = tf.matmul(_drop(shares, learning), heads("value"))
    return tf.reshape(tf.transpose(mixed, [0, 2, 1, 3]), [texts, longest, WIDTH])


def _drop(x: Tensor, learning: bool) -> Tensor:
    return tf.nn.dropout(x, DROPPED) if learning else x
