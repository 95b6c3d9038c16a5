"""Learns the corrections: each example is to lead to its intent.

Not after every change of data/nlu: examples that the encoder has never seen teach the regression
over its vectors how far these are to be trusted. Learnt anew from all of them, the corrections
separated reports of new authors worse than before; hold both against `benchmarks.pipelines`.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import tensorflow as tf
from tokenizers import Tokenizer

from bot.tuning.encoder import TunedEncoder
from bot.tuning.noise import noisy
from bot.weights.encoder_shape import WIDTH

SEED = 7
ROUNDS = 5  # through all examples
AT_ONCE = 64  # examples of about the same length
STRETCH = 50 * AT_ONCE  # examples among which lengths are put together
MOST_TOKENS = 64
FASTEST, WARM_UP, SLOWEST = 1.5e-3, 100, 0.02  # rate of learning, steps until it, share at the end
HEAD = 6  # times as fast learns what leads from vectors to intents, and is thrown away
DOUBT = 0.05  # left to all other intents
MOST_SLOPE = 1.0
SHARPNESS = 12.0  # that vectors of length 1 begin with

Numbers = npt.NDArray[Any]
Say = Callable[[str], None]


@dataclass(frozen=True)
class _Batch:
    """`tokens` and `there` [texts, longest], `intents` and their `weights` [texts]."""

    tokens: Numbers
    there: Numbers
    intents: Numbers
    weights: Numbers


def tune(
    texts: Sequence[str], intents: Sequence[str], weights: Any, tokenizer: Path, say: Say
) -> TunedEncoder:
    """Return an encoder that has learnt from examples; `say` gets a line every hundred steps.

    An intent with few examples counts for more, by the root of how few they are.
    """
    tf.keras.utils.set_random_seed(SEED)
    names = sorted(set(intents))
    own = np.array([names.index(intent) for intent in intents], dtype=np.int32)
    counts = np.bincount(own)
    rarity = np.sqrt(counts.mean() / counts)
    encoder = TunedEncoder(weights, SEED)
    step = _step(encoder, len(names))
    steps, losses = ROUNDS * math.ceil(len(texts) / AT_ONCE), list[float]()
    chance = random.Random(SEED)  # noqa: S311 (no secret)
    read = Tokenizer.from_file(str(tokenizer))
    read.no_padding()
    read.enable_truncation(MOST_TOKENS)
    for _ in range(ROUNDS):
        for rows in _rows(texts, chance):
            written = [noisy(texts[row], chance) for row in rows]
            ids = [one.ids for one in read.encode_batch(written)]
            batch = _Batch(*_padded(ids), own[rows], rarity[own[rows]].astype(np.float32))
            losses.append(step(batch, _rate(len(losses), steps)))
            if len(losses) % 100 == 0:
                say(f"{len(losses)} of {steps} steps, loss {np.mean(losses[-100:]):.3f}")
    return encoder


def _step(encoder: TunedEncoder, count: int) -> Callable[[_Batch, float], float]:
    """Return what learns from one batch at a rate, and gives its loss."""
    start = np.random.default_rng(SEED).standard_normal((2 * WIDTH, count)) * 0.02
    head = [tf.Variable(start.astype(np.float32)), tf.Variable(np.zeros(count, np.float32))]
    head.append(tf.Variable(SHARPNESS))
    learning = [
        (tf.keras.optimizers.legacy.Adam(beta_2=0.98), encoder.variables, 1),
        (tf.keras.optimizers.legacy.Adam(beta_2=0.98), head, HEAD),
    ]
    numbers, whole = tf.TensorSpec([None, None], tf.float32), tf.TensorSpec([None, None], tf.int32)
    rows, weights = tf.TensorSpec([None], tf.int32), tf.TensorSpec([None], tf.float32)

    @tf.function(input_signature=[whole, numbers, rows, weights], autograph=False)
    def learn(tokens: Any, there: Any, intents: Any, weights: Any) -> Any:
        with tf.GradientTape() as tape:
            vectors = encoder.vectors(tokens, there, learning=True)
            scores = tf.matmul(vectors * head[2], head[0]) + head[1]
            wanted = tf.one_hot(intents, count) * (1 - DOUBT) + DOUBT / count
            misses = tf.nn.softmax_cross_entropy_with_logits(wanted, scores)
            loss = tf.reduce_sum(misses * weights) / tf.reduce_sum(weights)
        variables = [*encoder.variables, *head]
        slopes, _ = tf.clip_by_global_norm(tape.gradient(loss, variables), MOST_SLOPE)
        cut = len(encoder.variables)
        for (optimizer, own, _), part in zip(learning, (slopes[:cut], slopes[cut:]), strict=True):
            optimizer.apply_gradients(zip(part, own, strict=True))
        return loss

    def step(batch: _Batch, rate: float) -> float:
        for optimizer, _, times in learning:
            optimizer.learning_rate.assign(rate * times)
        return float(learn(batch.tokens, batch.there, batch.intents, batch.weights))

    return step


def _rate(done: int, steps: int) -> float:
    """Return the rate: rising for a while, then falling as a cosine does."""
    falling = max(SLOWEST, 0.5 * (1 + math.cos(math.pi * done / steps)))
    return FASTEST * min(1.0, done / WARM_UP) * falling


def _rows(texts: Sequence[str], chance: random.Random) -> Iterator[Numbers]:
    """Yield every example once, those of about the same length together."""
    order = list(range(len(texts)))
    chance.shuffle(order)
    for start in range(0, len(order), STRETCH):
        stretch = sorted(order[start : start + STRETCH], key=lambda row: len(texts[row]))
        batches = [stretch[at : at + AT_ONCE] for at in range(0, len(stretch), AT_ONCE)]
        chance.shuffle(batches)
        yield from map(np.array, batches)


def _padded(ids: Sequence[Sequence[int]]) -> tuple[Numbers, Numbers]:
    tokens = np.zeros((len(ids), max(map(len, ids))), dtype=np.int32)
    there = np.zeros(tokens.shape, dtype=np.float32)
    for row, own in enumerate(ids):
        tokens[row, : len(own)] = own
        there[row, : len(own)] = 1
    return tokens, there
